import type { Entry, Node } from '../node.ts';
import { keyIntro, spellKey } from '../render.ts';
import type { Editor } from './editor.ts';

/** The text of a key with its `:`: as it was spelled where the entry came from under the same name, else in the quotes of its old key. */
export function keyText(editor: Editor, name: string, source: Entry | undefined, isFlow: boolean): string {
  const old = source?.key;
  if (old !== undefined && old.name === name && isSimple(old.node, editor.text, isFlow)) {
    return `${editor.text.slice(old.node.start, old.node.end)}:`;
  }
  return isFlow ? `${renamed(editor, name, old?.node, true)}:` : intro(editor, name, old?.node);
}

function intro(editor: Editor, name: string, old: Node | undefined): string {
  const text = renamed(editor, name, old, false);
  return text.length > 900 ? keyIntro(name, editor.tree.rules, editor.style) : `${text}:`;
}

/** A new name in the quotes of the old one, where it had some. */
export function renamed({ tree, style }: Editor, name: string, old: Node | undefined, isFlow: boolean): string {
  const quotes = old?.kind === 'scalar' && (old.style === 'single' || old.style === 'double') ? old.style : undefined;
  return spellKey(name, { rules: tree.rules, isFlow, style: quotes, quote: style.quote });
}

function isSimple(node: Node, text: string, isFlow: boolean): boolean {
  if (node.kind !== 'scalar' || node.anchor !== undefined || node.tag !== undefined) return false;
  if (node.style === 'literal' || node.style === 'folded' || node.style === 'empty' || node.end - node.start > 900)
    return false;
  const source = text.slice(node.start, node.end);
  if (source.includes('\n')) return false;
  return node.style !== 'plain' || !isFlow || !/[,[\]{}:?]/.test(source);
}
