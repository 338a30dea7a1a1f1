import { findConflicts } from '../../formats/conflict/markers.ts';
import { hunkTexts, resolved } from '../../formats/conflict/sides.ts';
import { createLineMap } from '../../formats/line-map.ts';
import { parseState } from '../../formats/parse.ts';
import type { ConflictHunk } from '../../model/finding.ts';
import { type Value, valuesEqual } from '../../model/value.ts';
import { visible } from '../../model/visible.ts';
import { withoutValueAt } from '../../model/with-value.ts';
import type { Judgement } from '../judgement.ts';
import type { Ask } from '../run.ts';
import type { Workbench } from '../workbench.ts';
import { type Candidate, isHealthy } from './candidate.ts';
import type { Choice } from './choose.ts';
import { textOf } from './derived.ts';
import type { Evidence } from './evidence.ts';
import { judgeDerived } from './judge-candidate.ts';

type Side = 'ours' | 'theirs';

/** More lines of a hunk than this fill no screen. */
const MOST_LINES = 20;

/** A checksum as it stands in a text: only hunks that hold one are looked at closer. */
const CHECKSUM = /sha256:[0-9a-f]{64}/;

/** Asks for each hunk which side is to be taken; `undefined` where the person would rather not. A hunk that holds the checksum alone is not asked about. */
export async function askForHunks(
  { facts, target }: Judgement,
  evidence: Evidence,
  ask: Ask,
  bench: Workbench,
): Promise<Choice | undefined> {
  if (facts.file.kind === 'unread' || facts.file.raw.text === undefined) return undefined;
  const { text, hasBom } = facts.file.raw;
  const hunks = findConflicts(text);
  const lines = createLineMap(text);
  const choices: Side[] = [];
  for (const [index, hunk] of hunks.entries()) {
    const { ours, theirs, labels } = hunkTexts(text, hunk, lines);
    if (CHECKSUM.test(ours) && CHECKSUM.test(theirs) && isChecksumAlone(text, hunks, index, evidence)) {
      choices.push('ours');
      continue;
    }
    const head = `${visible(target.display)}, conflict ${index + 1} of ${hunks.length}, line ${hunk.ours}`;
    const question = `${head}\nours (${visible(labels.ours)}):\n${shown(ours)}\ntheirs (${visible(labels.theirs)}):\n${shown(theirs)}\nWhich side?`;
    const answer = await ask(question, ['ours', 'theirs']);
    if (answer !== 'ours' && answer !== 'theirs') return undefined;
    choices.push(answer);
  }
  const judged = async (sides: readonly Side[]): Promise<Candidate | undefined> => {
    const taken = resolved(text, hunks, sides);
    if (taken === undefined) return undefined;
    const name = { name: 'chosen', source: 'conflict', shown: `${target.display}, as chosen`, at: undefined } as const;
    return await judgeDerived({ ...name, raw: textOf(taken, target.display, hasBom) }, evidence, bench);
  };
  const candidate = await judged(choices);
  if (candidate === undefined) return undefined;
  if (!isHealthy(candidate)) return { candidates: [candidate], chosen: undefined };
  // What was not chosen is what is lost.
  const other = await judged(choices.map((side) => (side === 'ours' ? 'theirs' : 'ours')));
  const rival = other?.verdict.kind === 'healthy' ? { rival: other.verdict.state } : {};
  return { candidates: [candidate], chosen: { ...candidate, ...rival } };
}

/** A checksum is no matter of choice, since it is made anew: true where the side of this hunk changes nothing else. */
function isChecksumAlone(text: string, hunks: readonly ConflictHunk[], index: number, evidence: Evidence): boolean {
  const { checksum } = evidence.loaded.kind;
  if (checksum === false || checksum === 'sidecar') return false;
  const documents = (['ours', 'theirs'] as const).map((side) => {
    const taken = resolved(
      text,
      hunks,
      hunks.map((_, at) => (at === index ? side : 'ours')),
    );
    const file = taken === undefined ? undefined : parseState(textOf(taken, '', false), evidence.format);
    return file?.kind === 'parsed' ? file.documents.map((value) => withoutValueAt(value, checksum)) : undefined;
  });
  const [ours, theirs] = documents;
  return ours !== undefined && theirs !== undefined && areEqual(ours, theirs);
}

function areEqual(one: readonly Value[], other: readonly Value[]): boolean {
  return one.length === other.length && one.every((value, index) => valuesEqual(value, other[index] as Value));
}

function shown(text: string): string {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const more = lines.length > MOST_LINES ? [`  and ${lines.length - MOST_LINES} more lines`] : [];
  return [...lines.slice(0, MOST_LINES).map((line) => `  ${visible(line)}`), ...more].join('\n');
}
