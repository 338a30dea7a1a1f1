import { type Pointer } from '../../model/pointer.js';
import { type Value } from '../../model/value.js';
/** A part of the old value. The marks are set while origins are traced. Its parts become nodes when they are first asked for. */
export declare class OldNode {
    readonly value: Value;
    readonly parent: OldNode | undefined;
    readonly token: string;
    /** It lives on as a whole, in its place or elsewhere; so do all its parts. */
    isKept: boolean;
    /** A changed part stands in its place. */
    isPaired: boolean;
    private grown;
    constructor(value: Value, parent: OldNode | undefined, token: string);
    /** Members by key, items by index; empty for scalars. */
    get children(): ReadonlyMap<string, OldNode>;
    private grow;
}
/** A part of the new value. */
export interface NewNode {
    readonly value: Value;
    readonly parent: NewNode | undefined;
    readonly token: string;
    readonly children: ReadonlyMap<string, NewNode>;
    origin: OldNode | undefined;
    /** It equals its origin, and so all its parts have theirs. */
    isSettled: boolean;
}
/** True for a container with parts: what can be told from others by them. */
export declare function hasParts(node: OldNode | NewNode): boolean;
/**
 * The parts of the new value. A container that is one of the old value, or stands unchanged in its place, is settled, and not
 * looked into.
 */
export declare function plantNew(after: Value, root: OldNode): NewNode;
/** Says that a new part equals an old one and comes from it. */
export declare function settle(node: NewNode, origin: OldNode): void;
/** True where the part or one around it lives on as a whole. */
export declare function isAlive(node: OldNode): boolean;
/** True where the part or one around it has been settled. */
export declare function isCovered(node: NewNode): boolean;
export declare function pointerOf(node: OldNode | NewNode): Pointer;
