import type { Origins } from '../../model/origins.js';
import { type Value } from '../../model/value.js';
/**
 * Where each part of a new value comes from in the old one: by the identity of objects; for what copying made new, by the same key, by equal
 * content among what disappeared and what appeared, told apart by where it stood and stands, then by what the parts inside of it say. A scalar that
 * stays ambiguous has no origin. Close to linear. For values within the depth limit; neither value is changed.
 */
export declare function traceOrigins(before: Value, after: Value): Origins;
