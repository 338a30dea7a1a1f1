import { pointerTo } from '../../model/pointer.ts';
import { getMember, isObject, type Value, type ValueObject } from '../../model/value.ts';
import { type DynamicScope, enter, refer } from './dynamic-scope.ts';
import type { SchemaGraph } from './graph.ts';
import { keywordOf } from './keywords.ts';
import type { Lowered, Target } from './program.ts';
import type { Place } from './resource.ts';

/** Ajv compiles recursively: deeper schemas become targets of their own. */
const MAX_DEPTH = 24;

/** So many places may follow one another by reference within one target. */
const MAX_PATH = 4;
/** As many values as a small schema holds. */
const SMALL = 60;

/** A target on its way. */
export interface Draft extends Target {
  readonly scope: DynamicScope;
  readonly sameValue: Target[];
  schema: Lowered;
  isShared: boolean;
  hasCalls: boolean;
}

/** What a site asks of the lowering that it belongs to. */
export interface Surroundings {
  readonly graph: SchemaGraph;
  schema(site: Site): Promise<Lowered>;
  target(place: Place, outer: DynamicScope): Draft;
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
  private readonly lowering: Surroundings;
  private readonly target: Draft;
  private readonly scope: DynamicScope;
  private readonly position: Position;
  private readonly members: ValueObject;

  constructor(lowering: Surroundings, target: Draft, position?: Position) {
    const { place, scope: outer } = target;
    this.position = position ?? { place, outer, judgesSameValue: true, depth: 0, path: [place] };
    this.lowering = lowering;
    this.target = target;
    this.place = this.position.place;
    this.scope = enter(lowering.graph, this.place.resource, this.position.outer);
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
      const place = await refer(this.lowering.graph, this.place, this.scope, keyword, reference);
      const path = [...this.position.path, place];
      const isPart = path.length <= MAX_PATH && !this.position.path.includes(place) && isSmall(place.schema);
      lowered.push(isPart ? await this.part(place, true, path) : this.call(place, true));
    }
    return lowered;
  }

  private sub(keyword: string, key: string | number | undefined, isSameValue: boolean): Promise<Lowered> {
    const pointer = pointerTo(this.place.pointer, keyword);
    const place = this.lowering.graph.requirePlace(
      this.place.resource,
      key === undefined ? pointer : pointerTo(pointer, key),
    );
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
    this.target.hasCalls = true;
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
