import { StatefixError } from '../../model/errors.ts';
import { type Pointer, pointerTo, tokensOf } from '../../model/pointer.ts';
import { getMember, isArray, isObject, type Value, type ValueObject } from '../../model/value.ts';
import type { SchemaLibrary, SchemaSource } from '../validator.ts';
import { DEFAULT_DIALECT, type Dialect, dialectByUri, dialectOfMetaSchema } from './dialects.ts';
import { keywordOf } from './keywords.ts';
import { metaSchemaByUri } from './meta-schemas.ts';
import {
  identifierOf,
  newResource,
  noteAnchors,
  type Place,
  type Resource,
  type SchemaDocument,
  type Target,
} from './resource.ts';
import { invalid, unknownDialect, unresolved } from './schema-errors.ts';
import { isSchema, shapeFault } from './shapes.ts';
import { fragmentOf, pathOfUri, resolveUri, uriOfPath, withoutFragment } from './uris.ts';

/** As deep as a schema may nest: its files are parsed under the same limit, so this holds for those that were not. */
const MAX_DEPTH = 512;

/**
 * The schemas that a library holds, read as far as they are asked for: resources by URI, sub-schemas by pointer and anchor. Judges the form of every
 * keyword on the way, in place of the meta-schemas.
 */
export class SchemaGraph {
  private readonly library: SchemaLibrary;
  private readonly resources = new Map<string, Resource>();
  private readonly indexed = new Map<SchemaSource, Place>();
  private known: ReadonlyMap<string, SchemaSource> | undefined;
  private documents = 0;

  constructor(library: SchemaLibrary) {
    this.library = library;
  }

  /** The root of a source. Throws `StatefixError` where the schema is invalid. */
  add(source: SchemaSource): Place {
    const before = this.indexed.get(source);
    if (before !== undefined) return before;
    const uri = withoutFragment(uriOfPath(source.path));
    const document = { number: this.documents, path: source.path, schema: source.schema, places: new Map() };
    this.documents += 1;
    const dialect = this.dialectOf(source.schema, DEFAULT_DIALECT, document, '', new Set([source]));
    const outer = newResource(uri, '', document, dialect, source.schema);
    // Two sources may have one URI, such as two documents on standard input; the one that is judged wins.
    this.resources.set(uri, outer);
    this.walk(source.schema, '', outer, 0);
    const root = document.places.get('');
    if (root === undefined) throw new RangeError('the root of a document was not visited');
    this.indexed.set(source, root);
    // The file answers to its own address, too, where an `$id` gave it another.
    this.resources.set(uri, root.resource);
    return root;
  }

  /** Where a reference leads. Throws `StatefixError` where that is nowhere. */
  async resolve(from: Place, keyword: string, reference: string): Promise<Target> {
    const uri = resolveUri(from.resource.uri, reference);
    const resource = uri === undefined ? undefined : await this.resourceAt(withoutFragment(uri), from, reference);
    if (uri === undefined || resource === undefined) throw unresolved(from, keyword, reference, uri);
    const fragment = fragmentOf(uri);
    const target = fragment === undefined ? undefined : this.inResource(resource, fragment);
    if (target === undefined) throw unresolved(from, keyword, reference, uri);
    return target;
  }

  /** The sub-schema at a pointer of a document, also where no keyword that we know leads there; `undefined` where no schema stands there. */
  private placeAt(resource: Resource, pointer: Pointer): Place | undefined {
    const { document } = resource;
    const known = document.places.get(pointer);
    if (known !== undefined) return known;
    let value: Value | undefined = document.schema;
    let at = '';
    let nearest = document.places.get('');
    for (const token of tokensOf(pointer)) {
      value = memberOf(value, token);
      if (value === undefined) return undefined;
      at = pointerTo(at, token);
      nearest = document.places.get(at) ?? nearest;
    }
    if (nearest === undefined || value === undefined || !isSchema(value, nearest.resource.dialect.draft))
      return undefined;
    this.walk(value, at, nearest.resource, 0);
    return document.places.get(at);
  }

  /** The same, for a place that must be there. Throws `StatefixError` where no schema stands. */
  requirePlace(resource: Resource, pointer: Pointer): Place {
    const place = this.placeAt(resource, pointer);
    if (place === undefined) throw invalid(resource.document, pointer, 'no schema stands here');
    return place;
  }

  private inResource(resource: Resource, fragment: string): Target | undefined {
    if (fragment === '' || fragment.startsWith('/')) {
      const place = this.placeAt(resource, canonical(resource.root + fragment));
      return place === undefined ? undefined : { place, anchor: undefined };
    }
    const pointer = resource.anchors.get(fragment) ?? resource.dynamicAnchors.get(fragment);
    const place = pointer === undefined ? undefined : this.placeAt(resource, pointer);
    return place === undefined ? undefined : { place, anchor: fragment };
  }

  private async resourceAt(uri: string, from: Place, reference: string): Promise<Resource | undefined> {
    const found = this.findResource(uri);
    if (found !== undefined) return found;
    const metaSchema = await metaSchemaByUri(uri);
    if (metaSchema !== undefined) return this.add({ path: uri, schema: metaSchema }).resource;
    // An `$id` of the web, and files that lie side by side: then a relative reference means the file.
    const base = uriOfPath(from.resource.document.path);
    const beside = resolveUri(base, reference);
    const isRelative = !/^[a-z][a-z0-9+.-]*:/i.test(reference);
    return isRelative && beside !== undefined ? this.findResource(withoutFragment(beside)) : undefined;
  }

  private findResource(uri: string): Resource | undefined {
    const found = this.resources.get(uri);
    if (found !== undefined) return found;
    const path = pathOfUri(uri);
    const source = (path === undefined ? undefined : this.library.byFile(path)) ?? this.sourceById(uri);
    if (source !== undefined) {
      const { resource } = this.add(source);
      return this.resources.get(uri) ?? resource;
    }
    return this.resources.get(uri);
  }

  private sourceById(uri: string): SchemaSource | undefined {
    this.known ??= this.byUri();
    const source = this.known.get(uri);
    if (source !== undefined) return source;
    // An `$id` inside one of them; what is wrong with the others is none of this reference's business.
    for (const each of new Set(this.known.values())) {
      if (this.indexed.has(each)) continue;
      try {
        this.add(each);
      } catch (error) {
        if (!(error instanceof StatefixError) || this.resources.has(uri)) throw error;
      }
      if (this.resources.has(uri)) return undefined;
    }
    return undefined;
  }

  private byUri(): ReadonlyMap<string, SchemaSource> {
    const known = new Map<string, SchemaSource>();
    for (const source of this.library.byId()) {
      const uri = uriOfPath(source.path);
      const own = isObject(source.schema)
        ? (getMember(source.schema, '$id') ?? getMember(source.schema, 'id'))
        : undefined;
      const id = typeof own === 'string' ? resolveUri(uri, own) : undefined;
      if (id !== undefined && !known.has(withoutFragment(id))) known.set(withoutFragment(id), source);
      if (!known.has(uri)) known.set(uri, source);
    }
    return known;
  }

  private dialectOf(
    schema: Value,
    usual: Dialect,
    document: SchemaDocument,
    at: Pointer,
    visited: ReadonlySet<unknown>,
  ): Dialect {
    const uri = isObject(schema) ? getMember(schema, '$schema') : undefined;
    if (typeof uri !== 'string') return usual;
    const known = dialectByUri(uri);
    if (known !== undefined) return known;
    const absolute = resolveUri(uriOfPath(document.path), uri);
    const source = absolute === undefined ? undefined : this.metaSource(withoutFragment(absolute));
    if (source === undefined || visited.has(source)) throw unknownDialect(document, at, uri);
    const parent = this.dialectOf(source.schema, usual, document, at, new Set([...visited, source]));
    const dialect = dialectOfMetaSchema(source.schema, parent);
    if ('unknown' in dialect) {
      const reason = `its meta-schema ${uri} asks for a vocabulary that statefix does not know: ${dialect.unknown}`;
      throw invalid(document, pointerTo(at, '$schema'), reason);
    }
    return dialect;
  }

  private metaSource(uri: string): SchemaSource | undefined {
    const path = pathOfUri(uri);
    const file = path === undefined ? undefined : this.library.byFile(path);
    if (file !== undefined) return file;
    this.known ??= this.byUri();
    return this.known.get(uri);
  }

  /** Notes a sub-schema and all below it, and judges their form. */
  private walk(schema: Value, at: Pointer, outer: Resource, depth: number): void {
    const { document } = outer;
    if (document.places.has(at)) return;
    if (depth > MAX_DEPTH) throw invalid(document, at, `it nests deeper than ${MAX_DEPTH} schemas`);
    if (!isSchema(schema, outer.dialect.draft)) {
      throw invalid(document, at, `a schema must be an object${outer.dialect.draft >= 6 ? ', true or false' : ''}`);
    }
    if (!isObject(schema)) {
      document.places.set(at, { resource: outer, pointer: at, schema });
      return;
    }
    const resource = this.enter(schema, at, outer);
    document.places.set(at, { resource, pointer: at, schema });
    noteAnchors(schema, at, resource);
    for (const name of Object.keys(schema)) this.walkKeyword(schema, name, at, resource, depth);
  }

  private walkKeyword(schema: ValueObject, name: string, at: Pointer, resource: Resource, depth: number): void {
    const { dialect, document } = resource;
    const keyword = keywordOf(name, dialect);
    const value = getMember(schema, name);
    if (keyword === undefined || value === undefined) return;
    const below = pointerTo(at, name);
    const fault = shapeFault(keyword.shape, value, dialect.draft);
    if (fault !== undefined) throw invalid(document, below, `${name} must be ${fault}`);
    const more = furtherFault(schema, keyword.name, value);
    if (more !== undefined) throw invalid(document, below, more);
    switch (keyword.shape) {
      case 'schema':
        this.walk(value, below, resource, depth + 1);
        return;
      case 'schema or boolean':
        if (isSchema(value, dialect.draft)) this.walk(value, below, resource, depth + 1);
        return;
      case 'schemas':
        this.walkList(value, below, resource, depth);
        return;
      case 'schema or schemas':
        if (isArray(value)) this.walkList(value, below, resource, depth);
        else this.walk(value, below, resource, depth + 1);
        return;
      case 'schema map':
      case 'dependencies':
        this.walkMap(value, below, resource, depth);
        return;
      default:
    }
  }

  private walkList(list: Value, at: Pointer, resource: Resource, depth: number): void {
    if (!isArray(list)) return;
    for (const [index, each] of list.entries()) this.walk(each, pointerTo(at, index), resource, depth + 1);
  }

  /** The values of a map are schemas, but for the lists of keys that `dependencies` knows, too. */
  private walkMap(map: Value, at: Pointer, resource: Resource, depth: number): void {
    if (!isObject(map)) return;
    for (const [key, each] of Object.entries(map)) {
      if (isSchema(each, resource.dialect.draft)) this.walk(each, pointerTo(at, key), resource, depth + 1);
    }
  }

  /** The resource that a sub-schema belongs to: a new one where it has an identifier. */
  private enter(schema: ValueObject, at: Pointer, outer: Resource): Resource {
    const { document } = outer;
    const own = at === outer.root ? outer.dialect : this.embeddedDialect(schema, at, outer);
    const id = identifierOf(schema, own);
    if (id === undefined) return outer;
    const uri = resolveUri(outer.uri, id);
    if (uri === undefined) throw invalid(document, at, `its identifier ${JSON.stringify(id)} is no URI reference`);
    const resource = newResource(withoutFragment(uri), at, document, own, schema);
    if (at === outer.root || !this.resources.has(resource.uri)) this.resources.set(resource.uri, resource);
    return resource;
  }

  private embeddedDialect(schema: ValueObject, at: Pointer, outer: Resource): Dialect {
    const isResource = typeof getMember(schema, '$id') === 'string' || typeof getMember(schema, 'id') === 'string';
    return isResource ? this.dialectOf(schema, outer.dialect, outer.document, at, new Set()) : outer.dialect;
  }
}

function memberOf(value: Value | undefined, token: string): Value | undefined {
  if (isObject(value)) return getMember(value, token);
  if (value === undefined || !isArray(value)) return undefined;
  return /^(?:0|[1-9][0-9]*)$/.test(token) ? value[Number(token)] : undefined;
}

/** What a keyword asks of its keys, or of its neighbours. */
function furtherFault(schema: ValueObject, name: string, value: Value): string | undefined {
  if (name === 'patternProperties' && isObject(value)) {
    const bad = Object.keys(value).find((key) => shapeFault('pattern', key, 2020) !== undefined);
    return bad === undefined ? undefined : `the key ${JSON.stringify(bad)} must be a regular expression of ECMAScript`;
  }
  const limit = name === 'exclusiveMaximum' ? 'maximum' : name === 'exclusiveMinimum' ? 'minimum' : undefined;
  if (limit === undefined || typeof value !== 'boolean' || Object.hasOwn(schema, limit)) return undefined;
  return `${name} stands beside no ${limit}`;
}

/** One spelling for one pointer. */
function canonical(pointer: Pointer): Pointer {
  return tokensOf(pointer).reduce<Pointer>((parent, token) => pointerTo(parent, token), '');
}
