import { type CheckOptions, type MigrateOptions, type RepairOptions, type RunContext } from './commands/run.js';
export { check } from './commands/check.js';
export { type InitResult, init } from './commands/init.js';
export { migrate } from './commands/migrate.js';
export { repair } from './commands/repair.js';
export type { Ask, ChangeOptions, CheckOptions, JudgedFile, MigrateOptions, Only, RepairOptions, Run, RunContext, Selection, Shard, } from './commands/run.js';
export { seal } from './commands/seal.js';
export { status } from './commands/status.js';
export type { Trust } from './commands/trust.js';
export type { ChecklistState } from './kinds/checklist/1.0.0.js';
export type { ConversationHistoryFile } from './kinds/conversation-history/1.0.0.js';
export type { DaemonState } from './kinds/daemon/1.js';
export type { DeploymentState } from './kinds/deployment/1.js';
export type { ExtractionState } from './kinds/extraction/1.js';
export type { GridLayoutFile } from './kinds/grid-layout/1.0.0.js';
export type { PreferencesFile } from './kinds/preferences/1.0.0.js';
export type { StatefixConfig } from './kinds/statefix-config/1.js';
export type { StatefixReport } from './kinds/statefix-report/1.js';
export { type ErrorCode, type ErrorProblem, EXIT_CODES, StatefixError } from './model/errors.js';
export type { FindingArgs, FindingCode, Position, Range, Severity } from './model/finding.js';
export type { ErrorReport, Outcome, PlanStep } from './model/plan.js';
export type { DataLoss, Difference } from './model/recovery.js';
export type { CommandName, FileReport, Report, ReportedFinding, Summary } from './model/report.js';
export type { Value } from './model/value.js';
export type { FsOps } from './store/fs-ops.js';
export type { LogEvent, StoreLog } from './store/log.js';
/**
 * What a command needs of the outside world, with the usual choice wherever `wanted` names none: the real file system and clock, the working
 * directory of the process, a signal that never aborts, a log that nobody reads, no standard input, the built-in kinds of this package.
 */
export declare function createContext(wanted?: Partial<RunContext>): RunContext;
/**
 * The options of any command, with the usual choice wherever `wanted` names none: every file of the nearest config, brought to its current version, and
 * written; `mode: 'plan'` writes nothing.
 */
export declare function createOptions(wanted?: Partial<CheckOptions & MigrateOptions & RepairOptions>): CheckOptions & MigrateOptions & RepairOptions;
/**
 * Writes a whole file in one instant, with the permission bits `mode` from the first instant on (those that it has, where none are given; 0644 for a new file): whoever reads it, also after a crash or a power cut,
 * gets the old content or the new one, and once this resolves, the new one. Makes missing directories (0755) and follows links.
 *
 * Takes no lock, keeps no backup, and does not look at what it replaces. Throws `StatefixError` `WRITE_FAILED`, which names the step that failed; the
 * original is then as it was, and no temp file stays.
 */
export declare function writeAtomic(path: string, data: Uint8Array | string, mode?: number): Promise<void>;
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
export declare function withSharedLock<Result>(path: string, read: () => Result | Promise<Result>, { timeout, stale, signal }?: SharedLockOptions): Promise<Result>;
