import type { Git } from '../store/git.ts';
import type { StoreLog } from '../store/log.ts';

/** Told what a change left beside a file, says once a run when git does not ignore it. Git is asked about the first change alone. */
export function createIgnoreWatch(git: () => Promise<Git>, log: StoreLog): (left: readonly string[]) => Promise<void> {
  let hasAsked = false;
  return async (left) => {
    // A checksum file is there to be shared.
    const path = left.find((each) => !each.endsWith('.sha256'));
    if (path === undefined || hasAsked) return;
    hasAsked = true;
    if ((await git()).isIgnored(path) === false) log({ kind: 'unignored', path });
  };
}
