import type { Expression } from './regexp-syntax.js';
/**
 * True where a backtracking engine needs time in proportion to the text alone, proven: the pattern is bound to the start (or has no repeat), and
 * at every place the next character leaves at most one way to go on, reached in one manner only (Glushkov's automaton is strongly
 * deterministic). Such patterns, nearly all of those in practice, run natively; `(a+)+` or `\d+\d*` do not pass.
 */
export declare function isDeterministic(expression: Expression): boolean;
