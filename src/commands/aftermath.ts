import type { StatefixError } from '../model/errors.ts';
import type { PlanStep } from '../model/plan.ts';
import type { RawFile, StateFile } from '../model/state-file.ts';
import type { Judgement } from './judgement.ts';
import type { ProvenPlan } from './plan-file.ts';
import { type Aftermath, fileReport } from './report-file.ts';
import { reportedError } from './reported.ts';
import type { JudgedFile } from './run.ts';
import { unifiedDiff } from './unified-diff.ts';

/** What became of one file, as its report tells it. */

export function offered({ plan, file, diagnosis }: ProvenPlan, { facts, target }: Judgement): Aftermath {
  const before = facts.file.kind === 'unread' ? '' : (facts.file.raw.text ?? '');
  const after = file.kind === 'unread' ? '' : (file.raw.text ?? '');
  const diff = unifiedDiff(target.display, before, after);
  return { outcome: { kind: 'planned', steps: plan.steps, diff }, notes: plan.notes, file, diagnosis, plan };
}

export function done({ plan, file, diagnosis }: ProvenPlan): Aftermath {
  return { outcome: { kind: 'applied', steps: plan.steps }, notes: plan.notes, file, diagnosis };
}

export function failed(error: StatefixError, steps: readonly PlanStep[]): Aftermath {
  return { outcome: { kind: 'failed', steps, error: reportedError(error) } };
}

export function told(judgement: Judgement, aftermath: Aftermath | undefined, output?: Uint8Array): JudgedFile {
  const { file } = judgement.facts;
  const isStdin = judgement.target.path === '-';
  const original = isStdin && file.kind !== 'unread' ? file.raw.bytes : undefined;
  return {
    report: fileReport(judgement, aftermath),
    text: file.kind === 'unread' ? undefined : file.raw.text,
    output: output ?? original,
    ...(aftermath?.plan === undefined ? {} : { offer: { plan: aftermath.plan, before: rawOf(file) } }),
  };
}

function rawOf(file: StateFile): RawFile | undefined {
  return file.kind === 'unread' ? undefined : file.raw;
}
