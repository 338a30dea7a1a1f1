import { type Pointer } from '../../model/pointer.js';
import type { Leaves } from './leaves.js';
/** What the place where a text is read takes for granted. */
export interface Surroundings {
    /** What the pointers start with. */
    readonly prefix: Pointer;
    /** True in YAML: `//` starts no comment there, and a text may be the start of a longer one or a key. */
    readonly isYaml: boolean;
}
/**
 * Reads what it can of a JSON-like text that may be broken anywhere, up to the end of its first value, and returns where that ends; `undefined` where it
 * does not. Behind damage it goes on only as long as it is certain where a part belongs: past one scalar or key that is spoilt, past a comma that
 * is missing before a key. Of keys that repeat, the first counts. One pass over the scanner's tokens, nothing recursive.
 */
export declare function readJsonRemains(text: string, { prefix, isYaml }: Surroundings, leaves: Leaves): number | undefined;
