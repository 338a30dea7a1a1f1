import { type Pointer } from '../../model/pointer.js';
import { type Value } from '../../model/value.js';
import type { KindFacts } from '../../registry/kind.js';
/** The fields in which two writers cannot collide: what statefix alone writes, and what only ever grows. */
export declare function ownFields(kind: KindFacts): {
    readonly engine: readonly Pointer[];
    readonly later: readonly Pointer[];
};
/** True where two states differ in such fields at most. */
export declare function areAlikeButForOwn(left: Value, right: Value, kind: KindFacts): boolean;
/** True where a state carries the checksum that is its own, or none. */
export declare function isSealed(value: Value, { checksum }: KindFacts): boolean;
