import type { Secrecy } from './key-names.js';
/** True for a value that is likely to be what its key names. */
export declare function isLikelySecret(value: string, secrecy: Secrecy): boolean;
/** Shannon's entropy of a text, in bits a character. */
export declare function entropyOf(text: string): number;
