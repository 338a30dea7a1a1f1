import type { Node } from '../node.ts';
import type { Editor, Wish } from './editor.ts';

/** The anchor and the tag for a new text of a node, and keeps track of the anchor: a second text of the node goes without. */
export function propertiesFor({ anchors, text }: Editor, node: Node, wish: Wish): string {
  const { anchor, tag } = node;
  const properties: string[] = [];
  if (anchor !== undefined && !anchors.isWritten(node)) {
    anchors.markWritten(node);
    if (wish === 'same') anchors.define(anchor.text, node.value, node);
    else anchors.define(anchor.text, wish.value, undefined);
    properties.push(text.slice(anchor.start, anchor.end));
  }
  if (tag !== undefined) properties.push(tag.text);
  return properties.join(' ');
}
