import type { ScalarStyle } from './node.js';
import { type Rules } from './plain.js';
/** A value without parts. */
export type ScalarValue = null | boolean | number | bigint | string;
/** Where a scalar is to stand, and how its like is spelled there. */
export interface Spelling {
    readonly rules: Rules;
    readonly isFlow: boolean;
    /** The style that it should have where its value permits. */
    readonly style: ScalarStyle | undefined;
    /** The quotes of this file. */
    readonly quote: 'single' | 'double';
}
/** A scalar on one line, such that every reader of the file's version reads it back as the same value. */
export declare function spellScalar(value: ScalarValue, spelling: Spelling): string;
/** Always on one line. What other readers might take for a line break, or cannot print, is escaped. */
export declare function spellDouble(value: string): string;
/** A string as lines of a literal or folded block scalar (without indentation) behind its header; `undefined` where that cannot say it. */
export declare function spellBlock(value: string, style: 'literal' | 'folded', indent: number): {
    readonly header: string;
    readonly lines: readonly string[];
} | undefined;
