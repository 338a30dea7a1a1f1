import type { FindingArgs } from '../model/finding.js';
/** A text without its byte order mark, or why the bytes are not one. */
export type Decoded = {
    readonly kind: 'text';
    readonly text: string;
    readonly hasBom: boolean;
} | {
    readonly kind: 'fault';
    readonly fault: FindingArgs['ENCODING_INVALID'];
};
/** Reads bytes as UTF-8. Never guesses: UTF-16 and UTF-32 are recognised, but not read. */
export declare function decode(bytes: Uint8Array): Decoded;
/** The bytes of a text, with the byte order mark where it had one. A text that `decode` gave comes back as the same bytes. */
export declare function encode(text: string, hasBom: boolean): Uint8Array;
