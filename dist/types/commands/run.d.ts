import type { Plan } from '../model/plan.js';
import type { FileReport } from '../model/report.js';
import type { RawFile } from '../model/state-file.js';
import type { FsOps } from '../store/fs-ops.js';
import type { StoreLog } from '../store/log.js';
import type { Trust } from './trust.js';
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
    /** Puts a question to a person, who takes one of the choices; `undefined` where nobody can be asked. */
    readonly ask: Ask | undefined;
    /** Whose migrations are run, and how: by the event of a CI service, or as somebody asked. */
    readonly trust: Trust;
}
/** Gives the choice that was taken, one of those offered; `undefined` where the person would rather not: nothing is changed then. */
export type Ask = (question: string, choices: readonly string[]) => Promise<string | undefined>;
/** What changed: in the index, in the work tree since the newest commit, or since a branch left another. */
export type Only = {
    readonly kind: 'staged';
} | {
    readonly kind: 'changed';
} | {
    readonly kind: 'since';
    readonly ref: string;
};
/** One of so many parts of the files, the first being 1. */
export interface Shard {
    readonly index: number;
    readonly count: number;
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
    /** `--staged`, `--changed`, `--since`: of these files those that changed, and all of a kind that is judged otherwise since. */
    readonly only: Only | undefined;
    /** `--shard`: of all that is left, this part. */
    readonly shard: Shard | undefined;
    /** By absolute path: the kinds under which files were changed before, for those that the config does not claim. */
    readonly knownKinds?: ReadonlyMap<string, string>;
}
export interface CheckOptions extends Selection {
    /** Check against this one schema, without registry and config. */
    readonly schema: string | undefined;
    /** More schemas, by `$id`: files or directories. */
    readonly refs: readonly string[];
    /** `--against`: hold files, schemas and migrations against what they were at this revision of git. */
    readonly against: string | undefined;
    /** Look for secrets in every file, whatever its kind says. */
    readonly secrets: boolean;
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
export interface RepairOptions extends ChangeOptions {
    /** `--from`: this candidate, by the name that `--list` shows. */
    readonly from: string | undefined;
    /** `--ours`, `--theirs`: this side of every conflict. */
    readonly side: 'ours' | 'theirs' | undefined;
    /** `--salvage`: what can be saved of the broken text itself may serve, where it is healthy. */
    readonly isSalvaging: boolean;
    /** `--timeout`: milliseconds for the search of candidates, a file. */
    readonly timeout: number;
    /** `--interactive`: `ask` of the context is asked. */
    readonly isInteractive: boolean;
}
/** How long the candidates of one file are searched, where nobody says otherwise: milliseconds. */
export declare const SEARCH_TIMEOUT = 30000;
/** One file's report, and what a reporter may show of it besides. */
export interface JudgedFile {
    readonly report: FileReport;
    /** The text as found, for code frames; `undefined` where there is none. */
    readonly text: string | undefined;
    /** For standard input: the document to write to standard output. */
    readonly output: Uint8Array | undefined;
    /** Where a run only plans: what it would write, whole, for those who carry it elsewhere. */
    readonly offer?: OfferedChange;
}
/** A change that was planned and not made. */
export interface OfferedChange {
    readonly plan: Plan;
    /** What it would replace; `undefined` where there is no file. */
    readonly before: RawFile | undefined;
}
/** Files in the order of their paths, one at a time. Throws `StatefixError` for what stops the whole run. */
export type Run = AsyncIterable<JudgedFile>;
