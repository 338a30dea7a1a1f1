import { findConflicts } from '../../formats/conflict/markers.ts';
import { sideOf } from '../../formats/conflict/sides.ts';
import type { CandidateSearch } from '../../store/candidates/candidate.ts';
import type { Judgement } from '../judge.ts';
import type { Workbench } from '../workbench.ts';
import type { Candidate } from './candidate.ts';
import { textOf } from './derived.ts';
import type { Evidence } from './evidence.ts';
import { judgeDerived } from './judge-candidate.ts';

/** True for a file with git conflict markers. */
export function isConflicted({ diagnosis }: Judgement): boolean {
  return diagnosis.findings.some(({ code }) => code === 'CONFLICT_MARKERS');
}

/** The sides of a conflict, each judged by its schema alone, since nobody has sealed a text of two hands; and their merge, where the base is known and nothing collides. */
export async function conflictCandidates(
  judgement: Judgement,
  evidence: Evidence,
  _search: CandidateSearch,
  bench: Workbench,
): Promise<readonly Candidate[]> {
  const { file } = judgement.facts;
  const text = file.kind === 'unread' ? undefined : file.raw.text;
  if (text === undefined || !isConflicted(judgement)) return [];
  const hunks = findConflicts(text);
  const candidates: Candidate[] = [];
  for (const side of ['ours', 'theirs', 'base'] as const) {
    const taken = sideOf(text, hunks, side);
    if (taken === undefined) continue;
    const { display } = judgement.target;
    const raw = textOf(taken, display);
    const found = { name: side, source: 'conflict', shown: `${display}, side ${side}`, at: undefined, raw } as const;
    candidates.push(await judgeDerived(found, evidence, bench));
  }
  return candidates;
}
