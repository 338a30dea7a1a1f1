import type { PlanStep } from '../model/plan.ts';
import type { DataLoss } from '../model/recovery.ts';
import { lossText } from './loss-text.ts';
import { secondOf, shown, shownPath } from './shown.ts';

/** What the steps of a plan do, or did, in one line for people. */
export function stepsText(steps: readonly PlanStep[], isPlanned: boolean): string {
  const migrations = steps.filter((step) => step.kind === 'migrate');
  const texts = steps.flatMap((step, index) => {
    if (step.kind !== 'migrate') return [stepText(step)];
    // The steps of one chain are one act: it is told where its first step stands.
    return isSameChain(steps[index - 1], step) ? [] : [chainText(migrations.filter((other) => isPart(other, step)))];
  });
  const act = texts.length === 0 ? 'changed' : texts.join(', ');
  return isPlanned ? `would be ${act}` : act;
}

/** What is lost by the steps, in one line for people; `undefined` where they say nothing of it. */
export function lossLine(steps: readonly PlanStep[], isPlanned: boolean, extent: 'few' | 'all'): string | undefined {
  const loss = steps.map(lossOf).find((each) => each !== undefined);
  return loss && `${isPlanned ? 'would be lost' : 'lost'}: ${lossText(loss, extent)}`;
}

function lossOf(step: PlanStep): DataLoss | undefined {
  return step.kind === 'restore' ? step.dataLoss : undefined;
}

type Migrate = Extract<PlanStep, { kind: 'migrate' }>;

function isPart(other: Migrate, step: Migrate): boolean {
  return other.document === step.document;
}

function isSameChain(before: PlanStep | undefined, step: Migrate): boolean {
  return before?.kind === 'migrate' && isPart(before, step);
}

function chainText(chain: readonly Migrate[]): string {
  const from = chain[0]?.from ?? '';
  const to = chain.at(-1)?.to ?? '';
  const names = chain.map((step) => shown(step.name)).join(', ');
  return `migrated ${shown(from)} → ${shown(to)} (${names})${documentText(chain[0]?.document)}`;
}

function stepText(step: Exclude<PlanStep, Migrate>): string {
  switch (step.kind) {
    case 'restore':
      return `restored from ${shownPath(step.source)}${asideOf(step)}`;
    case 'seal':
      return `sealed (${step.what.join(', ')})${documentText(step.document)}`;
    case 'mode':
      return `set from mode ${octal(step.from)} to ${octal(step.to)}`;
    case 'complete-sidecar':
      return `given its checksum file from ${shownPath(step.from)}`;
    case 'undo':
      return `brought back to what it was before statefix ${shown(step.command)} changed it`;
  }
}

/** What its path does not tell of a candidate. */
function asideOf({ source, candidate = 'bak', version, at }: Extract<PlanStep, { kind: 'restore' }>): string {
  const isTold = candidate === 'bak' || candidate.includes(':') || source.startsWith(`${candidate}:`);
  const parts = [
    ...(isTold ? [] : [shown(candidate)]),
    ...(version === undefined ? [] : [`version ${shown(version)}`]),
    ...(at === undefined ? [] : [`written ${shown(secondOf(at))}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function documentText(document: number | undefined): string {
  return document === undefined ? '' : ` in document ${document + 1}`;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
