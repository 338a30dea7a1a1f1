import { StatefixError } from '../../../model/errors.ts';
import type { Finding } from '../../../model/finding.ts';
import { type Value, valuesEqual } from '../../../model/value.ts';
import type { Part } from '../../alignment.ts';
import type { EditedText } from '../../format.ts';
import type { Tree } from '../node.ts';
import { readAhead, readText } from '../read.ts';
import { commentsLost } from './comments.ts';
import { editTree } from './document.ts';
import type { Note } from './editor.ts';
import { withFinalBreak } from './final-break.ts';
import { applyPatches, OverlapError, type Patch } from './patch.ts';
import { type Rewriting, rewriteLess } from './written-anew.ts';

/**
 * The text of a file whose documents become what `parts` says, by the smallest edits. Where those would not say it, the smallest container that
 * can is written anew as a whole, and a note says so. Throws `MIGRATION_FAILED` where a member would have to go that its mapping inherits by `<<`.
 * Its own check decides about the way only: `rewrite` reads the result back and compares.
 */
export function edit(text: string, parts: ReadonlyMap<number, Part>): EditedText {
  const read = readText(text);
  if (read.kind === 'faults') throw new StatefixError('INTERNAL', 'a text that does not parse cannot be edited');
  const { trees } = read;
  for (const index of parts.keys()) {
    if (trees[index] === undefined) throw new StatefixError('INTERNAL', `the file has no document ${index}`);
  }
  const wanted = trees.map(({ root }, index) => (parts.get(index) ?? root).value);
  const attempt = (tried: ReadonlyMap<number, Part>): EditedText | undefined => {
    const edited = editOnce(text, trees, tried);
    return edited !== undefined && says(edited.text, wanted) ? edited : undefined;
  };
  const finest = attempt(parts);
  if (finest !== undefined) return finest;
  const rewritten = rewriteLess(parts, attempt);
  if (rewritten === undefined) {
    throw new StatefixError('INTERNAL', 'The YAML editor found no text that says the new value. Nothing was written.', {
      hint: 'This is a bug in statefix: please report it, with the file and the migration if you can share them.',
    });
  }
  const { edited, rewritings } = rewritten;
  const notes = [...edited.notes, ...noted(rewritings, commentsLost(text, edited.text), trees.length > 1)];
  // What was read last is what the caller is about to read.
  readAhead(edited.text);
  return { text: edited.text, notes };
}

/** The text by the smallest edits; `undefined` where those get in each other's way. */
function editOnce(text: string, trees: readonly Tree[], parts: ReadonlyMap<number, Part>): EditedText | undefined {
  const patches: Patch[] = [];
  const notes: Note[] = [];
  try {
    for (const [index, part] of parts) {
      const document = trees.length > 1 ? { document: index } : {};
      const note = (pointer: string, reason: string): void => {
        notes.push({ code: 'SPELLING_CHANGED', pointer, args: { reason }, ...document });
      };
      editTree(text, trees[index] as Tree, part, note, patches);
    }
    if (patches.length === 0) return { text, notes };
    return { text: withFinalBreak(text, applyPatches(text, patches), patches), notes };
  } catch (error) {
    if (error instanceof OverlapError) return undefined;
    throw error;
  }
}

function says(text: string, wanted: readonly Value[]): boolean {
  const read = readAhead(text);
  if (read.kind === 'faults' || read.documents.length !== wanted.length) return false;
  return read.documents.every((value, index) => valuesEqual(value, wanted[index] as Value));
}

/** Says of each part that was written anew that it was, and of the comments that are gone which. */
function noted(rewritings: readonly Rewriting[], lost: readonly string[], isSeveral: boolean): readonly Finding[] {
  const named = lost.length === 0 ? '' : `; these comments are not in it: ${lost.join(', ')}`;
  return rewritings.map(({ document, pointer }, index) => ({
    code: 'SPELLING_CHANGED',
    pointer,
    args: { reason: `this part is written anew, its old layout cannot carry the change${index === 0 ? named : ''}` },
    ...(isSeveral ? { document } : {}),
  }));
}
