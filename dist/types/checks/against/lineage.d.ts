import type { Check } from '../check.js';
/**
 * A state is of the lineage that it was of, and its serial grew with its content. A serial that stays while the content changes is found, too: it grows
 * with every change, so two contents of one serial come from two writers that did not know of each other. Serials of two lineages are not compared.
 */
export declare const lineage: Check;
