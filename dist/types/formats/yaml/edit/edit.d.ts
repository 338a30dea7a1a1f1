import type { Part } from '../../alignment.js';
import type { EditedText } from '../../format.js';
/**
 * The text of a file whose documents become what `parts` says, by the smallest edits. Throws `MIGRATION_FAILED` where a member would have to
 * go that its mapping inherits by `<<`. Does not check its own result: `rewrite` reads it back and compares.
 */
export declare function edit(text: string, parts: ReadonlyMap<number, Part>): EditedText;
