import { basename, dirname, join } from 'node:path';
import { describeSelf } from '../lock/holder.ts';
import { displayPath } from '../shown-path.ts';
import { PREVIOUS } from '../staged-paths.ts';
import { findTraces } from '../traces.ts';
import type { CandidateSearch } from './candidate.ts';
import { distinct, entriesIn, type FoundFile, fileAt, isWithinReach, newestOf } from './found-file.ts';

/** What a staging directory may hold that was, or was about to be, the content of the file. */
const STAGED = ['', '.restore', '.bak', PREVIOUS];

/** What interrupted writers left: temp files of the program itself, and what a writer of ours that is dead had staged. */
export async function* tempCandidates(search: CandidateSearch): AsyncGenerator<FoundFile> {
  const directory = dirname(search.path);
  if (!isWithinReach(search, directory)) return;
  const names = [...foreignNames(search), ...stagedNames(search, directory)];
  const found = names.flatMap(
    (name) => fileAt(search, join(directory, name), { name: `temp:${name}`, source: 'temp', origin: 'temp' }) ?? [],
  );
  yield* distinct(search, newestOf(found, 'temp files', search.note));
}

/** A name alone: what a kind says leads to no other directory. */
function foreignNames({ path, kind }: CandidateSearch): readonly string[] {
  const own = basename(path);
  const names = kind.leftovers.map((pattern) => pattern.replaceAll('*', () => own));
  return [...new Set(names)].filter((name) => name !== own && name === basename(name) && name !== '..' && name !== '.');
}

function stagedNames(search: CandidateSearch, directory: string): readonly string[] {
  const { fs, path, cwd } = search;
  const stagings = entriesIn(search, directory).filter(
    (entry) => entry.isDirectory() && entry.name.startsWith('.tmp-'),
  );
  if (stagings.length === 0) return [];
  const self = describeSelf(fs);
  const unseen = (at: string, errno: string) => search.unseen(`${displayPath(at, cwd)} cannot be read (${errno})`);
  // Of directories no clock is asked.
  const traces = findTraces(
    fs,
    directory,
    stagings,
    () => self,
    () => new Date(0),
    unseen,
  );
  const wanted = new Set(STAGED.map((suffix) => `${basename(path)}${suffix}`));
  return traces.flatMap((trace) =>
    trace.kind === 'staging'
      ? trace.names.filter((name) => wanted.has(name)).map((name) => `${basename(trace.path)}/${name}`)
      : [],
  );
}
