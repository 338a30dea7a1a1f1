import type { Pointer } from '../model/pointer.js';
import type { Value } from '../model/value.js';
import type { Kind } from './kind.js';
/** What a document says of its version, held against the versions of its kind. `pointer` is where it says so. */
export type DocumentVersion = {
    readonly kind: 'known';
    readonly version: string;
    readonly pointer: Pointer | undefined;
} | {
    readonly kind: 'missing';
    readonly expected: readonly Pointer[];
} | {
    readonly kind: 'unknown';
    readonly found: string;
    readonly pointer: Pointer | undefined;
} | {
    readonly kind: 'newer';
    readonly found: string;
    readonly pointer: Pointer;
};
/** The newest version of a kind. */
export declare function currentVersion(kind: Kind): string;
/** Reads the version of one document. Never throws for bad input: what cannot be a version is `unknown`. */
export declare function documentVersion(value: Value, kind: Kind): DocumentVersion;
