import { type CodePoints } from './code-points.js';
/** A regular expression in the strict sense: what finite automata can judge. Which group captures, and greed, do not matter to a verdict. */
export type Expression = {
    readonly kind: 'set';
    readonly set: CodePoints;
} | {
    readonly kind: 'sequence';
    readonly parts: readonly Expression[];
} | {
    readonly kind: 'choice';
    readonly options: readonly Expression[];
} | {
    readonly kind: 'repeat';
    readonly body: Expression;
    readonly min: number;
    readonly max: number;
} | {
    readonly kind: 'start' | 'end' | 'boundary' | 'inside';
};
/**
 * Reads a pattern as ECMAScript does in Unicode mode, and also with a needless backslash before punctuation (`\-`, `\_`), which many
 * schemas have. `undefined` for all else: look-around, back-references, flags, what the grammar does not know. It does not tell these apart.
 */
export declare function parseRegExp(pattern: string): Expression | undefined;
