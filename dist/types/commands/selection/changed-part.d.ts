import type { Purpose } from '../kinds-of-run.js';
import type { Only, RunContext } from '../run.js';
import { type Yardsticks } from './affected-kinds.js';
import type { Part } from './part.js';
/** Asks git what changed. Throws `USAGE` where it cannot say, and for standard input, of which it knows nothing. */
export declare function openChangedPart(only: Only, paths: readonly string[], by: Yardsticks, context: RunContext, purpose: Purpose): Promise<Omit<Part, 'ofShard'>>;
