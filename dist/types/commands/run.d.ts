import type { FileReport } from '../model/report.js';
import type { FsOps } from '../store/fs-ops.js';
import type { StoreLog } from '../store/log.js';
/** What a command is given of the outside world, by an entry point. */
export interface RunContext {
    /** Absolute. */
    readonly cwd: string;
    readonly fs: FsOps;
    readonly now: () => Date;
    /** Aborted by SIGINT, SIGTERM, SIGHUP: the file at hand is finished or left whole, the next is not begun. */
    readonly signal: AbortSignal;
    /** What is worth telling while it happens: locks taken and waited for, files left unignored. */
    readonly log: StoreLog;
    /** All of standard input, for the path `-`. */
    readonly readStdin: () => Promise<Uint8Array>;
    /** In the Action: nothing outside this absolute directory is written. */
    readonly workspace: string | undefined;
    /** The absolute folder that holds the built-in `schemas/` and `migrations/`. */
    readonly builtinRoot: string;
    /** The variables that programs we start (git) are given. */
    readonly environment: Readonly<Record<string, string | undefined>>;
}
/** Which files, by which registry: the options that all commands share, as they were given. */
export interface Selection {
    /** Files, directories, globs, `-`; none: every file of the config. */
    readonly paths: readonly string[];
    readonly config: string | undefined;
    readonly kind: string | undefined;
    readonly schemas: string | undefined;
    readonly migrations: string | undefined;
    readonly errorOnUnmatched: boolean;
    /** Milliseconds; wins over the config. */
    readonly lockTimeout: number | undefined;
    /** Bytes; wins over the config. */
    readonly maxSize: number | undefined;
    /** The name by which the document on standard input is known. */
    readonly stdinFilename: string | undefined;
    /** By absolute path: the kinds under which files were changed before, for those that the config does not claim. */
    readonly knownKinds?: ReadonlyMap<string, string>;
}
export interface CheckOptions extends Selection {
    /** Check against this one schema, without registry and config. */
    readonly schema: string | undefined;
    /** More schemas, by `$id`: files or directories. */
    readonly refs: readonly string[];
}
export interface ChangeOptions extends Selection {
    /** `plan` stops before anything is written (`--dry-run`, `--check`). */
    readonly mode: 'apply' | 'plan';
    /** `--atomic`: all files or none. */
    readonly isAtomic?: boolean;
}
export interface MigrateOptions extends ChangeOptions {
    /** `--to`: this version instead of the newest, also downwards. */
    readonly to: string | undefined;
}
/** One file's report, and what a reporter may show of it besides. */
export interface JudgedFile {
    readonly report: FileReport;
    /** The text as found, for code frames; `undefined` where there is none. */
    readonly text: string | undefined;
    /** For standard input: the document to write to standard output. */
    readonly output: Uint8Array | undefined;
}
/** Files in the order of their paths, one at a time. Throws `StatefixError` for what stops the whole run. */
export type Run = AsyncIterable<JudgedFile>;
