import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { getMember, isObject, type Value } from '../../model/value.ts';
import { arrays, items } from './family-arrays.ts';
import { logic } from './family-logic.ts';
import { members, required } from './family-objects.ts';
import { constants, numbers, strings, types } from './family-scalars.ts';
import { unevaluated } from './family-unevaluated.ts';
import type { SchemaGraph } from './graph.ts';
import { keywordOf } from './keywords.ts';
import type { Assertion, SchemaNode } from './node.ts';
import type { Patterns, PatternTest } from './patterns.ts';
import type { Place, Resource } from './resource.ts';
import { invalid } from './schema-errors.ts';
import type { Family, Scope } from './scope.ts';
import { spell } from './words.ts';

/** What a schema is compiled with. */
export interface Workshop {
  readonly graph: SchemaGraph;
  readonly patterns: Patterns;
  readonly assertFormats: boolean;
}

/** Cheap ones first; `unevaluated` looks at all others. */
const FAMILIES: readonly Family[] = [
  types,
  constants,
  numbers,
  strings,
  required,
  members,
  items,
  arrays,
  logic,
  unevaluated,
];

/** As many schemas as may judge one value in a row, each called by the one before. */
const MAX_CHAIN = 256;

/**
 * The dynamic scope: which place each dynamic anchor means, by the outermost resource on the way here. A schema is compiled once for each
 * scope it is reached in, so `$dynamicRef` and `$recursiveRef` are plain references in the end.
 */
interface DynamicScope {
  readonly key: string;
  readonly anchors: ReadonlyMap<string, Place>;
}

const NOWHERE: DynamicScope = { key: '', anchors: new Map() };
/** No anchor of a schema can have this name. */
const RECURSIVE = '#recursive';

interface Draft extends SchemaNode {
  readonly assertions: Assertion[];
  readonly sameValue: SchemaNode[];
  readonly scope: DynamicScope;
  verdicts: Map<Value, boolean> | undefined;
}

/** A schema that is ready to judge. */
export interface Linked {
  readonly root: SchemaNode;
  /** Forgets the verdicts on one value, before the next. */
  forget(): void;
}

/** Compiles a schema and all that it refers to. Throws `StatefixError` as `SchemaCompiler.compile` says. */
export async function link(place: Place, workshop: Workshop): Promise<Linked> {
  const linker = new Linker(workshop);
  const root = linker.node(place, NOWHERE);
  const shared = await linker.finish();
  return {
    root,
    forget() {
      for (const verdicts of shared) verdicts.clear();
    },
  };
}

class Linker {
  private readonly workshop: Workshop;
  private readonly nodes = new Map<string, Draft>();
  private readonly waiting: Draft[] = [];

  constructor(workshop: Workshop) {
    this.workshop = workshop;
  }

  node(place: Place, outer: DynamicScope): Draft {
    const scope = this.enter(place.resource, outer);
    const key = `${place.resource.document.number}#${place.pointer} ${scope.key}`;
    const known = this.nodes.get(key);
    if (known !== undefined) {
      known.verdicts ??= new Map();
      return known;
    }
    const node: Draft = { place, assertions: [], sameValue: [], scope, verdicts: undefined };
    this.nodes.set(key, node);
    this.waiting.push(node);
    return node;
  }

  /** Builds what waits, without recursion: schemas may refer to each other however far they like. Gives the memories of shared nodes. */
  async finish(): Promise<readonly Map<Value, boolean>[]> {
    for (let node = this.waiting.pop(); node !== undefined; node = this.waiting.pop()) await this.build(node);
    ensureEnd(this.nodes.values());
    return [...this.nodes.values()].flatMap(({ verdicts }) => verdicts ?? []);
  }

  private async build(node: Draft): Promise<void> {
    const { schema } = node.place;
    if (schema === false) node.assertions.push(nothing(node.place));
    if (!isObject(schema)) return;
    const scope = this.scopeOf(node, schema);
    for (const family of FAMILIES) node.assertions.push(...(await family(scope)));
  }

  private scopeOf(node: Draft, schema: Scope['schema']): Scope {
    const { place } = node;
    const { dialect } = place.resource;
    // In the older drafts, what stands beside a `$ref` does not count.
    const isReference = dialect.draft <= 7 && typeof getMember(schema, '$ref') === 'string';
    const child = (keyword: string, key?: string | number): Draft => {
      const pointer = pointerTo(place.pointer, keyword);
      const at = key === undefined ? pointer : pointerTo(pointer, key);
      return this.node(this.placeAt(place.resource, at), node.scope);
    };
    const beside = (other: Draft): Draft => {
      node.sameValue.push(other);
      return other;
    };
    return {
      place,
      schema,
      has: (keyword) =>
        Object.hasOwn(schema, keyword) &&
        (!isReference || keyword === '$ref') &&
        keywordOf(keyword, dialect) !== undefined,
      below: child,
      beside: (keyword, key) => beside(child(keyword, key)),
      refer: async (keyword, reference) => beside(await this.target(node, keyword, reference)),
      pattern: (pattern) => this.pattern(place, pattern),
      assertsFormats: this.workshop.assertFormats || dialect.vocabularies.has('format-assertion'),
      assertions: node.assertions,
    };
  }

  private async target(node: Draft, keyword: string, reference: string): Promise<Draft> {
    const { place, anchor } = await this.workshop.graph.resolve(node.place, keyword, reference);
    const { resource } = place;
    if (keyword === '$dynamicRef' && anchor !== undefined && resource.dynamicAnchors.has(anchor)) {
      return this.node(node.scope.anchors.get(anchor) ?? place, node.scope);
    }
    if (keyword === '$recursiveRef' && resource.isRecursiveAnchor && place.pointer === resource.root) {
      return this.node(node.scope.anchors.get(RECURSIVE) ?? place, node.scope);
    }
    return this.node(place, node.scope);
  }

  private async pattern(place: Place, pattern: string): Promise<PatternTest> {
    const test = await this.workshop.patterns.compile(pattern);
    if (test !== undefined) return test;
    throw invalid(place.resource.document, place.pointer, `${spell(pattern)} is no regular expression of ECMAScript`);
  }

  private enter(resource: Resource, outer: DynamicScope): DynamicScope {
    const names = [...resource.dynamicAnchors].filter(([name]) => !outer.anchors.has(name));
    if (resource.isRecursiveAnchor && !outer.anchors.has(RECURSIVE)) names.push([RECURSIVE, resource.root]);
    if (names.length === 0) return outer;
    const anchors = new Map(outer.anchors);
    for (const [name, pointer] of names) anchors.set(name, this.placeAt(resource, pointer));
    const spelled = [...anchors].map(([name, place]) => `${name}=${place.resource.document.number}#${place.pointer}`);
    return { key: spelled.sort().join(' '), anchors };
  }

  private placeAt(resource: Resource, pointer: Pointer): Place {
    const place = this.workshop.graph.placeAt(resource, pointer);
    if (place === undefined) throw invalid(resource.document, pointer, 'no schema stands here');
    return place;
  }
}

/** The schema `false`. */
function nothing(place: Place): Assertion {
  return {
    fits: () => false,
    explain(value: Value, at, out) {
      out.tell(place, { keyword: 'false', pointer: at, expected: 'nothing here', found: spell(value) });
    },
  };
}

/** Refuses schemas that would call themselves on the same value for ever, or too far for the stack. */
function ensureEnd(nodes: Iterable<SchemaNode>): void {
  const height = new Map<SchemaNode, number>();
  const open = new Set<SchemaNode>();
  for (const start of nodes) {
    const path: { readonly node: SchemaNode; next: number }[] = [];
    const visit = (node: SchemaNode): void => {
      if (height.has(node)) return;
      const { document } = node.place.resource;
      if (open.has(node)) {
        throw invalid(document, node.place.pointer, 'it refers back to itself on the same value, which has no end');
      }
      open.add(node);
      path.push({ node, next: 0 });
    };
    visit(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { node } = step;
      const child = node.sameValue[step.next];
      step.next += 1;
      if (child !== undefined) {
        visit(child);
        continue;
      }
      const own = 1 + node.sameValue.reduce((most, each) => Math.max(most, height.get(each) ?? 0), 0);
      if (own > MAX_CHAIN) {
        const reason = `more than ${MAX_CHAIN} schemas follow one another on the same value`;
        throw invalid(node.place.resource.document, node.place.pointer, reason);
      }
      height.set(node, own);
      open.delete(node);
      path.pop();
    }
  }
}
