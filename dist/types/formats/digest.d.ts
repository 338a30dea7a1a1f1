import type { Digest } from '../model/state-file.js';
/** The SHA-256 of bytes as they are, or of a text as UTF-8. */
export declare function digestOf(bytes: Uint8Array | string): Digest;
/** A SHA-256 made piece by piece. */
export declare function createDigest(): {
    update(bytes: Uint8Array): void;
    digest(): Digest;
};
