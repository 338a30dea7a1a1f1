import { getMember, isArray, isObject, type ValueObject } from '../../model/value.ts';
import { type DynamicScope, enter, NOWHERE } from './dynamic-scope.ts';
import { ensureEnd } from './ensure-end.ts';
import { exactTests } from './exact-tests.ts';
import type { SchemaGraph } from './graph.ts';
import type { Patterns, PatternTest } from './patterns.ts';
import type { Lowered, LoweredObject, Origin, Program } from './program.ts';
import type { Place } from './resource.ts';
import { invalid } from './schema-errors.ts';
import { type Draft, Site, type Surroundings } from './site.ts';
import { spell } from './words.ts';

/** What a schema is made ready with. */
export interface Workshop {
  readonly graph: SchemaGraph;
  readonly patterns: Patterns;
  readonly assertFormats: boolean;
}

/** Lowers a schema and all that it refers to. Throws `StatefixError` as `SchemaCompiler.compile` says. */
export async function lower(place: Place, workshop: Workshop): Promise<Program> {
  const lowering = new Lowering(workshop);
  lowering.target(place, NOWHERE);
  return lowering.finish();
}

class Lowering implements Surroundings {
  readonly graph: SchemaGraph;
  private readonly workshop: Workshop;
  private readonly targets = new Map<string, Draft>();
  private readonly waiting: Draft[] = [];
  private readonly origins = new WeakMap<object, Origin>();
  private readonly patterns = new Map<string, PatternTest>();
  private isTracking = false;

  constructor(workshop: Workshop) {
    this.graph = workshop.graph;
    this.workshop = workshop;
  }

  target(place: Place, outer: DynamicScope): Draft {
    const scope = enter(this.graph, place.resource, outer);
    const key = `${place.resource.document.number}#${place.pointer} ${scope.key}`;
    const known = this.targets.get(key);
    if (known !== undefined) {
      known.isShared = true;
      return known;
    }
    const target: Draft = {
      place,
      number: this.targets.size,
      scope,
      schema: true,
      isShared: false,
      hasCalls: false,
      sameValue: [],
    };
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
    const { patterns, assertFormats } = this.workshop;
    const isAsserting = assertFormats || place.resource.dialect.vocabularies.has('format-assertion');
    Object.assign(out, await exactTests(site, isAsserting ? patterns : undefined));
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
}

/** True where there is no schema, or one that takes everything. */
function isOpen(lowered: unknown): boolean {
  return lowered === undefined || lowered === true || (isObject(lowered) && Object.keys(lowered).length === 0);
}
