import { setTimeout as delay } from 'node:timers/promises';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { shellWord } from '../model/shell-word.ts';
import type { FsOps } from './fs-ops.ts';
import { answerOf } from './git/answer.ts';
import type { WorkTree } from './git/work-tree.ts';
import { displayPath } from './shown-path.ts';

/** Another git holds the index for an instant; one that was killed has left its lock behind. */
const ATTEMPTS = 20;
const PAUSE_MS = 100;
/** Of the paths that could not be staged, so many are named. */
const MOST_NAMED = 20;

/** Stages files that this run has changed. */
export interface Restage {
  /** Absolute paths. A checksum file is staged where it is there and git does not ignore it, also for the first time. */
  note(path: string, sidecar: string | undefined): void;
  /**
   * Does what `git add` does for all of them together: filters that git's settings name are run, as they are by any `git add`; hooks are not. Throws
   * `WRITE_FAILED` where git refuses, such as for the lock of another one.
   */
  run(): Promise<void>;
}

export function createRestage(fs: Pick<FsOps, 'lstat'>, workTree: WorkTree, cwd: string): Restage {
  const files = new Set<string>();
  const sidecars = new Set<string>();
  return {
    note(path, sidecar) {
      files.add(path);
      if (sidecar !== undefined && isThere(fs, sidecar)) sidecars.add(sidecar);
    },
    async run() {
      if (files.size === 0) return;
      const isNew = [...sidecars];
      const ignored = isNew.length === 0 ? new Set<string>() : await ignoredAmong(isNew, workTree);
      const paths = [...files, ...isNew.filter((path) => !ignored.has(path))];
      const reason = await updated(paths, workTree);
      files.clear();
      sidecars.clear();
      if (reason !== undefined) throw notStaged(paths, reason, cwd);
    },
  };
}

/** The reason why not, as a clause. What was changed is staged though the run be interrupted. */
async function updated(paths: readonly string[], workTree: WorkTree): Promise<string | undefined> {
  const input = namesOf(paths, workTree);
  for (let attempt = 1; ; attempt += 1) {
    const { program, root } = workTree;
    const args = ['update-index', '--add', '-z', '--stdin'];
    const answer = await answerOf(program, root, args, new AbortController().signal, input);
    if (answer.kind === 'answer') return undefined;
    if (!/index\S*\.lock/.test(answer.reason) || attempt === ATTEMPTS) return answer.reason;
    await delay(PAUSE_MS);
  }
}

async function ignoredAmong(paths: readonly string[], workTree: WorkTree): Promise<ReadonlySet<string>> {
  const { program, root } = workTree;
  // Asked with the index, so that what is tracked counts as not ignored.
  const args = ['check-ignore', '-z', '--stdin'];
  const answer = await answerOf(program, root, args, new AbortController().signal, namesOf(paths, workTree));
  // Where nothing is ignored, git fails.
  const names = new Set(answer.kind === 'answer' ? answer.bytes.toString('utf8').split('\0') : []);
  return new Set(paths.filter((path) => names.has(workTree.nameOf(path) ?? '')));
}

function namesOf(paths: readonly string[], { nameOf }: WorkTree): Uint8Array {
  return new TextEncoder().encode(paths.map((path) => `${nameOf(path)}\0`).join(''));
}

function isThere(fs: Pick<FsOps, 'lstat'>, path: string): boolean {
  try {
    fs.lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}

function notStaged(paths: readonly string[], reason: string, cwd: string): StatefixError {
  const shown = paths.map((path) => displayPath(path, cwd));
  const named = shown.slice(0, MOST_NAMED).map(shellWord).join(' ');
  const what = paths.length === 1 ? shown[0] : `${paths.length} files`;
  return new StatefixError('WRITE_FAILED', `${what}: changed in the work tree, but not staged: ${reason}`, {
    hint: `What was changed is whole. Where no other git is at work, stage it: git add ${named}${shown.length > MOST_NAMED ? ' …' : ''}`,
    step: 'stage',
  });
}
