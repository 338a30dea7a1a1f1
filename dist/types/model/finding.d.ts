import type { Digest } from './digest.js';
import type { Pointer } from './pointer.js';
import type { Difference } from './recovery.js';
export type Severity = 'error' | 'warning' | 'note';
/** Half-open offsets into a text, in UTF-16 units. */
export interface Span {
    readonly start: number;
    readonly end: number;
}
/** Lines and columns count from 1; columns in UTF-16 units; `end` is exclusive. */
export interface Position {
    readonly line: number;
    readonly column: number;
}
export interface Range {
    readonly start: Position;
    readonly end: Position;
}
/** One hunk of git conflict markers, as line numbers from 1 of its three or four markers. */
export interface ConflictHunk {
    readonly ours: number;
    /** The line of `|||||||`, where the hunk shows the common ancestor (diff3 style). */
    readonly base?: number;
    readonly separator: number;
    readonly theirs: number;
}
/** Plain data of every finding: its code fixes the shape of its args. A code is never renamed or reused. */
export interface FindingArgs {
    readonly FILE_MISSING: {
        /** Paths of what is left of it. */
        readonly remains: readonly string[];
        /** Git tracks it, and its kind takes a state from there. */
        readonly isInGit?: boolean;
    };
    readonly UNREADABLE: {
        readonly reason: string;
    };
    readonly EMPTY_FILE: {
        readonly size: number;
    };
    readonly NUL_FILLED: {
        readonly size: number;
    };
    readonly NUL_BYTES: {
        readonly count: number;
        /** The longest run of them: its offset in the file, how many they are, and where that is: blanks around the text do not count. */
        readonly longest: {
            readonly byte: number;
            readonly length: number;
            readonly place: 'start' | 'middle' | 'end';
        };
    };
    readonly ENCODING_INVALID: {
        /** `cut off`: all is UTF-8, but the last character lacks its last bytes. */
        readonly reason: 'utf-16' | 'utf-32' | 'not utf-8' | 'cut off' | 'lone surrogate';
        readonly byte?: number;
    };
    readonly SIZE_EXCEEDED: {
        readonly size: number;
        readonly limit: number;
    };
    readonly DEPTH_EXCEEDED: {
        readonly limit: number;
    };
    readonly BOM_FOUND: Record<never, never>;
    readonly ALIAS_EXCEEDED: {
        readonly reason: 'bomb' | 'cycle';
        readonly anchor: string;
    };
    readonly CONFLICT_MARKERS: {
        readonly hunks: readonly ConflictHunk[];
    };
    readonly SYNTAX_INVALID: {
        /** What the parser met, in words that end without a full stop. */
        readonly reason: string;
        /** The class of damage, where it is known. */
        readonly damage?: 'truncated' | 'written twice' | 'stale tail';
        /** For `truncated`: the openers that were never closed, outermost first, at most the last eight. */
        readonly open?: readonly string[];
        /** For `truncated`: where the text breaks off, behind the last thing that it says. */
        readonly cut?: Position;
        /** For `written twice`: whether the texts are the same, but for blanks around them. */
        readonly copies?: 'equal' | 'different';
        /** A marker of a git conflict that has no whole hunk: its line, from 1. */
        readonly marker?: number;
    };
    readonly DUPLICATE_KEY: {
        readonly key: string;
        readonly first: Position;
    };
    readonly NUMBER_UNREPRESENTABLE: {
        readonly text: string;
    };
    readonly VERSION_MISSING: {
        readonly expected: readonly Pointer[];
    };
    readonly VERSION_UNKNOWN: {
        readonly found: string;
        readonly known: readonly string[];
    };
    readonly VERSION_NEWER: {
        readonly found: string;
        readonly current: string;
    };
    readonly VERSION_OUTDATED: {
        readonly found: string;
        readonly current: string;
        readonly steps: readonly string[];
    };
    readonly SCHEMA_MISMATCH: {
        /** The keyword of JSON Schema that failed, such as `required`. */
        readonly keyword: string;
        /** What the schema asks for, for people: `"paused" | "stopped"`, `integer`, `at most 10`. */
        readonly expected: string;
        /** What stands there, for people, cut short where long. */
        readonly found: string;
        /** The member that is missing or not allowed, for `required`, `additionalProperties` and their like. */
        readonly key?: string;
        /** The known key or value nearest to the one found. */
        readonly suggestion?: string;
        /** The schema file and the place in it, `schemas/daemon/1.schema.json#/properties/stats`. */
        readonly schema: string;
    };
    readonly CHECKSUM_MISSING: {
        readonly expectedAt: string;
    };
    readonly CHECKSUM_MISMATCH: {
        readonly recorded: string;
        readonly actual: Digest;
        /** Sidecar only: true where the bytes differ by line endings or formatting alone. */
        readonly onlyFormatting: boolean;
        /** `edit`: by a person, as far as that can be told; `damage`: a single bit, as media lose them; `unknown`: nothing to compare with is at hand. */
        readonly cause: 'formatting' | 'edit' | 'damage' | 'unknown';
        /** What differs from the state before, where one is at hand. */
        readonly edited?: Difference & {
            readonly against: string;
            /** True where the recorded checksum is that of this very state. */
            readonly isProven: boolean;
        };
    };
    readonly CHECKSUM_PENDING: {
        readonly staged: string;
    };
    readonly MODE_TOO_OPEN: {
        readonly mode: number;
        readonly allowed: number;
    };
    readonly MODE_NOT_TRACKED: {
        readonly mode: number;
        readonly allowed: number;
    };
    readonly OUTSIDE_ROOT: {
        readonly target: string;
    };
    readonly SPELLING_CHANGED: {
        readonly reason: string;
    };
    readonly LEFTOVER_TEMP: {
        readonly path: string;
        readonly owner: 'statefix' | 'foreign';
    };
    readonly LOCK_STALE: {
        readonly path: string;
        readonly pid: number;
        readonly hostname: string;
        readonly since: string;
    };
    readonly JOURNAL_PENDING: {
        /** The record of the journal. */
        readonly path: string;
        readonly command: string;
        readonly since: string;
        /** All files of the change, as they are recorded. */
        readonly files: readonly string[];
    };
    readonly BACKUP_UNHEALTHY: {
        readonly path: string;
        readonly reason: string;
    };
    readonly VERSION_DECREASED: Compared & {
        readonly before: string;
        readonly found: string;
    };
    /** `before` and `found` are alike where the content changed, but the serial did not grow with it. */
    readonly SERIAL_DECREASED: Compared & {
        readonly before: string;
        readonly found: string;
    };
    readonly LINEAGE_CHANGED: Compared & {
        readonly before: string;
        readonly found: string;
    };
    readonly STATE_SHRUNK: Compared & {
        /** `share`: of all values of the file; `emptied`: of the members or items at the pointer. */
        readonly reason: 'share' | 'emptied';
        /** How many there were, and how many there are; those that a migration declares as dropped are not counted. */
        readonly before: number;
        readonly found: number;
        /** Migrations from the one version to the other whose `drops` cannot be read without running them. */
        readonly undeclared: readonly string[];
    };
    readonly STATE_DELETED: Compared;
    readonly BUMP_MISSED: Compared & {
        readonly version: string;
        /** What does not fit the schema that this version had there, as a clause. */
        readonly reason: string;
        /** That schema. */
        readonly schema: string;
    };
    readonly RELEASED_EDITED: Compared & {
        readonly what: RegistryPart;
        readonly version: string;
        readonly change: 'edited' | 'removed';
    };
    readonly REGISTRY_DUPLICATE: Compared & {
        readonly what: RegistryPart;
        readonly kind: string;
        readonly version: string;
        /** All files of that version, sorted. */
        readonly files: readonly string[];
    };
    /** Modes as git keeps them: `100644`, `100755`, `120000` for a link. */
    readonly MODE_CHANGED: Compared & {
        readonly before: string;
        readonly found: string;
    };
    /** `rule` names what was recognised; the value itself is told nowhere. */
    readonly SECRET_ADDED: Compared & {
        readonly rule: string;
    };
    readonly SECRET_FOUND: {
        readonly rule: string;
    };
}
/** What is held against an earlier state. */
interface Compared {
    /** The revision of git, as it was named. */
    readonly base: string;
}
/** What a file of the registry is. */
export type RegistryPart = 'schema' | 'migration';
export type FindingCode = keyof FindingArgs;
interface FindingOf<Code extends FindingCode> {
    readonly code: Code;
    /** The value it is about; `''` for the document or the file as a whole. */
    readonly pointer: Pointer;
    readonly args: FindingArgs[Code];
    /** The document it is about, from 0, in a file with several. */
    readonly document?: number;
    /** Where in the text, where the finder knows; else it is located from the pointer. */
    readonly span?: Span;
    /** True where the finding is about the key of the member that the pointer names, not its value. */
    readonly atKey?: boolean;
}
/** A verdict as data: code, place and arguments; no sentence, no severity. */
export type Finding = {
    readonly [Code in FindingCode]: FindingOf<Code>;
}[FindingCode];
/** A finding with its severity (from code and config) and, where the file has a text, its range. */
export type DiagnosedFinding = Finding & {
    readonly severity: Severity;
    readonly range?: Range;
};
/** All that is to be said of one file. */
export interface Diagnosis {
    readonly kind: 'diagnosis';
    readonly findings: readonly DiagnosedFinding[];
    /** No finding of severity error. */
    readonly isHealthy: boolean;
}
/** The severity of each code where the config does not say otherwise. */
export declare const DEFAULT_SEVERITIES: {
    readonly [Code in FindingCode]: Severity;
};
export {};
