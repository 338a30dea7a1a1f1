import { type Pointer } from '../../model/pointer.js';
import type { ContainerPart } from './slots.js';
import type { Style } from './style.js';
/** True for a new array of scalars that stands on one line because others of its document do, and because it fits. */
export declare function isRow(part: ContainerPart, { pointer, indent }: {
    pointer: Pointer;
    indent: string;
}, style: Style): boolean;
