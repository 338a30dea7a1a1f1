import type { Leaves } from './leaves.js';
/**
 * Reads what it can of a YAML text that may be broken anywhere, or be the start of a longer one. An entry of a block collection is read by itself, by the
 * usual parser, where something behind it shows that it is complete; one that cannot be read that way is entered. Behind lost bytes it goes on only with
 * the members of the outermost mapping: how deep another line stands, or which item it is, nobody can say. Of keys that repeat, the first counts.
 * What an alias or a merge brings from elsewhere is left out.
 */
export declare function readYamlRemains(text: string, isLossy: boolean, leaves: Leaves): void;
