import type { CST, YAMLMap, YAMLSeq } from 'yaml';
import type { Property } from './node.ts';

/** The tokens that stand before a node: indicators, space, comments, anchor, tag. */
export type Tokens = readonly CST.SourceToken[];

/** The anchor (without its `&`) and the tag among the tokens before a node. */
export function propertiesOf(before: Tokens): {
  readonly anchor: Property | undefined;
  readonly tag: Property | undefined;
} {
  let anchor: Property | undefined;
  let tag: Property | undefined;
  for (const { type, offset, source } of before) {
    if (type === 'anchor') anchor = { text: source.slice(1), start: offset, end: offset + source.length };
    else if (type === 'tag') tag = { text: source, start: offset, end: offset + source.length };
  }
  return { anchor, tag };
}

/** The offset of the first token that belongs to an entry itself: its indicator, anchor or tag. */
export function significantStart(before: Tokens): number | undefined {
  return before.find(
    ({ type }) => type === 'explicit-key-ind' || type === 'seq-item-ind' || type === 'anchor' || type === 'tag',
  )?.offset;
}

/** False for what the parser keeps as an item only to hold comments and blank lines. */
export function isReal({ start, key, sep, value }: CST.CollectionItem): boolean {
  if (significantStart(start) !== undefined) return true;
  return (key !== undefined && key !== null) || value !== undefined || (sep !== undefined && sep.length > 0);
}

/** Where the first entry of a block collection begins. */
export function firstEntryStart(token: CST.Token, otherwise: number): number {
  if (token.type !== 'block-map' && token.type !== 'block-seq') return otherwise;
  const first = (token.items as readonly CST.CollectionItem[]).find(isReal);
  if (first === undefined) return otherwise;
  return significantStart(first.start) ?? first.key?.offset ?? first.sep?.[0]?.offset ?? otherwise;
}

/** The token that a collection was composed from; `undefined` for a pair without braces in a flow sequence. */
export function tokenOf(parsed: YAMLMap | YAMLSeq): CST.Token | undefined {
  return parsed.srcToken;
}
