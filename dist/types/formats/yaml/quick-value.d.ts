import { type Value } from '../../model/value.js';
/** A plain scalar on one line, a comment behind it; `undefined` where it may be anything else. */
export declare function quickScalar(source: string): Value | undefined;
/** A quoted scalar on one line, a comment behind it; `undefined` where it may be anything else. */
export declare function quickQuoted(source: string): string | undefined;
/** A flow collection on one line, a comment behind it; `undefined` where it may be anything else, or nests deeper than `depth`. */
export declare function quickFlow(source: string, depth: number): Value | undefined;
