import type { FindingArgs } from '../model/finding.js';
import type { Pointer } from '../model/pointer.js';
import type { Value } from '../model/value.js';
/** A JSON Schema as a file gave it. */
export interface SchemaSource {
    /** As users know it; `$ref`s by file are resolved against it. A path, or, for a schema kept elsewhere, its absolute URI. */
    readonly path: string;
    /** Parsed exactly: integers beyond 2^53 are `bigint`. */
    readonly schema: Value;
}
/** One way in which a value does not fit its schema. */
export interface SchemaProblem {
    readonly pointer: Pointer;
    /** True where it is about the key that `pointer` ends in. */
    readonly atKey: boolean;
    readonly args: FindingArgs['SCHEMA_MISMATCH'];
}
/** Judges values by one schema. */
export interface Validator {
    /**
     * Empty for a value that fits; at most 100 problems, in the order of the pointers. A value on which a pattern of the schema cannot
     * be judged in time (see `patterns.ts`) does not fit, and the problem names the pattern. Values must have passed the depth limit of a format.
     */
    validate(value: Value): readonly SchemaProblem[];
}
/** The schemas that a `$ref` may reach. Nothing else is read, nothing is fetched. */
export interface SchemaLibrary {
    /**
     * The schema file that a `$ref` or a relative `$id` leads to: `path` is made from the path of the referring source, so it is absolute where
     * that is. `undefined` where there is none; may throw `StatefixError` for a file that must not be read, such as one outside the registry.
     */
    byFile(path: string): SchemaSource | undefined;
    /** Every schema that can be meant by its `$id`, those of `--ref` included. Asked only for a `$ref` that no file answers. */
    byId(): Iterable<SchemaSource>;
}
export interface CompilerOptions {
    /**
     * Whether `format` is judged. By default it is, in every draft: the schemas of a registry say `date-time` and mean it. `false`: an annotation,
     * as the later drafts have it, unless the meta-schema names the format-assertion vocabulary. Unknown formats are never judged.
     */
    readonly assertFormats?: boolean;
}
/** Makes validators. */
export interface SchemaCompiler {
    /**
     * The validator of one schema, and of all that it refers to. Throws `StatefixError` `REGISTRY_INVALID`, which names file, pointer and reason,
     * for an invalid schema, an unknown `$schema`, a `$ref` without target, a `$ref` that leads back to itself, and a pattern that is none.
     */
    compile(source: SchemaSource): Promise<Validator>;
}
/** A library without schemas, for a schema that stands alone. */
export declare const NO_SCHEMAS: SchemaLibrary;
/**
 * A compiler for JSON Schema draft-04, 06, 07, 2019-09 and 2020-12 (that where `$schema` does not say). What a schema refers to is read once per
 * compiler. Unknown keywords are ignored, as the specification has it.
 */
export declare function createCompiler(library: SchemaLibrary, options?: CompilerOptions): SchemaCompiler;
