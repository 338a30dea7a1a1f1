import { type Pointer } from '../../model/pointer.js';
import { type Value } from '../../model/value.js';
/** Takes leaves one by one, up to a limit. */
export interface Leaves {
    readonly all: ReadonlyMap<Pointer, Value>;
    /** True where no more are taken: there is no use in going on. */
    isFull(): boolean;
    /** False for a text that damage has gone through, as a value or as a key. */
    isSound(text: string): boolean;
    add(pointer: Pointer, leaf: Value): void;
    /** Adds all leaves of a value that was read whole. Recursive: for values within the depth limit. */
    addAll(pointer: Pointer, value: Value): void;
}
/** `isLossy`: bytes that are no UTF-8 were read as U+FFFD, so that every text which holds it is in doubt. */
export declare function createLeaves(isLossy: boolean): Leaves;
