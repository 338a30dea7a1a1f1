import type { Pointer } from '../../model/pointer.ts';
import { getMember, isObject, type Value, type ValueObject } from '../../model/value.ts';
import type { Dialect } from './dialects.ts';
import { fragmentOf } from './uris.ts';

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
export function placeName({ resource, pointer }: Place): string {
  return `${resource.document.path}#${pointer}`;
}

/** A resource without anchors so far. */
export function newResource(
  uri: string,
  root: Pointer,
  document: SchemaDocument,
  dialect: Dialect,
  schema: Value,
): Resource {
  const isRecursiveAnchor =
    dialect.draft === 2019 && isObject(schema) && getMember(schema, '$recursiveAnchor') === true;
  return { uri, root, document, dialect, anchors: new Map(), dynamicAnchors: new Map(), isRecursiveAnchor };
}

/** The `$id` of a schema where it names a resource; not one that is only a fragment, nor, in the older drafts, one beside a `$ref`. */
export function identifierOf(schema: ValueObject, { draft }: Dialect): string | undefined {
  const id = getMember(schema, draft === 4 ? 'id' : '$id');
  if (typeof id !== 'string' || id.startsWith('#')) return undefined;
  return draft <= 7 && typeof getMember(schema, '$ref') === 'string' ? undefined : id;
}

/** Enters the names that a schema gives itself. */
export function noteAnchors(schema: ValueObject, at: Pointer, resource: Resource): void {
  const { draft } = resource.dialect;
  if (draft <= 7) {
    const id = getMember(schema, draft === 4 ? 'id' : '$id');
    if (typeof id === 'string' && id.includes('#') && typeof getMember(schema, '$ref') !== 'string') {
      const name = fragmentOf(id);
      if (name !== undefined && name !== '') resource.anchors.set(name, at);
    }
    return;
  }
  const anchor = getMember(schema, '$anchor');
  if (typeof anchor === 'string') resource.anchors.set(anchor, at);
  const dynamic = getMember(schema, '$dynamicAnchor');
  if (draft === 2020 && typeof dynamic === 'string') resource.dynamicAnchors.set(dynamic, at);
}
