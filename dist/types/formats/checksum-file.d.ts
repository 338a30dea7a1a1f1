import type { Digest } from '../model/state-file.js';
/** The text of a checksum file for one file, as `sha256sum` writes it and `sha256sum -c` reads it. `name` is the file's name beside it. */
export declare function renderChecksumFile(digest: Digest, name: string): Uint8Array;
/**
 * The digest that a checksum file records for the file beside it, whatever name it gives; `undefined` where its first line is not one of
 * `sha256sum`, in text (two blanks) or binary mode (blank and asterisk).
 */
export declare function parseChecksumFile(text: string): Digest | undefined;
