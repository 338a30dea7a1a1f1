import type { SchemaSource, Validator } from '../validator.js';
import { type Workshop } from './lowering.js';
/** The validator of one schema: a verdict first, which is all that a value that fits costs; then, for one that does not, the reasons. */
export declare function createValidator(source: SchemaSource, workshop: Workshop): Promise<Validator>;
