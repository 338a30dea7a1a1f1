import type { Finding, Position } from '../../model/finding.js';
import { type Pointer } from '../../model/pointer.js';
import type { Entry } from './node.js';
/** What is wrong with the keys of a mapping: some stand twice, or, for a document's own, the whole was written twice. In linear time. */
export declare function duplicatesIn(text: string, entries: readonly Entry[], pointer: Pointer, positionOf: (offset: number) => Position): readonly Finding[];
