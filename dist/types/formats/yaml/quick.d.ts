import { type Value } from '../../model/value.js';
/**
 * The value of a text that is one document in the plainest YAML: block collections by indentation, scalars and flow collections on one line, comments.
 * `undefined` for everything else, also for what is not YAML: then the library has to read it. It never answers with another value than
 * the library's. About ten times as fast, and without a tree.
 */
export declare function readQuickly(text: string): Value | undefined;
