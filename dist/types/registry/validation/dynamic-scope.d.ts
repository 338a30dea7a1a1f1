import type { SchemaGraph } from './graph.js';
import type { Place, Resource } from './resource.js';
/**
 * The dynamic scope: which place each dynamic anchor means, by the outermost resource on the way here. A schema is lowered once for each
 * scope it is reached in, so `$dynamicRef` and `$recursiveRef` are plain references in the end.
 */
export interface DynamicScope {
    readonly key: string;
    readonly anchors: ReadonlyMap<string, Place>;
}
export declare const NOWHERE: DynamicScope;
/** The scope inside a resource that is reached from another scope. */
export declare function enter(graph: SchemaGraph, resource: Resource, outer: DynamicScope): DynamicScope;
/** Where a reference leads, from a place in a scope. Throws `StatefixError` where that is nowhere. */
export declare function refer(graph: SchemaGraph, from: Place, scope: DynamicScope, keyword: string, reference: string): Promise<Place>;
