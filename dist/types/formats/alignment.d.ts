import type { Origins } from '../model/origins.js';
import { type Pointer } from '../model/pointer.js';
import { type Value } from '../model/value.js';
/**
 * A new value, each part of it tied to the part of the old value whose text it takes: what the editors of all formats read.
 *
 * - `kept`: deep-equal to the old value at `origin`, so its text serves as it is, in place or moved.
 * - `scalar`: a new scalar; `origin` names the old part whose place it takes, for quotes, style and comments.
 * - `object`, `array`: a container some parts of which changed; `origin` names the old container (of the same type) whose text hosts it, `undefined`
 *   for one that is new as a whole (its parts may still have origins).
 *
 * A member is in its place when its origin is the member of that key of the host; it is renamed in its place when its origin is
 * a member of the host whose key the new value no longer has; otherwise it is moved (it has an origin) or new (it has none).
 */
export type Part = {
    readonly kind: 'kept';
    readonly value: Value;
    readonly origin: Pointer;
} | {
    readonly kind: 'scalar';
    readonly value: Value;
    readonly origin: Pointer | undefined;
} | {
    readonly kind: 'object';
    readonly value: Value;
    readonly origin: Pointer | undefined;
    readonly members: readonly {
        readonly key: string;
        readonly part: Part;
    }[];
} | {
    readonly kind: 'array';
    readonly value: Value;
    readonly origin: Pointer | undefined;
    readonly items: readonly Part[];
};
/** Ties a new value to the old one part by part, as its origins say. Members keep the order of `after`. For values within the depth limit. */
export declare function align(before: Value, after: Value, origins: Origins): Part;
