import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';

/** A repository that is only looked at must not run its own programs, ask for a password, or take git's locks. */
const SAFE_OPTIONS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--literal-pathspecs'];
const TIMEOUT_MS = 5000;

/** What git is asked of a path. `undefined`: no git, no work tree, or no answer in time. */
export interface Git {
  isTracked(path: string): boolean | undefined;
  isIgnored(path: string): boolean | undefined;
}

/** `environment` is that of the process; git's own variables that would point it at another repository are not passed on. */
export function createGit(environment: Readonly<Record<string, string | undefined>>): Git {
  const own = Object.entries(environment).filter(([name]) => !/^GIT_(?!EXEC_PATH$)/.test(name));
  const env = { ...Object.fromEntries(own), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  const statusOf = (path: string, args: readonly string[]) => {
    const { status, error } = spawnSync('git', [...SAFE_OPTIONS, ...args, '--', basename(path)], {
      cwd: dirname(path),
      env,
      stdio: 'ignore',
      timeout: TIMEOUT_MS,
      windowsHide: true,
    });
    return error === undefined ? status : undefined;
  };
  return {
    isTracked(path) {
      // `--error-unmatch`: 1 for a path that git does not track, 128 outside of a work tree.
      return answer(statusOf(path, ['ls-files', '--error-unmatch']));
    },
    isIgnored(path) {
      return answer(statusOf(path, ['check-ignore', '--quiet']));
    },
  };
}

function answer(status: number | null | undefined): boolean | undefined {
  if (status === 0) return true;
  return status === 1 ? false : undefined;
}
