/**
 * What became of the file.
 */
export type Outcome = {
    kind: 'unchanged';
} | {
    kind: 'planned';
    /**
     * What is done, in order.
     */
    steps: PlanStep[];
    /**
     * The change as a unified diff.
     */
    diff: string;
} | {
    kind: 'applied';
    /**
     * What is done, in order.
     */
    steps: PlanStep[];
} | {
    kind: 'failed';
    /**
     * What is done, in order.
     */
    steps: PlanStep[];
    error: ErrorReport;
};
/**
 * One thing that is done to a file.
 */
export type PlanStep = {
    kind: 'migrate';
    /**
     * From this version.
     */
    from: string;
    /**
     * To this version.
     */
    to: string;
    /**
     * Name of the migration.
     */
    name: string;
    /**
     * The document, from 0, in a file with several.
     */
    document?: number;
} | {
    kind: 'restore';
    /**
     * Where that stands: a path, or a path in a commit.
     */
    source: string;
    /**
     * Its version; absent where it carries none.
     */
    version?: string;
    /**
     * By a repair: its name, as repair --list shows it and --from takes it.
     */
    candidate?: string;
    /**
     * When it was written, as far as that is known: ISO 8601, UTC.
     */
    at?: string;
    dataLoss?: DataLoss;
} | {
    kind: 'seal';
    /**
     * Which.
     */
    what: ('checksum' | 'serial' | 'touched' | 'recovery' | 'conflicts')[];
    /**
     * The document, from 0, in a file with several.
     */
    document?: number;
} | {
    kind: 'mode';
    /**
     * The bits as found.
     */
    from: number;
    /**
     * The bits after.
     */
    to: number;
} | {
    kind: 'complete-sidecar';
    /**
     * The prepared file.
     */
    from: string;
} | {
    kind: 'undo';
    /**
     * The id of the change that is undone.
     */
    change: string;
    /**
     * The command that had made it.
     */
    command: string;
};
/**
 * How the state that takes the place of a broken file differs from what can still be read of it. Fields of statefix are left out.
 */
export type DataLoss = {
    kind: 'none';
    isPartial: IsPartial;
} | {
    kind: 'known';
    isPartial: IsPartial;
    difference: Difference;
} | {
    kind: 'unknown';
};
/**
 * True where only a part of the broken file could be read: what stood in the rest, nobody can say.
 */
export type IsPartial = boolean;
/**
 * JSON Pointers, in the order of the document.
 */
export type Pointers = string[];
/**
 * What statefix --format json writes: every file, from what was found to what remains.
 */
export interface StatefixReport {
    /**
     * Version of this report's form.
     */
    version: 1;
    /**
     * The command that ran.
     */
    command: 'check' | 'migrate' | 'repair' | 'seal' | 'status' | 'init' | 'log' | 'backup' | 'unlock' | 'undo' | 'merge' | 'merge-reports' | 'explain' | 'completion';
    summary: Summary;
    /**
     * The files, in the order of their paths.
     */
    files: FileReport[];
    error?: ErrorReport;
}
/**
 * Counts over all files.
 */
export interface Summary {
    /**
     * Files judged.
     */
    files: number;
    /**
     * Findings of severity error that remain.
     */
    errors: number;
    /**
     * Findings of severity warning that remain.
     */
    warnings: number;
    /**
     * Findings of severity note that remain.
     */
    notes: number;
    /**
     * Files changed; under --dry-run and --check those that would change.
     */
    changed: number;
    /**
     * Files that could not be acted on.
     */
    failed: number;
}
/**
 * One file.
 */
export interface FileReport {
    /**
     * Relative to the working directory, with /.
     */
    path: string;
    /**
     * Its kind.
     */
    kind: string;
    /**
     * Its format; module for a migration.
     */
    format: 'json' | 'jsonc' | 'yaml' | 'module';
    /**
     * Its version; null where there is none, or none can be read.
     */
    stateVersion: {
        /**
         * As found.
         */
        found: string | null;
        /**
         * The newest of its kind.
         */
        current: string | null;
        /**
         * After the outcome.
         */
        after: string | null;
    };
    /**
     * What was found.
     */
    findings: ReportedFinding[];
    outcome: Outcome;
    /**
     * The findings that stand after the outcome.
     */
    remaining: ReportedFinding[];
}
/**
 * One finding.
 */
export interface ReportedFinding {
    /**
     * What it is; never renamed or reused.
     */
    code: 'FILE_MISSING' | 'UNREADABLE' | 'EMPTY_FILE' | 'NUL_FILLED' | 'NUL_BYTES' | 'ENCODING_INVALID' | 'SIZE_EXCEEDED' | 'DEPTH_EXCEEDED' | 'BOM_FOUND' | 'ALIAS_EXCEEDED' | 'CONFLICT_MARKERS' | 'SYNTAX_INVALID' | 'DUPLICATE_KEY' | 'NUMBER_UNREPRESENTABLE' | 'VERSION_MISSING' | 'VERSION_UNKNOWN' | 'VERSION_NEWER' | 'VERSION_OUTDATED' | 'SCHEMA_MISMATCH' | 'CHECKSUM_MISSING' | 'CHECKSUM_MISMATCH' | 'CHECKSUM_PENDING' | 'MODE_TOO_OPEN' | 'MODE_NOT_TRACKED' | 'OUTSIDE_ROOT' | 'SPELLING_CHANGED' | 'LEFTOVER_TEMP' | 'LOCK_STALE' | 'JOURNAL_PENDING' | 'BACKUP_UNHEALTHY' | 'VERSION_DECREASED' | 'SERIAL_DECREASED' | 'LINEAGE_CHANGED' | 'STATE_SHRUNK' | 'STATE_DELETED' | 'BUMP_MISSED' | 'RELEASED_EDITED' | 'REGISTRY_DUPLICATE' | 'MODE_CHANGED' | 'SECRET_ADDED' | 'SECRET_FOUND';
    /**
     * How grave it is.
     */
    severity: 'error' | 'warning' | 'note';
    /**
     * The value it is about, as JSON Pointer; empty for the whole file.
     */
    pointer: string;
    /**
     * The document it is about, from 0, in a file with several.
     */
    document?: number;
    range?: Range;
    /**
     * The facts of the finding, by code; integers beyond 2^53 are strings of digits.
     */
    args: {
        [k: string]: unknown;
    };
    /**
     * The finding as a sentence; its text may change at any time.
     */
    message: string;
    /**
     * What to do about it; its text may change at any time.
     */
    hint: string;
}
/**
 * Where it stands; the end is exclusive.
 */
export interface Range {
    start: Position;
    end: Position;
}
/**
 * A place in a text.
 */
export interface Position {
    /**
     * From 1.
     */
    line: number;
    /**
     * From 1, in UTF-16 units.
     */
    column: number;
}
/**
 * How two states differ: JSON Pointers, at most fifty of each sort, each of at most 500 characters. It holds no values.
 */
export interface Difference {
    /**
     * In the new state, and not in the broken file.
     */
    added: Pointers;
    /**
     * In both, with other values.
     */
    changed: Pointers;
    /**
     * In the broken file, and not in the new state.
     */
    gone: Pointers;
    /**
     * All of them, also those that are not listed.
     */
    counts: {
        /**
         * How many are added.
         */
        added: number;
        /**
         * How many are changed.
         */
        changed: number;
        /**
         * How many are gone.
         */
        gone: number;
    };
}
/**
 * An error that ended an act.
 */
export interface ErrorReport {
    /**
     * What it is; never renamed or reused.
     */
    code: 'USAGE' | 'CONFIG_INVALID' | 'REGISTRY_INVALID' | 'KIND_UNKNOWN' | 'NO_FILE_MATCHED' | 'STATE_LOCKED' | 'STATE_CHANGED' | 'TRANSACTION_ABORTED' | 'WRITE_FAILED' | 'OWNERSHIP' | 'HARD_LINKED' | 'OUTSIDE_ROOT' | 'MIGRATION_FAILED' | 'MIGRATION_NONDETERMINISTIC' | 'STATE_CORRUPTED' | 'INTERNAL';
    /**
     * The error as a sentence; its text may change at any time.
     */
    message: string;
    /**
     * What to do next.
     */
    hint?: string;
    /**
     * The step of a write, or the migration, that failed.
     */
    step?: string;
    /**
     * The operating system's name of the error, such as ENOSPC.
     */
    errno?: string;
    /**
     * Where in the document.
     */
    pointer?: string;
    /**
     * Where several things are wrong: each of them. The message then only counts them.
     */
    problems?: ErrorProblem[];
}
/**
 * One of several things that are wrong at once.
 */
export interface ErrorProblem {
    /**
     * The problem as a sentence that names its place.
     */
    message: string;
    /**
     * What to do about it.
     */
    hint?: string;
}
