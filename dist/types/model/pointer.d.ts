import { type Value } from './value.js';
/** A JSON Pointer (RFC 6901): `''` is the whole document, `/a~1b/0` the first item of its member `a/b`. */
export type Pointer = string;
/** The pointer to one member or item below another. */
export declare function pointerTo(parent: Pointer, token: string | number): Pointer;
/** The unescaped reference tokens of a pointer. Throws `RangeError` where it does not start with `/`. */
export declare function tokensOf(pointer: Pointer): readonly string[];
/** True for a text that RFC 6901 takes as a pointer. */
export declare function isPointer(text: string): boolean;
/** The pointer without its last token; `undefined` for the root, which has no parent. */
export declare function parentOf(pointer: Pointer): Pointer | undefined;
/** The last token of a pointer, unescaped; `undefined` for the root. */
export declare function lastTokenOf(pointer: Pointer): string | undefined;
/** True where `pointer` is `ancestor` or lies below it. */
export declare function isWithin(pointer: Pointer, ancestor: Pointer): boolean;
/** The value that a pointer names, or `undefined` where there is none. */
export declare function valueAt(root: Value, pointer: Pointer): Value | undefined;
