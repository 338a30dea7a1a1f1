import { type Value } from '../../model/value.js';
import { type DynamicScope } from './dynamic-scope.js';
import type { SchemaGraph } from './graph.js';
import type { Lowered, Target } from './program.js';
import type { Place } from './resource.js';
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
export declare class Site {
    readonly place: Place;
    private readonly lowering;
    private readonly target;
    private readonly scope;
    private readonly position;
    private readonly members;
    constructor(lowering: Surroundings, target: Draft, position?: Position);
    /** The value of a keyword that the schema has and its dialect knows. In the older drafts, what stands beside a `$ref` does not count. */
    get(keyword: string): Value | undefined;
    has(keyword: string): boolean;
    /** The keys of the object under a keyword. */
    keys(keyword: string): readonly string[];
    /** The sub-schema under a keyword, or under a key or index of it. It judges a part of the value. */
    below(keyword: string, key?: string | number): Promise<Lowered>;
    /** The same, for one that judges the same value. */
    beside(keyword: string, key?: string | number): Promise<Lowered>;
    each(keyword: string, listed: readonly Value[], isSameValue: boolean): Promise<readonly Lowered[]>;
    /** What the references of this schema lead to: a small schema as it is, others as calls. */
    references(): Promise<readonly Lowered[]>;
    private sub;
    private part;
    private call;
}
export {};
