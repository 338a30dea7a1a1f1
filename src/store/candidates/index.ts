import type { RecoverSource } from '../../registry/kind.ts';
import { backupsCandidates } from './backups.ts';
import { bakCandidates } from './bak.ts';
import type { CandidateFinder, CandidateSearch, FoundCandidate } from './candidate.ts';
import { corruptCandidates } from './corrupt.ts';
import { tempCandidates } from './temp.ts';

/** The sources that have places: a side of a conflict stands in the file itself, and a default in its schema. */
export type PlacedSource = Exclude<RecoverSource, 'conflict' | 'default'>;

const FINDERS: Readonly<Record<PlacedSource, CandidateFinder>> = {
  bak: bakCandidates,
  backups: backupsCandidates,
  temp: tempCandidates,
  corrupt: corruptCandidates,
  async *git(search) {
    const { gitCandidates } = await import('./git.ts');
    yield* gitCandidates(search);
  },
};

/**
 * What may be had from one source, the newest first where that is known without reading; it ends where the search is aborted. Never throws for what stands
 * there: what cannot be looked at is told to the search, what cannot be read is told by whoever reads it.
 */
export async function* candidatesIn(source: PlacedSource, search: CandidateSearch): AsyncGenerator<FoundCandidate> {
  for await (const found of FINDERS[source](search)) {
    if (search.signal.aborted) return;
    yield found;
  }
}
