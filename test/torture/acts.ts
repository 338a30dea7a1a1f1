import { createBackups } from '../../src/commands/backup/create.ts';
import { backupExitCode } from '../../src/commands/backup/exit-code.ts';
import { pruneBackups } from '../../src/commands/backup/prune.ts';
import { restoreBackup } from '../../src/commands/backup/restore.ts';
import { init } from '../../src/commands/init.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { repair } from '../../src/commands/repair.ts';
import type { Run, RunContext } from '../../src/commands/run.ts';
import { seal } from '../../src/commands/seal.ts';
import { createTally, strongestExitCode } from '../../src/commands/summary.ts';
import { undo } from '../../src/commands/undo.ts';
import { EXIT_CODES, StatefixError } from '../../src/model/errors.ts';
import type { FsOps } from '../../src/store/fs-ops.ts';
import { aContext, options } from '../support/project.ts';

/** A whole command, put together as the command line does: gives its exit code, and throws what stops the whole run. */
export type Act = (context: RunContext) => Promise<number>;

export interface MigrateActOptions {
  readonly to?: string;
  readonly isAtomic?: boolean;
}

export function migrating(paths: readonly string[], { to, isAtomic = false }: MigrateActOptions = {}): Act {
  return changing((context) => migrate({ ...options(...paths), to, isAtomic }, context));
}

export function repairing(paths: readonly string[], { isAtomic = false } = {}): Act {
  return changing((context) => repair({ ...options(...paths), isAtomic }, context));
}

export function sealing(paths: readonly string[]): Act {
  return changing((context) => seal(options(...paths), context));
}

export function undoing(paths: readonly string[], { isForced = false } = {}): Act {
  return changing((context) => undo({ ...options(...paths), isForced }, context));
}

export function restoring(paths: readonly string[]): Act {
  return changing((context) => restoreBackup({ ...options(...paths), id: undefined }, context));
}

export function backingUp(paths: readonly string[]): Act {
  return async (context) => backupExitCode(await createBackups(options(...paths), context));
}

export function pruning(paths: readonly string[], keep: number): Act {
  return async (context) => {
    return backupExitCode(await pruneBackups({ ...options(...paths), keep, ids: [], mode: 'apply' }, context));
  };
}

export const initialising: Act = async (context) => {
  await init({ dryRun: false }, context);
  return 0;
};

/** A command that reports file by file. */
export function changing(run: (context: RunContext) => Run): Act {
  return async (context) => {
    const tally = createTally({ strict: false, failOnPending: false, failOnChange: false });
    try {
      for await (const { report } of run(context)) tally.add(report);
      return tally.exitCode();
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
      return strongestExitCode([tally.exitCode(), EXIT_CODES[error.code]]);
    }
  };
}

/** The exit code of a command in that directory; the stack of what is a bug. */
export async function exitCodeOf(
  act: Act,
  cwd: string,
  fs: FsOps,
  changes: Partial<RunContext> = {},
): Promise<number | string> {
  try {
    return await act(aContext(cwd, { fs, ...changes }));
  } catch (error) {
    if (error instanceof StatefixError) return EXIT_CODES[error.code];
    return error instanceof Error ? (error.stack ?? error.message) : `${error}`;
  }
}
