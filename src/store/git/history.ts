import { sep } from 'node:path';
import { startGit } from './child.ts';
import { NO_GIT } from './failure.ts';
import { createLogReader, type LoggedChange } from './log-reader.ts';
import type { GitPlace } from './objects.ts';
import { kindOf } from './tree.ts';

/** What a history is walked by. */
export interface HistorySearch extends Pick<GitPlace, 'program' | 'directory' | 'signal'> {
  /** The full id of the newest commit. */
  readonly tip: string;
  /** Relative to the directory, with `/`. */
  readonly path: string;
  /** Takes a clause that says why the walk ended before its end. */
  readonly note: (clause: string) => void;
}

// Whatever the settings of the user or of the repository say: plain output, and no program but git's own.
const LOG: readonly string[] = [
  ...['-c', 'log.showRoot=true', '-c', 'log.mailmap=false', '-c', 'diff.relative=false'],
  ...['log', '--raw', '-z', '--no-abbrev', '--format=tformat:%H %ct %P', '--no-color', '--no-decorate', '--no-notes'],
  ...['--no-show-signature', '--no-ext-diff', '--no-textconv', '--encoding=UTF-8'],
];

/**
 * The changes that gave a file its contents, the newest first by the clock of each commit, while git still walks. A merge counts where its
 * content is that of no parent. Renames are followed. Git follows them along one line only, so after that comes what all the names that
 * were met held anywhere, much of it for the second time. What stood at a name as a link, a directory or a submodule is passed over.
 */
export async function* changesOf(search: HistorySearch): AsyncGenerator<LoggedChange> {
  const names = new Set<string>();
  for await (const change of logged(search, ['--follow', '-c', search.tip, '--', `:(literal)${search.path}`])) {
    // What stood below the name of the file, while that was a directory, is told too.
    if (names.size === 0 ? !isNameOf(search, change.path) : !names.has(change.path)) continue;
    names.add(change.path).add(change.from ?? change.path);
    if (kindOf(change.mode) === 'file') yield change;
  }
  if (names.size < 2 || search.signal.aborted) return;
  const everyName = [...names].map((name) => `:(top,literal)${name}`);
  const args = ['--full-history', '-c', '--no-renames', search.tip, '--', ...everyName];
  for await (const change of logged(search, args)) {
    if (kindOf(change.mode) === 'file' && names.has(change.path)) yield change;
  }
}

/** True where a path from the top of the work tree may be that of the file. */
function isNameOf({ directory, path }: HistorySearch, name: string): boolean {
  const absolute = `${sep === '/' ? directory : directory.replaceAll(sep, '/')}/${path}`;
  return absolute.normalize('NFC').endsWith(`/${name.normalize('NFC')}`);
}

async function* logged(search: HistorySearch, args: readonly string[]): AsyncGenerator<LoggedChange> {
  const { program, directory, signal, note } = search;
  if (program === undefined) return note(NO_GIT);
  const child = startGit(program, directory, [...LOG, ...args], signal);
  const reader = createLogReader();
  child.stdin.end();
  child.hold(true);
  try {
    for await (const chunk of child.stdout) {
      child.hold(false);
      yield* reader.take(chunk);
      child.hold(true);
    }
    const reason = await child.ended;
    if (reason !== undefined && !signal.aborted) note(`git does not tell the history to its end: ${reason}`);
  } catch (error) {
    // The stream was taken away in the middle.
    if (!signal.aborted) throw error;
  } finally {
    await child.end();
  }
}
