import { dirname, join } from 'node:path';
import { isCorruptName } from '../names.ts';
import type { CandidateSearch } from './candidate.ts';
import { distinct, entriesIn, type FoundFile, fileAt, isWithinReach, newestOf } from './found-file.ts';
import { timeInName } from './name-time.ts';

/** What earlier repairs set aside as broken, `<file>.corrupt-<UTC>`: more of it may be understood today. */
export async function* corruptCandidates(search: CandidateSearch): AsyncGenerator<FoundFile> {
  const directory = dirname(search.path);
  if (!isWithinReach(search, directory)) return;
  const found = entriesIn(search, directory)
    .filter(({ name }) => isCorruptName(name, search.path))
    .flatMap(({ name }) => {
      const at = timeInName(name);
      return (
        fileAt(search, join(directory, name), { name: `corrupt:${name}`, source: 'corrupt', origin: 'corrupt', at }) ??
        []
      );
    });
  yield* distinct(search, newestOf(found, '.corrupt files', search.note));
}
