import type { Format } from '../format.js';
/** JSON as RFC 8259 has it: no comments, no trailing commas. */
export declare const json: Format;
/** JSON with comments and trailing commas. */
export declare const jsonc: Format;
