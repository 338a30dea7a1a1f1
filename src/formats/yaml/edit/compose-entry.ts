import { type Collection, type Entry, isBlockCollection, isBlockScalar } from '../node.ts';
import type { Insert } from './assign.ts';
import { flowComments } from './comments.ts';
import { type Editor, pointerOf, type Target } from './editor.ts';
import { limitOf } from './homes.ts';
import { keyText } from './keys.ts';
import { headBetween, layout } from './layout.ts';
import { commentBehind, lineAt, lineEnd, lineStart, nextLine, ownStart } from './lines.ts';

/** A whole new entry of a block collection: its own comments, key or dash, value, comment; every line indented, no line break at the end. */
export function composeEntry(
  editor: Editor,
  insert: Insert,
  column: number,
  kind: Collection['kind'],
  parent: string,
): { readonly text: string; readonly isOpenEnded: boolean } {
  const { style, settled } = editor;
  const target: Target = {
    kind: kind === 'map' ? 'member' : 'item',
    isFlow: false,
    parentIndent: column,
    pointer: pointerOf(parent, insert),
  };
  const margin = ' '.repeat(column);
  const source = insert.part.origin === undefined ? undefined : editor.find(insert.part.origin)?.entry;
  const carried = source !== undefined && !settled.has(source) ? commentsOf(editor, source) : undefined;
  if (source !== undefined && carried !== undefined) settled.add(source);
  const intro = insert.key === undefined ? '-' : keyText(editor, insert.key, source, false);
  const fragment = editor.compose(insert.part, target);
  const body = layout(editor, target, fragment, fragment.head, carried?.tail ?? '');
  const lines = (carried?.above ?? []).map((line) => margin + line);
  return { text: [...lines, margin + intro + body].join(style.eol), isOpenEnded: fragment.isOpenEnded };
}

/** The comments that belong to an entry of a block collection and move with it: those above it, and the one behind it. */
function commentsOf(
  { text, homeOf }: Editor,
  entry: Entry,
): { readonly above: readonly string[]; readonly tail: string } {
  const home = homeOf(entry);
  if (home === undefined) return { above: [], tail: '' };
  if (home.parent.isFlow) return flowComments(text, entry, home);
  const start = ownStart(text, entry, limitOf(text, home), home.index === 0);
  const above: string[] = [];
  for (let at = start; at < lineStart(text, entry.start); at = nextLine(text, at)) {
    if (lineAt(text, at).kind === 'comment') above.push(text.slice(at, lineEnd(text, at)).trim());
  }
  const isInline = !isBlockCollection(entry.value) && !isBlockScalar(entry.value);
  const hasHead = isInline && headBetween(text, entry.slot, entry.value.start).lines.length > 0;
  if (!isInline || (entry.value.kind === 'alias' && entry.key?.isMerge === true)) return { above, tail: '' };
  return { above, tail: hasHead ? '' : commentBehind(text, entry.end) };
}
