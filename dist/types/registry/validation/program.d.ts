import type { PatternTest } from './patterns.js';
import type { Place } from './resource.js';
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
    /** It calls targets itself. */
    readonly hasCalls: boolean;
    /** The targets that judge the same value as this one. */
    readonly sameValue: readonly Target[];
}
/** Where a lowered schema comes from. */
export interface Origin {
    readonly place: Place;
    /** For the `required` that stands for a dependency: the keyword, and the member that asks. */
    readonly dependency?: {
        readonly keyword: string;
        readonly key: string;
    };
}
/** All that a schema needs to judge, in the form for Ajv. The first target is the schema itself. */
export interface Program {
    readonly targets: readonly Target[];
    readonly origins: WeakMap<object, Origin>;
    readonly patterns: ReadonlyMap<string, PatternTest>;
    /** Whether any `unevaluated…` must know what others have looked at. */
    readonly isTracking: boolean;
}
