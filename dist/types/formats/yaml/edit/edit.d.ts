import type { Part } from '../../alignment.js';
import type { EditedText } from '../../format.js';
/**
 * The text of a file whose documents become what `parts` says, by the smallest edits. Where those would not say it, the smallest container that
 * can is written anew as a whole, and a note says so. Throws `MIGRATION_FAILED` where a member would have to go that its mapping inherits by `<<`.
 * Its own check decides about the way only: `rewrite` reads the result back and compares.
 */
export declare function edit(text: string, parts: ReadonlyMap<number, Part>): EditedText;
