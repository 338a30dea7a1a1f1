import { findConflicts } from '../../formats/conflict/markers.ts';
import { sideOf } from '../../formats/conflict/sides.ts';
import { rawFileOf } from '../../formats/raw-file.ts';
import { isMigrationError } from '../../model/errors.ts';
import type { RawFile } from '../../model/state-file.ts';
import type { CandidateSearch } from '../../store/candidates/candidate.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import type { Judgement } from '../judgement.ts';
import type { StructuralMerge } from '../merge/by-structure.ts';
import type { ThreeFiles } from '../merge/read-files.ts';
import type { Obstacle } from '../merge/side.ts';
import type { Workbench } from '../workbench.ts';
import { type Candidate, unfit } from './candidate.ts';
import { textOf } from './derived.ts';
import type { Evidence } from './evidence.ts';
import { judgeDerived } from './judge-candidate.ts';

/** True for a file with git conflict markers. */
export function isConflicted({ diagnosis }: Judgement): boolean {
  return diagnosis.findings.some(({ code }) => code === 'CONFLICT_MARKERS');
}

/**
 * The sides of a conflict, each judged by its schema alone, since nobody has sealed a text of two hands; and their merge, where what both grew out of is known, from
 * the markers or from git.
 */
export async function conflictCandidates(
  judgement: Judgement,
  evidence: Evidence,
  search: CandidateSearch,
  bench: Workbench,
): Promise<readonly Candidate[]> {
  const { file } = judgement.facts;
  const text = file.kind === 'unread' ? undefined : file.raw.text;
  const hasBom = file.kind !== 'unread' && file.raw.hasBom;
  if (text === undefined || !isConflicted(judgement)) return [];
  const hunks = findConflicts(text);
  const { display } = judgement.target;
  const rawOf = (side: 'ours' | 'theirs' | 'base') => {
    const taken = sideOf(text, hunks, side);
    return taken === undefined ? undefined : textOf(taken, display, hasBom);
  };
  const [ours, theirs, base] = [rawOf('ours'), rawOf('theirs'), rawOf('base')];
  const merged =
    ours === undefined || theirs === undefined
      ? undefined
      : await mergedCandidate({ ours, theirs, base: base ?? (await baseInGit(search)) }, judgement, evidence, bench);
  const sides: Candidate[] = merged === undefined ? [] : [merged];
  for (const [name, raw] of Object.entries({ ours, theirs, base })) {
    if (raw === undefined) continue;
    const found = { name, source: 'conflict', shown: `${display}, side ${name}`, at: undefined, raw } as const;
    sides.push(await judgeDerived(found, evidence, bench));
  }
  return sides.map((side) => withRival(side, sides));
}

function withRival(side: Candidate, sides: readonly Candidate[]): Candidate {
  const other = RIVALS.get(side.name);
  const rival = sides.find(({ name }) => name === other);
  return rival?.verdict.kind === 'healthy' ? { ...side, rival: rival.verdict.state } : side;
}

const RIVALS: ReadonlyMap<string, string> = new Map([
  ['ours', 'theirs'],
  ['theirs', 'ours'],
]);

/** While a merge is not done, the index holds what both sides grew out of. */
async function baseInGit(search: CandidateSearch): Promise<RawFile | undefined> {
  const { conflictStages } = await import('../../store/candidates/git-conflict.ts');
  return (await conflictStages(search))?.base;
}

/** What the two sides make together; `undefined` without a base, since nobody can say then which of two values is the newer one. */
async function mergedCandidate(
  files: ThreeFiles,
  { target }: Judgement,
  evidence: Evidence,
  bench: Workbench,
): Promise<Candidate | undefined> {
  if (files.base === undefined) return undefined;
  const name = {
    name: 'merged',
    source: 'conflict',
    shown: `${target.display}, both sides merged`,
    at: undefined,
  } as const;
  const merged = await mergeOf(files, target, bench);
  switch (merged.kind) {
    case 'merged':
      return await judgeDerived(
        { ...name, raw: rawFileOf(merged.bytes, { kind: 'derived', path: target.display }) },
        evidence,
        bench,
      );
    case 'conflicted': {
      const places = merged.conflicts.map(({ pointer }) => (pointer === '' ? 'the document' : pointer)).join(', ');
      return unfitCandidate(name, `both sides changed ${places}`);
    }
    case 'obstacle':
      return unfitCandidate(name, merged.message);
  }
}

async function mergeOf(
  files: ThreeFiles,
  target: SelectedFile,
  bench: Workbench,
): Promise<StructuralMerge | Pick<Obstacle, 'kind' | 'message'>> {
  const { mergeByStructure } = await import('../merge/by-structure.ts');
  try {
    return await mergeByStructure(files, target.path, { ...bench, targets: [target] });
  } catch (error) {
    if (!isMigrationError(error)) throw error;
    return { kind: 'obstacle', message: error.message };
  }
}

function unfitCandidate(name: Pick<Candidate, 'name' | 'source' | 'shown' | 'at'>, reason: string): Candidate {
  return { ...name, version: null, serial: undefined, isProven: false, verdict: unfit(reason) };
}
