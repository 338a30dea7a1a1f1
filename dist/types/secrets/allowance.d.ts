import { type Pointer } from '../model/pointer.js';
/** Tells of a place whether it is allowed: named by one of the patterns, in which the token `*` stands for any, or below one. */
export declare function allowanceOf(patterns: readonly Pointer[]): (pointer: Pointer) => boolean;
