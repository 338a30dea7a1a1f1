import type { ErrorObject } from 'ajv/dist/types/index.js';
import type { SchemaProblem } from '../validator.js';
import type { Program } from './program.js';
import { type Told } from './told.js';
import type { UndecidedTexts } from './undecided.js';
/** Makes problems for people of the errors that Ajv gives, as `recording.ts` has them: at most a hundred, in the order of the pointers. */
export declare function problemsOf(errors: readonly ErrorObject[], program: Program, undecided: UndecidedTexts): readonly SchemaProblem[];
/** One problem about a value as a whole, by its schema as a whole. */
export declare function problemOfAll(program: Program, told: Told): SchemaProblem;
