/**
 * The library: the commands as functions, the atomic write, and the types of what they give. What is exported here is stable; all
 * other modules are not. Nothing here prints, sets an exit code, or listens to signals.
 *
 * @packageDocumentation
 */
import { fileURLToPath } from 'node:url';
import {
  type CheckOptions,
  type MigrateOptions,
  type RepairOptions,
  type RunContext,
  SEARCH_TIMEOUT,
} from './commands/run.ts';
import { OWN_CODE } from './commands/trust.ts';
import { errnoOf } from './model/errors.ts';
import { TOOL_VERSION } from './model/tool.ts';
import { writeAtomic as writeAtomicWith } from './store/atomic-write.ts';
import { nodeFs } from './store/fs-ops.ts';
import { readShared } from './store/lock/shared.ts';
import { openWriterSession } from './store/session.ts';
import { resolveTarget } from './store/target.ts';

export { check } from './commands/check.ts';
export { type InitResult, init } from './commands/init.ts';
export { migrate } from './commands/migrate.ts';
export { repair } from './commands/repair.ts';
export type {
  Ask,
  ChangeOptions,
  CheckOptions,
  JudgedFile,
  MigrateOptions,
  Only,
  RepairOptions,
  Run,
  RunContext,
  Selection,
  Shard,
} from './commands/run.ts';
export { seal } from './commands/seal.ts';
export { status } from './commands/status.ts';
export type { Trust } from './commands/trust.ts';
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
export type { DataLoss, Difference } from './model/recovery.ts';
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
    ask: undefined,
    trust: OWN_CODE,
    ...wanted,
  };
}

/**
 * The options of any command, with the usual choice wherever `wanted` names none: every file of the nearest config, brought to its current version, and
 * written; `mode: 'plan'` writes nothing.
 */
export function createOptions(
  wanted: Partial<CheckOptions & MigrateOptions & RepairOptions> = {},
): CheckOptions & MigrateOptions & RepairOptions {
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
    only: undefined,
    shard: undefined,
    schema: undefined,
    refs: [],
    against: undefined,
    secrets: false,
    mode: 'apply',
    to: undefined,
    from: undefined,
    side: undefined,
    isSalvaging: false,
    timeout: SEARCH_TIMEOUT,
    isInteractive: false,
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

/** How a shared lock is waited for. */
export interface SharedLockOptions {
  /** Wait so many milliseconds for a writer; 5000 where it is not said. */
  readonly timeout?: number;
  /** A lock that was not renewed for so many milliseconds is broken, where its host cannot be asked; five minutes where it is not said. */
  readonly stale?: number;
  /** Ends the wait; not `read`. */
  readonly signal?: AbortSignal;
}

/**
 * Runs `read` while nobody who locks as statefix does changes that file, and gives what it gives: for several reads that must belong together. One read needs no
 * lock: a file is replaced in one instant. Any number of readers run at once; a writer waits for them, and readers that come after him wait for him.
 *
 * `read` must not change the file itself: it would wait for its own end. The directory of the file must be writable. Programs that write without this lock
 * are not kept out. Throws `StatefixError` `STATE_LOCKED` when the time is over, `WRITE_FAILED` where the lock cannot be made, `STATE_CHANGED` where
 * another process took this one for dead and its lock away while it read; and whatever `read` throws.
 */
export async function withSharedLock<Result>(
  path: string,
  read: () => Result | Promise<Result>,
  { timeout = 5000, stale = 300_000, signal = new AbortController().signal }: SharedLockOptions = {},
): Promise<Result> {
  const session = openWriterSession({
    fs: nodeFs,
    log: () => undefined,
    signal,
    now: () => new Date(),
    tool: `statefix ${TOOL_VERSION}`,
    operation: 'read',
  });
  try {
    return await readShared(session, resolveTarget(nodeFs, path, undefined), { timeout, stale }, read);
  } finally {
    session.close();
  }
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
