import { type Pointer } from '../../model/pointer.js';
/**
 * What the text of a migration declares to drop, without running it: none where it says nothing of it, `undefined` where what it says is more than a list
 * of plain strings.
 */
export declare function declaredDrops(text: string): readonly Pointer[] | undefined;
