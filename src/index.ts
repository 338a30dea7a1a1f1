/**
 * The library: the commands as functions, the atomic write, and the types of what they give. What is exported here is stable; all
 * other modules are not. Nothing here prints, sets an exit code, or listens to signals.
 *
 * @packageDocumentation
 */
import { fileURLToPath } from 'node:url';
import type { CheckOptions, MigrateOptions, RunContext } from './commands/run.ts';
import { errnoOf } from './model/errors.ts';
import { writeAtomic as writeAtomicWith } from './store/atomic-write.ts';
import { nodeFs } from './store/fs-ops.ts';

export { check } from './commands/check.ts';
export { type InitResult, init } from './commands/init.ts';
export { migrate } from './commands/migrate.ts';
export { repair } from './commands/repair.ts';
export type {
  ChangeOptions,
  CheckOptions,
  JudgedFile,
  MigrateOptions,
  Run,
  RunContext,
  Selection,
} from './commands/run.ts';
export { seal } from './commands/seal.ts';
export { status } from './commands/status.ts';
// The current states of the built-in kinds, generated from their schemas.
export type { ChecklistState } from './kinds/checklist/1.0.0.ts';
export type { ConversationHistoryFile } from './kinds/conversation-history/1.0.0.ts';
export type { DaemonState } from './kinds/daemon/1.ts';
export type { DeploymentState } from './kinds/deployment/1.ts';
export type { ExtractionState } from './kinds/extraction/1.ts';
export type { GridLayoutFile } from './kinds/grid-layout/1.0.0.ts';
export type { PreferencesFile } from './kinds/preferences/1.0.0.ts';
export type { StatefixConfig } from './kinds/statefix-config/1.ts';
export type { StatefixReport } from './kinds/statefix-report/1.ts';
export { type ErrorCode, type ErrorProblem, EXIT_CODES, StatefixError } from './model/errors.ts';
export type { FindingArgs, FindingCode, Position, Range, Severity } from './model/finding.ts';
export type { ErrorReport, Outcome, PlanStep } from './model/plan.ts';
export type { CommandName, FileReport, Report, ReportedFinding, Summary } from './model/report.ts';
export type { Value } from './model/value.ts';
export type { FsOps } from './store/fs-ops.ts';
export type { LogEvent, StoreLog } from './store/log.ts';

/**
 * What a command needs of the outside world, with the usual choice wherever `wanted` names none: the real file system and clock, the working
 * directory of the process, a signal that never aborts, a log that nobody reads, no standard input, the built-in kinds of this package.
 */
export function createContext(wanted: Partial<RunContext> = {}): RunContext {
  return {
    cwd: process.cwd(),
    fs: nodeFs,
    now: () => new Date(),
    signal: new AbortController().signal,
    log: () => undefined,
    readStdin: async () => new Uint8Array(),
    workspace: undefined,
    builtinRoot: fileURLToPath(new URL('./builtin', import.meta.url)),
    environment: process.env,
    ...wanted,
  };
}

/**
 * The options of any command, with the usual choice wherever `wanted` names none: every file of the nearest config, brought to its current version, and
 * written; `mode: 'plan'` writes nothing.
 */
export function createOptions(wanted: Partial<CheckOptions & MigrateOptions> = {}): CheckOptions & MigrateOptions {
  return {
    paths: [],
    config: undefined,
    kind: undefined,
    schemas: undefined,
    migrations: undefined,
    errorOnUnmatched: true,
    lockTimeout: undefined,
    maxSize: undefined,
    stdinFilename: undefined,
    schema: undefined,
    refs: [],
    mode: 'apply',
    to: undefined,
    ...wanted,
  };
}

/**
 * Writes a whole file in one instant, with the permission bits `mode` from the first instant on (those that it has, where none are given; 0644 for a new file): whoever reads it, also after a crash or a power cut,
 * gets the old content or the new one, and once this resolves, the new one. Makes missing directories (0755) and follows links.
 *
 * Takes no lock, keeps no backup, and does not look at what it replaces. Throws `StatefixError` `WRITE_FAILED`, which names the step that failed; the
 * original is then as it was, and no temp file stays.
 */
export async function writeAtomic(path: string, data: Uint8Array | string, mode?: number): Promise<void> {
  await writeAtomicWith(path, data, { fs: nodeFs, log: () => undefined, mode: mode ?? foundMode(path) ?? 0o644 });
}

function foundMode(path: string): number | undefined {
  try {
    return Number(nodeFs.stat(path).mode) & 0o7777;
  } catch (error) {
    // What keeps it from being looked at keeps it from being written, too, and is told there.
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
