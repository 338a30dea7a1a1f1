import type { Part } from '../alignment.js';
import type { EditedText } from '../format.js';
/**
 * The smallest edit that makes a text hold a new value: what is kept stays or moves as it is written, the rest follows its siblings. `text` is one
 * that the reader accepted.
 */
export declare function editJson(text: string, whole: Part): EditedText;
