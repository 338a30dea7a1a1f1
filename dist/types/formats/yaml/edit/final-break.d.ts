import type { Patch } from './patch.js';
/** The last line ends as it did: no line break appears at the end of the file, and none is lost. */
export declare function withFinalBreak(before: string, after: string, patches: readonly Patch[]): string;
