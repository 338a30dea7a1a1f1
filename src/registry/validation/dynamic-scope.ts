import type { SchemaGraph } from './graph.ts';
import type { Place, Resource } from './resource.ts';

/**
 * The dynamic scope: which place each dynamic anchor means, by the outermost resource on the way here. A schema is lowered once for each
 * scope it is reached in, so `$dynamicRef` and `$recursiveRef` are plain references in the end.
 */
export interface DynamicScope {
  readonly key: string;
  readonly anchors: ReadonlyMap<string, Place>;
}

export const NOWHERE: DynamicScope = { key: '', anchors: new Map() };
/** No anchor of a schema can have this name. */
const RECURSIVE = '#recursive';

/** The scope inside a resource that is reached from another scope. */
export function enter(graph: SchemaGraph, resource: Resource, outer: DynamicScope): DynamicScope {
  const names = [...resource.dynamicAnchors].filter(([name]) => !outer.anchors.has(name));
  if (resource.isRecursiveAnchor && !outer.anchors.has(RECURSIVE)) names.push([RECURSIVE, resource.root]);
  if (names.length === 0) return outer;
  const anchors = new Map(outer.anchors);
  for (const [name, pointer] of names) anchors.set(name, graph.requirePlace(resource, pointer));
  const spelled = [...anchors].map(([name, place]) => `${name}=${place.resource.document.number}#${place.pointer}`);
  return { key: spelled.sort().join(' '), anchors };
}

/** Where a reference leads, from a place in a scope. Throws `StatefixError` where that is nowhere. */
export async function refer(
  graph: SchemaGraph,
  from: Place,
  scope: DynamicScope,
  keyword: string,
  reference: string,
): Promise<Place> {
  const { place, anchor } = await graph.resolve(from, keyword, reference);
  const { resource } = place;
  if (keyword === '$dynamicRef' && anchor !== undefined && resource.dynamicAnchors.has(anchor)) {
    return scope.anchors.get(anchor) ?? place;
  }
  if (keyword === '$recursiveRef' && resource.isRecursiveAnchor && place.pointer === resource.root) {
    return scope.anchors.get(RECURSIVE) ?? place;
  }
  return place;
}
