import { type Remains } from '../../formats/remains/remains.js';
import type { DataLoss } from '../../model/recovery.js';
import { type Value } from '../../model/value.js';
import { type DifferenceOptions } from './difference.js';
/**
 * What is lost where the documents of `candidate` take the place of a file of which `remains` can still be read. Both have to be of one version: what a
 * migration moves would count as gone. Of remains that are not whole, only what changed and what is gone can be told, and items are compared by their index.
 * What a candidate has more is no loss.
 */
export declare function lossOf(remains: Remains | undefined, candidate: readonly Value[], options: DifferenceOptions): DataLoss;
