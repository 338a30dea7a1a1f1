import { type Pointer } from '../../model/pointer.js';
import type { SchemaProblem } from '../validator.js';
/**
 * Explains why a value at a place fits none of several forms by the one that it is meant to be: the problems of the form it comes nearest to; where
 * all forms stumble over the same member (the one that names the form) or over what the value is, one problem that lists what they ask
 * for; where no form is nearest, `undefined`.
 */
export declare function bestForm(reasons: readonly (readonly SchemaProblem[])[], at: Pointer): readonly SchemaProblem[] | undefined;
