import { type Pointer } from '../model/pointer.js';
import { type Value } from '../model/value.js';
import type { Validator } from './validator.js';
/** The schema of one version of a kind, compiled. */
export interface VersionSchema {
    readonly version: string;
    /** The schema file, as users know it. */
    readonly path: string;
    readonly schema: Value;
    readonly validator: Validator;
}
/** Gives the schema of a version, compiled once. Throws `StatefixError` `REGISTRY_INVALID` for one that is no valid schema. */
export type SchemaLookup = (version: string) => Promise<VersionSchema>;
/**
 * The sub-schemas that a schema asks of the value at a pointer, as far as `properties`, `items`, local `$ref`s, `allOf`, `anyOf` and `oneOf` tell.
 * Empty where the schema does not know that place. It is no validator: conditions are not judged.
 */
export declare function subschemasAt(schema: Value, pointer: Pointer): readonly Value[];
/** True where the schema names what stands at that pointer. */
export declare function schemaKnows(schema: Value, pointer: Pointer): boolean;
