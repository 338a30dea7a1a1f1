import type { Digest } from './digest.js';
import type { Finding } from './finding.js';
import type { Value } from './value.js';
export type { Digest };
export type FormatName = 'json' | 'jsonc' | 'yaml';
/** Where the bytes of a state file were found. */
export type Origin = {
    readonly kind: 'file';
    readonly path: string;
} | {
    readonly kind: 'bak';
    readonly path: string;
} | {
    readonly kind: 'backup';
    readonly path: string;
} | {
    readonly kind: 'temp';
    readonly path: string;
}
/** A backup that another program made. */
 | {
    readonly kind: 'foreign';
    readonly path: string;
}
/** Broken bytes that an earlier repair set aside. */
 | {
    readonly kind: 'corrupt';
    readonly path: string;
}
/** A text made out of another: a side of a conflict, a salvaged text, the defaults of a schema. */
 | {
    readonly kind: 'derived';
    readonly path: string;
} | {
    readonly kind: 'git';
    readonly path: string;
    readonly revision: string;
} | {
    readonly kind: 'stdin';
    readonly path: string;
}
/** A file that does not exist yet: what a plan predicts. */
 | {
    readonly kind: 'predicted';
    readonly path: string;
};
/** What the file system says of a file. All numbers as `fstat` gives them; times in nanoseconds since the epoch. */
export interface FileStat {
    readonly dev: bigint;
    readonly ino: bigint;
    readonly size: number;
    readonly mtimeNs: bigint;
    /** Permission and set-id bits (`mode & 0o7777`). */
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;
    readonly nlink: number;
}
/** The bytes of a state file, as stored, and as decoded where they are UTF-8. */
export interface RawFile {
    readonly kind: 'raw';
    readonly origin: Origin;
    readonly bytes: Uint8Array;
    readonly digest: Digest;
    /** The text without its byte order mark; `undefined` where the bytes are not UTF-8. */
    readonly text: string | undefined;
    /** True where the bytes start with a UTF-8 byte order mark, which `text` does not show and a rewrite keeps. */
    readonly hasBom: boolean;
    /** `undefined` for what has no file of its own: a git blob, standard input, a prediction. */
    readonly stat: FileStat | undefined;
}
/** A file whose text is a document of its format. */
export interface ParsedFile {
    readonly kind: 'parsed';
    readonly raw: RawFile;
    readonly format: FormatName;
    /** One in JSON and JSONC; one or more in YAML. */
    readonly documents: readonly Value[];
    /** What the parser noticed and tolerated, such as `BOM_FOUND`. */
    readonly notes: readonly Finding[];
}
/** A file whose bytes or text cannot be taken as a document: a value like any other, never an exception. */
export interface MalformedFile {
    readonly kind: 'malformed';
    readonly raw: RawFile;
    readonly format: FormatName;
    /** At least one, in the order of the text. */
    readonly faults: readonly Finding[];
}
/** A path whose bytes could not be had at all. */
export interface UnreadFile {
    readonly kind: 'unread';
    readonly origin: Origin;
    readonly fault: Finding;
    /** True where the cause is the operating system's (I/O, permission), not what stands at the path. */
    readonly isIoError: boolean;
    readonly errno: string | undefined;
}
export type StateFile = ParsedFile | MalformedFile | UnreadFile;
