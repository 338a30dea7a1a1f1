import { dirname } from 'node:path';
import { bakPath } from '../names.ts';
import type { CandidateSearch } from './candidate.ts';
import { distinct, type FoundFile, fileAt, isWithinReach } from './found-file.ts';

/** The last healthy content that a change replaced, `<file>.bak`. */
export async function* bakCandidates(search: CandidateSearch): AsyncGenerator<FoundFile> {
  if (!isWithinReach(search, dirname(search.path))) return;
  const found = fileAt(search, bakPath(search.path), { name: 'bak', source: 'bak', origin: 'bak' });
  if (found !== undefined) yield* distinct(search, [found]);
}
