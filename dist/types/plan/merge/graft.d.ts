import type { Format } from '../../formats/format.js';
import { type Pointer } from '../../model/pointer.js';
import type { ParsedFile } from '../../model/state-file.js';
/** Ours with the whole of theirs put in as one more part, so that an edit can move parts of theirs as they are written, comments and all. */
export interface Graft {
    readonly file: ParsedFile;
    /** Where theirs stands in it. */
    readonly at: Pointer;
}
/**
 * Puts theirs into ours. `undefined` where that cannot be done without a trace: both hold one document, ours is an object or an array, and taking theirs
 * out again must give ours byte for byte.
 */
export declare function graft(ours: ParsedFile, theirs: ParsedFile, format: Format): Graft | undefined;
