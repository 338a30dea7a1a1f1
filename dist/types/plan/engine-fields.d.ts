import { type Pointer } from '../model/pointer.js';
import { type Value } from '../model/value.js';
import type { KindFacts } from '../registry/kind.js';
import { type VersionSchema } from '../registry/version-schema.js';
/** The pointers whose values no step answers for. */
export declare function enginePointers(kind: KindFacts): readonly Pointer[];
/** Where the engine would set version or checksum and the document has no room for it: the path leads through a scalar, or an array. */
export declare function missingPlace(value: Value, kind: KindFacts, schema: VersionSchema): Pointer | undefined;
/** The document with its version set, in the type that the schema asks for, in its place or as first member. */
export declare function withVersion(value: Value, kind: KindFacts, schema: VersionSchema): Value;
/** The document with its checksum set where its schema knows one and there is room for it, and without one where its schema knows none. */
export declare function withChecksum(value: Value, kind: KindFacts, schema: VersionSchema): Value;
/**
 * The document as a change leaves it: serial one higher, time of the last change set, checksum renewed. Fields that are not there stay away, and a serial
 * that is no whole number stays as it is.
 */
export declare function sealed(value: Value, kind: KindFacts, schema: VersionSchema, now: Date): Value;
