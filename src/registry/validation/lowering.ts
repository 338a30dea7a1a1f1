import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { getMember, isArray, isObject, type Value, type ValueObject } from '../../model/value.ts';
import { ensureEnd } from './ensure-end.ts';
import { exactTests } from './exact-tests.ts';
import type { SchemaGraph } from './graph.ts';
import { keywordOf } from './keywords.ts';
import type { Patterns, PatternTest } from './patterns.ts';
import type { Place, Resource } from './resource.ts';
import { invalid } from './schema-errors.ts';
import { spell } from './words.ts';

/** What a schema is made ready with. */
export interface Workshop {
  readonly graph: SchemaGraph;
  readonly patterns: Patterns;
  readonly assertFormats: boolean;
}

/**
 * A schema in the one form that Ajv is given: no `$id`, no draft. What the older drafts say otherwise is said as 2020-12 has it, a reference is
 * `call` with the number of a target, and the keywords that must be exact hold the function that judges.
 */
export type Lowered = boolean | LoweredObject;
export interface LoweredObject {
  [keyword: string]: unknown;
}

/** What references lead to; compiled on its own, when it is first called. */
export interface Target {
  readonly place: Place;
  readonly number: number;
  readonly schema: Lowered;
  /** More than one reference leads here. */
  readonly isShared: boolean;
  /** The targets that judge the same value as this one. */
  readonly sameValue: readonly Target[];
}

/** Where a lowered schema comes from. */
export interface Origin {
  readonly place: Place;
  /** For the `required` that stands for a dependency: the keyword, and the member that asks. */
  readonly dependency?: { readonly keyword: string; readonly key: string };
}

/** All that a schema needs to judge, in the form for Ajv. The first target is the schema itself. */
export interface Program {
  readonly targets: readonly Target[];
  readonly origins: WeakMap<object, Origin>;
  readonly patterns: ReadonlyMap<string, PatternTest>;
  /** Whether any `unevaluated…` must know what others have looked at. */
  readonly isTracking: boolean;
}

/**
 * The dynamic scope: which place each dynamic anchor means, by the outermost resource on the way here. A schema is lowered once for each
 * scope it is reached in, so `$dynamicRef` and `$recursiveRef` are plain references in the end.
 */
interface DynamicScope {
  readonly key: string;
  readonly anchors: ReadonlyMap<string, Place>;
}

interface Draft extends Target {
  readonly scope: DynamicScope;
  readonly sameValue: Target[];
  schema: Lowered;
  isShared: boolean;
}

const NOWHERE: DynamicScope = { key: '', anchors: new Map() };
/** No anchor of a schema can have this name. */
const RECURSIVE = '#recursive';
/** Ajv compiles recursively: deeper schemas become targets of their own. */
const MAX_DEPTH = 24;

/** So many places may follow one another by reference within one target. */
const MAX_PATH = 4;
/** As many values as a small schema holds. */
const SMALL = 60;

/** Lowers a schema and all that it refers to. Throws `StatefixError` as `SchemaCompiler.compile` says. */
export async function lower(place: Place, workshop: Workshop): Promise<Program> {
  const lowering = new Lowering(workshop);
  lowering.target(place, NOWHERE);
  return lowering.finish();
}

class Lowering {
  private readonly workshop: Workshop;
  private readonly targets = new Map<string, Draft>();
  private readonly waiting: Draft[] = [];
  private readonly origins = new WeakMap<object, Origin>();
  private readonly patterns = new Map<string, PatternTest>();
  private isTracking = false;

  constructor(workshop: Workshop) {
    this.workshop = workshop;
  }

  target(place: Place, outer: DynamicScope): Draft {
    const scope = this.enter(place.resource, outer);
    const key = `${place.resource.document.number}#${place.pointer} ${scope.key}`;
    const known = this.targets.get(key);
    if (known !== undefined) {
      known.isShared = true;
      return known;
    }
    const target: Draft = { place, number: this.targets.size, scope, schema: true, isShared: false, sameValue: [] };
    this.targets.set(key, target);
    this.waiting.push(target);
    return target;
  }

  /** Without recursion: schemas may refer to each other however far they like. */
  async finish(): Promise<Program> {
    for (let target = this.waiting.pop(); target !== undefined; target = this.waiting.pop()) {
      target.schema = await this.schema(new Site(this, target));
    }
    const targets = [...this.targets.values()];
    ensureEnd(targets);
    return { targets, origins: this.origins, patterns: this.patterns, isTracking: this.isTracking };
  }

  async schema(site: Site): Promise<Lowered> {
    const { place } = site;
    const { schema } = place;
    if (schema === true) return true;
    const out: LoweredObject = {};
    this.origins.set(out, { place });
    if (schema === false) out['nothing'] = true;
    if (!isObject(schema)) return out;
    const { graph: _, patterns: __, assertFormats } = this.workshop;
    const isAsserting = assertFormats || place.resource.dialect.vocabularies.has('format-assertion');
    Object.assign(out, await exactTests(site, isAsserting));
    await this.plain(site, out);
    await this.members(site, out);
    await this.items(site, out);
    await this.logic(site, out);
    return out;
  }

  /** The keywords that Ajv knows just so. */
  private async plain(site: Site, out: LoweredObject): Promise<void> {
    for (const name of ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties']) {
      const bound = site.get(name);
      if (bound !== undefined) out[name] = Number(bound);
    }
    const required = site.get('required');
    if (required !== undefined) out['required'] = required;
    const pattern = site.get('pattern');
    if (typeof pattern === 'string') out['pattern'] = await this.pattern(site.place, pattern);
  }

  private async members(site: Site, out: LoweredObject): Promise<void> {
    const properties: Record<string, Lowered> = {};
    const patterned: Record<string, Lowered> = {};
    for (const key of site.keys('properties')) {
      const lowered = await site.below('properties', key);
      // Ajv passes over this key.
      if (key === '__proto__') patterned[await this.pattern(site.place, '^(?:__proto__)$')] = lowered;
      else properties[key] = lowered;
    }
    for (const key of site.keys('patternProperties')) {
      const lowered = await site.below('patternProperties', key);
      patterned[await this.pattern(site.place, key === '__proto__' ? '(?:__proto__)' : key)] = lowered;
    }
    if (site.has('properties')) out['properties'] = properties;
    if (Object.keys(patterned).length > 0) out['patternProperties'] = patterned;
    for (const name of ['additionalProperties', 'unevaluatedProperties']) {
      // As it is: of `false`, Ajv names the member that is too much; and in draft-04 a boolean is no schema.
      const own = site.get(name);
      if (own !== undefined) out[name] = typeof own === 'boolean' ? own : await site.below(name);
    }
    if (site.has('propertyNames')) out['propertyNames'] = await site.below('propertyNames');
    this.isTracking ||= 'unevaluatedProperties' in out;
  }

  private async items(site: Site, out: LoweredObject): Promise<void> {
    const items = site.get('items');
    const isTuple = items !== undefined && isArray(items);
    const heads = isTuple ? 'items' : 'prefixItems';
    const rest = isTuple ? 'additionalItems' : 'items';
    const listed = site.get(heads);
    if (listed !== undefined && isArray(listed)) out['prefixItems'] = await site.each(heads, listed, false);
    if (site.has(rest) && !(rest === 'items' && isTuple)) {
      const own = site.get(rest);
      const isPlain = own === true || (own === false && out['prefixItems'] !== undefined);
      out['items'] = isPlain ? own : await site.below(rest);
    }
    if (site.has('contains')) {
      out['contains'] = await site.below('contains');
      for (const name of ['minContains', 'maxContains']) if (site.has(name)) out[name] = Number(site.get(name));
    }
    if (!site.has('unevaluatedItems')) return;
    this.isTracking = true;
    const further = site.get('unevaluatedItems') === false ? false : await site.below('unevaluatedItems');
    // From 2020-12 on, `contains` has looked at the items that fit it, which Ajv cannot note.
    const marks = out['contains'] !== undefined && site.place.resource.dialect.draft >= 2020;
    out['unevaluatedItems'] = marks ? await this.orContained(site, further) : further;
  }

  private async orContained(site: Site, further: Lowered): Promise<Lowered> {
    const contained = await site.below('contains');
    if (further === false) return contained;
    const either = { anyOf: [contained, further] };
    this.origins.set(either, { place: site.place });
    return either;
  }

  private async logic(site: Site, out: LoweredObject): Promise<void> {
    const all: Lowered[] = [];
    for (const name of ['allOf', 'anyOf', 'oneOf']) {
      const listed = site.get(name);
      if (listed === undefined || !isArray(listed)) continue;
      const forms = await site.each(name, listed, true);
      if (name === 'allOf') all.push(...forms);
      else out[name] = forms;
    }
    for (const name of ['not', 'if', 'then', 'else']) if (site.has(name)) out[name] = await site.beside(name);
    // An `if` alone judges nothing, but looks at members, which Ajv does not note.
    if ('if' in out && isOpen(out['then']) && isOpen(out['else'])) all.push({ anyOf: [out['if'], true] });
    all.push(...(await site.references()));
    for (const keyword of ['dependentRequired', 'dependentSchemas', 'dependencies']) {
      for (const key of site.keys(keyword)) all.push(await this.dependency(site, keyword, key));
    }
    if (all.length > 0) out['allOf'] = all;
  }

  /** A member that asks for other members, or for a schema: `if` it is there, `then` they must be. */
  private async dependency(site: Site, keyword: string, key: string): Promise<Lowered> {
    const { place } = site;
    const asked = getMember(site.get(keyword) as ValueObject, key);
    const then =
      asked !== undefined && isArray(asked)
        ? this.noted({ required: asked }, { place, dependency: { keyword, key } })
        : await site.beside(keyword, key);
    return this.noted({ if: this.noted({ type: 'object', required: [key] }, { place }), then }, { place });
  }

  private noted(lowered: LoweredObject, origin: Origin): LoweredObject {
    this.origins.set(lowered, origin);
    return lowered;
  }

  private async pattern(place: Place, pattern: string): Promise<string> {
    const test = await this.workshop.patterns.compile(pattern);
    if (test === undefined) {
      throw invalid(place.resource.document, place.pointer, `${spell(pattern)} is no regular expression of ECMAScript`);
    }
    this.patterns.set(pattern, test);
    return pattern;
  }

  /** Where a reference leads, from a place in a scope. */
  async refer(from: Place, scope: DynamicScope, keyword: string, reference: string): Promise<Place> {
    const { place, anchor } = await this.workshop.graph.resolve(from, keyword, reference);
    const { resource } = place;
    if (keyword === '$dynamicRef' && anchor !== undefined && resource.dynamicAnchors.has(anchor)) {
      return scope.anchors.get(anchor) ?? place;
    }
    if (keyword === '$recursiveRef' && resource.isRecursiveAnchor && place.pointer === resource.root) {
      return scope.anchors.get(RECURSIVE) ?? place;
    }
    return place;
  }

  enter(resource: Resource, outer: DynamicScope): DynamicScope {
    const names = [...resource.dynamicAnchors].filter(([name]) => !outer.anchors.has(name));
    if (resource.isRecursiveAnchor && !outer.anchors.has(RECURSIVE)) names.push([RECURSIVE, resource.root]);
    if (names.length === 0) return outer;
    const anchors = new Map(outer.anchors);
    for (const [name, pointer] of names) anchors.set(name, this.placeAt(resource, pointer));
    const spelled = [...anchors].map(([name, place]) => `${name}=${place.resource.document.number}#${place.pointer}`);
    return { key: spelled.sort().join(' '), anchors };
  }

  placeAt(resource: Resource, pointer: Pointer): Place {
    const place = this.workshop.graph.placeAt(resource, pointer);
    if (place === undefined) throw invalid(resource.document, pointer, 'no schema stands here');
    return place;
  }
}

/** True where there is no schema, or one that takes everything. */
function isOpen(lowered: unknown): boolean {
  return lowered === undefined || lowered === true || (isObject(lowered) && Object.keys(lowered).length === 0);
}

/** Where a sub-schema stands in the target that it becomes part of. */
interface Position {
  readonly place: Place;
  readonly outer: DynamicScope;
  readonly judgesSameValue: boolean;
  readonly depth: number;
  /** What references led here from the place of the target. */
  readonly path: readonly Place[];
}

/** A sub-schema on its way: its keywords, as its dialect knows them, and what they lead to. */
export class Site {
  readonly place: Place;
  private readonly lowering: Lowering;
  private readonly target: Draft;
  private readonly scope: DynamicScope;
  private readonly position: Position;
  private readonly members: ValueObject;

  constructor(lowering: Lowering, target: Draft, position?: Position) {
    const { place, scope: outer } = target;
    this.position = position ?? { place, outer, judgesSameValue: true, depth: 0, path: [place] };
    this.lowering = lowering;
    this.target = target;
    this.place = this.position.place;
    this.scope = lowering.enter(this.place.resource, this.position.outer);
    this.members = isObject(this.place.schema) ? this.place.schema : {};
  }

  /** The value of a keyword that the schema has and its dialect knows. In the older drafts, what stands beside a `$ref` does not count. */
  get(keyword: string): Value | undefined {
    const { dialect } = this.place.resource;
    if (keywordOf(keyword, dialect) === undefined) return undefined;
    const isReference = dialect.draft <= 7 && typeof getMember(this.members, '$ref') === 'string';
    return isReference && keyword !== '$ref' ? undefined : getMember(this.members, keyword);
  }

  has(keyword: string): boolean {
    return this.get(keyword) !== undefined;
  }

  /** The keys of the object under a keyword. */
  keys(keyword: string): readonly string[] {
    const value = this.get(keyword);
    return isObject(value) ? Object.keys(value) : [];
  }

  /** The sub-schema under a keyword, or under a key or index of it. It judges a part of the value. */
  below(keyword: string, key?: string | number): Promise<Lowered> {
    return this.sub(keyword, key, false);
  }

  /** The same, for one that judges the same value. */
  beside(keyword: string, key?: string | number): Promise<Lowered> {
    return this.sub(keyword, key, true);
  }

  async each(keyword: string, listed: readonly Value[], isSameValue: boolean): Promise<readonly Lowered[]> {
    const lowered: Lowered[] = [];
    for (const index of listed.keys()) lowered.push(await this.sub(keyword, index, isSameValue));
    return lowered;
  }

  /** What the references of this schema lead to: a small schema as it is, others as calls. */
  async references(): Promise<readonly Lowered[]> {
    const lowered: Lowered[] = [];
    for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
      const reference = this.get(keyword);
      if (typeof reference !== 'string') continue;
      const place = await this.lowering.refer(this.place, this.scope, keyword, reference);
      const path = [...this.position.path, place];
      const isPart = path.length <= MAX_PATH && !this.position.path.includes(place) && isSmall(place.schema);
      lowered.push(isPart ? await this.part(place, true, path) : this.call(place, true));
    }
    return lowered;
  }

  private sub(keyword: string, key: string | number | undefined, isSameValue: boolean): Promise<Lowered> {
    const pointer = pointerTo(this.place.pointer, keyword);
    const place = this.lowering.placeAt(this.place.resource, key === undefined ? pointer : pointerTo(pointer, key));
    return this.part(place, isSameValue, this.position.path);
  }

  private async part(place: Place, isSameValue: boolean, path: readonly Place[]): Promise<Lowered> {
    const { judgesSameValue, depth } = this.position;
    if (depth >= MAX_DEPTH) return this.call(place, isSameValue);
    const position = {
      place,
      outer: this.scope,
      judgesSameValue: isSameValue && judgesSameValue,
      depth: depth + 1,
      path,
    };
    return this.lowering.schema(new Site(this.lowering, this.target, position));
  }

  private call(place: Place, isSameValue: boolean): Lowered {
    const called = this.lowering.target(place, this.scope);
    if (isSameValue && this.position.judgesSameValue) this.target.sameValue.push(called);
    return { call: called.number };
  }
}

/** True for a schema of a few members, which costs less to repeat than to call. */
function isSmall(schema: Value): boolean {
  const open: Value[] = [schema];
  let count = 0;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    count += 1;
    if (count > SMALL) return false;
    if (typeof value === 'object' && value !== null) open.push(...Object.values(value));
  }
  return true;
}
