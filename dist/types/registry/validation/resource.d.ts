import type { Pointer } from '../../model/pointer.js';
import { type Value, type ValueObject } from '../../model/value.js';
import type { Dialect } from './dialects.js';
/** One schema file, with the sub-schemas found in it so far. */
export interface SchemaDocument {
    readonly number: number;
    readonly path: string;
    readonly schema: Value;
    readonly places: Map<Pointer, Place>;
}
/** A part of a document with a URI of its own: the document itself, or what has an `$id`. */
export interface Resource {
    readonly uri: string;
    readonly root: Pointer;
    readonly document: SchemaDocument;
    readonly dialect: Dialect;
    readonly anchors: Map<string, Pointer>;
    readonly dynamicAnchors: Map<string, Pointer>;
    readonly isRecursiveAnchor: boolean;
}
/** A sub-schema and where it stands. */
export interface Place {
    readonly resource: Resource;
    readonly pointer: Pointer;
    readonly schema: Value;
}
/** A sub-schema that a reference leads to, and the anchor by which it was named, where it was. */
export interface Target {
    readonly place: Place;
    readonly anchor: string | undefined;
}
/** The place as users read it: `schemas/daemon/1.schema.json#/properties/stats`. */
export declare function placeName({ resource, pointer }: Place): string;
/** A resource without anchors so far. */
export declare function newResource(uri: string, root: Pointer, document: SchemaDocument, dialect: Dialect, schema: Value): Resource;
/** The `$id` of a schema where it names a resource; not one that is only a fragment, nor, in the older drafts, one beside a `$ref`. */
export declare function identifierOf(schema: ValueObject, { draft }: Dialect): string | undefined;
/** Enters the names that a schema gives itself. */
export declare function noteAnchors(schema: ValueObject, at: Pointer, resource: Resource): void;
