import type { Format } from '../format.js';
/**
 * YAML 1.2 with `<<`, one document or several, as an object; `%YAML 1.1` is honoured. What a tag of another vocabulary means is not known:
 * such a scalar is a string, such a collection what its brackets say, and the tag stays.
 */
export declare const yaml: Format;
