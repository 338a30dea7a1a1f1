import type { Dirent } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { FileSystemAdapter } from 'tinyglobby';
import type { ForeignBackups } from '../../registry/kind.ts';
import { bakPath, isCorruptName, lockPath, sidecarPath } from '../names.ts';
import { displayPath, isInside } from '../shown-path.ts';
import type { CandidateSearch } from './candidate.ts';
import { baseOf, type ForeignLook, lookFor } from './foreign-glob.ts';
import { entryAt, type FoundFile, fileAt, isWithinReach, newestOf } from './found-file.ts';
import { timeInName } from './name-time.ts';
import type { Shelves } from './shelves.ts';

/** A walk lists no more directories than this, and goes no deeper. */
const MOST_DIRECTORIES = 1000;
const DEEPEST = 12;

/** Directories that are others' or our own. */
const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules', '.statefix']);

/** What tells of backups and is none. */
const MANIFEST = /^manifest\.[^.]+$/i;

/** The backups that other programs made of a state file, as its kind says where they are: the newest first, each once. No link is followed. */
export async function foreignFiles(search: CandidateSearch, shelves: Shelves): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  for (const holds of search.kind.backups.from) {
    if (search.signal.aborted) break;
    const look = lookFor(holds.files, search.path);
    const seen = await filesOf(look, holds, search, shelves);
    found.push(
      ...newestOf(
        seen.filter((each) => !isOfOurs(each.path, search.path)),
        'backups of the program',
        search.note,
      ),
    );
  }
  return found;
}

async function filesOf(
  look: ForeignLook,
  holds: ForeignBackups,
  search: CandidateSearch,
  shelves: Shelves,
): Promise<readonly FoundFile[]> {
  const base = baseOf(look);
  if (!isWithinReach(search, base) || !isWay(look, search)) return [];
  const find = async () => {
    const paths = look.isPlain ? [join(base, look.pattern)] : await matching(look, base, search, shelves);
    return paths.flatMap((path) => backupAt(path, holds, search) ?? []);
  };
  // Names of candidates are relative to the directory of the state file.
  const key = `${dirname(search.path)}\0${holds.files}\0${JSON.stringify(holds)}`;
  return look.isOfOneFile ? find() : shelves.once(key, find);
}

/** True where all that leads to the backups are directories; a link among them may lead anywhere. */
function isWay({ start, way }: ForeignLook, search: CandidateSearch): boolean {
  let at = start;
  for (const name of way) {
    at = join(at, name);
    const found = entryAt(search, at);
    if (found?.is === 'link') search.note(`${displayPath(at, search.cwd)} is a link, and was not followed`);
    if (found?.is !== 'directory') return false;
  }
  return true;
}

async function matching(
  { pattern, prefix }: ForeignLook,
  base: string,
  search: CandidateSearch,
  shelves: Shelves,
): Promise<readonly string[]> {
  // Nothing there, or nothing of that name, is the usual case, and needs no glob library.
  if (shelves.entriesOf(base, prefix).length === 0) return [];
  const { glob } = await import('tinyglobby');
  let count = 0;
  const entriesOf = (directory: string): readonly Dirent[] => {
    if (search.signal.aborted || !isInside(directory, base)) return [];
    count += 1;
    if (count === MOST_DIRECTORIES + 1) {
      search.note(
        `${displayPath(base, search.cwd)} has more than ${MOST_DIRECTORIES} directories, and not all were looked at`,
      );
    }
    return count > MOST_DIRECTORIES ? [] : shelves.entriesOf(directory, directory === base ? prefix : '');
  };
  // The library calls only this one form of it, `readdir(path, { withFileTypes: true }, callback)`; between two directories others have their turn.
  const readdir = (path: string, _: unknown, callback: (error: null, entries: readonly Dirent[]) => void) => {
    setImmediate(() => callback(null, entriesOf(resolve(path)).flatMap(walked)));
  };
  const paths = await glob([pattern], {
    cwd: base,
    absolute: true,
    deep: DEEPEST,
    expandDirectories: false,
    followSymbolicLinks: false,
    fs: { readdir } as unknown as FileSystemAdapter,
  });
  return paths.map((path) => resolve(path)).filter((path) => isInside(path, base));
}

/** What is no directory is found like a file, a link to one, too: whoever reads it says what it is. */
function walked(entry: Dirent): readonly Dirent[] {
  const isDirectory = entry.isDirectory();
  if (isDirectory && SKIPPED.has(entry.name)) return [];
  const no = () => false;
  const seen = { name: entry.name, isDirectory: () => isDirectory, isFile: () => !isDirectory, isSymbolicLink: no };
  return [seen as unknown as Dirent];
}

function backupAt(path: string, holds: ForeignBackups, search: CandidateSearch): FoundFile | undefined {
  if (MANIFEST.test(basename(path))) return undefined;
  const shown = relative(dirname(search.path), path);
  const found = fileAt(search, path, {
    name: `file:${sep === '/' ? shown : shown.replaceAll(sep, '/')}`,
    source: 'backups',
    origin: 'foreign',
    at: timeInName(basename(path)),
    holds,
  });
  return found;
}

/** Beside the state file a glob may match what is its own, or ours: all of that has a source of its own, or is none. */
function isOfOurs(path: string, own: string): boolean {
  if (path === own || [bakPath(own), lockPath(own), sidecarPath(own)].includes(path)) return true;
  if (dirname(path) !== dirname(own)) return false;
  const name = basename(path);
  return isCorruptName(name, own) || name.startsWith('.tmp-') || name.startsWith(`${basename(own)}.lock.`);
}
