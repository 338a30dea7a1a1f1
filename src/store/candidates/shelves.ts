import type { Dirent } from 'node:fs';
import type { CandidateSearch } from './candidate.ts';
import { entriesIn, type FoundFile } from './found-file.ts';

/** What was seen of the directories in which other programs keep backups: many state files may share them. */
export interface Shelves {
  /** The entries of a directory whose names begin like that, in the order of their names. Each directory is listed once. */
  entriesOf(directory: string, prefix: string): readonly Dirent[];
  /** What a look gave that is the same for every state file, by a text that says where and how it looked. */
  once(look: string, find: () => Promise<readonly FoundFile[]>): Promise<readonly FoundFile[]>;
}

export function createShelves(search: Pick<CandidateSearch, 'fs' | 'cwd' | 'unseen'>): Shelves {
  const listings = new Map<string, readonly Dirent[]>();
  const looks = new Map<string, Promise<readonly FoundFile[]>>();
  const listingOf = (directory: string): readonly Dirent[] => {
    const known = listings.get(directory);
    if (known !== undefined) return known;
    const sorted = entriesIn(search, directory).toSorted((left, right) => (left.name < right.name ? -1 : 1));
    listings.set(directory, sorted);
    return sorted;
  };
  return {
    entriesOf(directory, prefix) {
      const entries = listingOf(directory);
      const first = firstFrom(entries, prefix);
      let end = first;
      while (entries[end]?.name.startsWith(prefix) === true) end += 1;
      return entries.slice(first, end);
    },
    once(look, find) {
      const known = looks.get(look) ?? find();
      looks.set(look, known);
      return known;
    },
  };
}

/** Where in sorted entries the names begin that are not before `prefix`. */
function firstFrom(entries: readonly Dirent[], prefix: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.name ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
