import { type Value } from '../../model/value.js';
import type { Draft } from './dialects.js';
import type { Shape } from './keywords.js';
/**
 * What is wrong with the value of a keyword, as the meta-schemas of the drafts judge it, in words that follow "must be"; `undefined` where nothing is.
 * Sub-schemas are not judged here: whoever walks the schema comes to them.
 */
export declare function shapeFault(shape: Shape, value: Value, draft: Draft): string | undefined;
/** True for what can be a schema: an object, from draft-06 on a boolean, too. */
export declare function isSchema(value: Value, draft: Draft): boolean;
