import {
  type CST,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Range,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Finding, Position, Span } from '../../model/finding.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import type { Value } from '../../model/value.ts';
import { MAX_DEPTH } from '../format.ts';
import { duplicatesIn } from './duplicates.ts';
import {
  type AliasNode,
  type Collection,
  type Entry,
  mergeSources,
  type Node,
  type ScalarNode,
  type Tree,
} from './node.ts';
import type { Rules } from './plain.ts';
import { type Base, scalarFrom } from './scalar.ts';
import type { ScannedDocument } from './scan.ts';
import { firstEntryStart, isReal, propertiesOf, significantStart, type Tokens, tokenOf } from './tokens.ts';
import { cloneValue, mergedValue } from './values.ts';

/** The tree of one document, and what is wrong with what it says, in the order of the text. */
export interface Built {
  readonly tree: Tree;
  readonly faults: readonly Finding[];
}

/** Where a node stands: its pointer, the tokens before it (of which an anchor and a tag are its own), and its place if it is empty. */
interface Place {
  readonly pointer: Pointer;
  readonly parentIndent: number;
  readonly before: Tokens;
  readonly slot: number;
}

/** Aliases may make a document this many times larger than it is written, or add this many nodes to a small one. */
const EXPANSION = 10;
const FREE_EXPANSION = 10_000;

/**
 * Builds the tree of a document that the library accepted: anchors and aliases resolved, `<<` merged, keys compared. Recursive: only
 * for documents within the depth limit. Never writes out an alias beyond the limits, nor nests deeper than they allow.
 */
export function build(
  text: string,
  { document, token }: ScannedDocument,
  positionOf: (offset: number) => Position,
): Built {
  const rules: Rules = document.directives.yaml.version === '1.1' ? '1.1' : '1.2';
  const contents = (document.contents ?? null) as ParsedNode | null;
  const limit = Math.max(FREE_EXPANSION, EXPANSION * countNodes(contents));
  const faults: Finding[] = [];
  const anchors = new Map<string, ScalarNode | Collection | 'open'>();
  let references = 0;
  let expanded = 0;
  let refused = 0;
  let isTooDeep = false;

  const fail = (reason: string, pointer: Pointer, span: Span): void => {
    faults.push({ code: 'SYNTAX_INVALID', pointer, args: { reason }, span });
  };

  const nodeOf = (parsed: ParsedNode | null, place: Place): Node => {
    const { anchor, tag } = propertiesOf(place.before);
    const before = references;
    if (anchor !== undefined) {
      references += 1;
      anchors.set(anchor.text, 'open');
    }
    const node = contentOf(parsed, place, { anchor, tag, parentIndent: place.parentIndent }, before);
    if (anchor !== undefined && node.kind !== 'alias') anchors.set(anchor.text, node);
    return node;
  };

  const contentOf = (parsed: ParsedNode | null, place: Place, base: Base, before: number): Node => {
    if (isAlias(parsed)) return aliasOf(parsed.source, parsed.range as Range, place.pointer, base);
    if (isCollection(parsed)) return collectionOf(parsed, place, base, before);
    return scalarFrom(isScalar(parsed) ? parsed : null, place.slot, base, rules, (fault) =>
      faults.push({ ...fault, pointer: place.pointer } as Finding),
    );
  };

  const aliasOf = (name: string, [start, end]: Range, pointer: Pointer, base: Base): Node => {
    references += 1;
    const span = { start, end };
    const refuse = (): ScalarNode => {
      refused += 1;
      return {
        kind: 'scalar',
        ...base,
        ...span,
        style: 'plain',
        value: null,
        hasReferences: true,
        size: 1,
        depth: 0,
      };
    };
    const target = anchors.get(name);
    if (target === 'open') {
      faults.push({ code: 'ALIAS_EXCEEDED', pointer, args: { reason: 'cycle', anchor: name }, span });
      return refuse();
    }
    if (target === undefined) {
      fail(`the alias *${name.slice(0, 100)} has no anchor before it`, pointer, span);
      return refuse();
    }
    const wasWithin = expanded <= limit;
    expanded += target.size;
    if (expanded > limit) {
      if (wasWithin) faults.push({ code: 'ALIAS_EXCEEDED', pointer, args: { reason: 'bomb', anchor: name }, span });
      return refuse();
    }
    const { value, size, depth } = target;
    return {
      kind: 'alias',
      ...base,
      ...span,
      name,
      target,
      value,
      size,
      depth,
      hasReferences: true,
    } satisfies AliasNode;
  };

  const collectionOf = (parsed: YAMLMap | YAMLSeq, place: Place, base: Base, before: number): Node => {
    const source = tokenOf(parsed);
    const isBare = source === undefined;
    const isFlow = isBare || source.type === 'flow-collection';
    const [start, valueEnd] = parsed.range ?? [place.slot, place.slot];
    const first = isBare || source.type === 'flow-collection' ? start : firstEntryStart(source, start);
    const column = first - (text.lastIndexOf('\n', first - 1) + 1);
    const indent = isFlow ? place.parentIndent : column;
    const entries = isMap(parsed)
      ? parsed.items.map((pair) =>
          memberOf(pair.srcToken, pair.key as ParsedNode, pair.value as ParsedNode | null, place.pointer, indent),
        )
      : itemsOf(parsed.items as ParsedNode[], source, place.pointer, indent);
    let depth = 1 + entries.reduce((most, { value }) => Math.max(most, value.depth), 0);
    let value: Value = null;
    if (depth > MAX_DEPTH) {
      if (!isTooDeep)
        faults.push({
          code: 'DEPTH_EXCEEDED',
          pointer: place.pointer,
          args: { limit: MAX_DEPTH },
          span: { start: first, end: first + 1 },
        });
      isTooDeep = true;
      depth = 0;
    } else if (isMap(parsed)) {
      faults.push(...duplicatesIn(text, entries, place.pointer, positionOf));
      value = mergedValue(entries);
    } else
      value = entries.map((entry) =>
        entry.value.kind === 'alias' ? cloneValue(entry.value.value) : entry.value.value,
      );
    return {
      kind: isMap(parsed) ? 'map' : 'seq',
      ...base,
      start: first,
      end: isFlow ? valueEnd : (entries.at(-1)?.end ?? valueEnd),
      value,
      hasReferences: references > before || base.anchor !== undefined,
      size: 1 + entries.reduce((sum, entry) => sum + entry.value.size, 0),
      depth,
      isFlow,
      column,
      entries,
      isBare,
    };
  };

  const memberOf = (
    item: CST.CollectionItem | undefined,
    keyParsed: ParsedNode,
    valueParsed: ParsedNode | null,
    pointer: Pointer,
    indent: number,
  ): Entry => {
    const before = item?.start ?? [];
    const sep = item?.sep ?? [];
    const colon = sep.find(({ type }) => type === 'map-value-ind');
    const question = before.find(({ type }) => type === 'explicit-key-ind');
    const start = significantStart(before) ?? keyParsed.range[0];
    const node = nodeOf(keyParsed, {
      pointer,
      parentIndent: indent,
      before,
      slot: question === undefined ? start : question.offset + 1,
    });
    const name = keyNameOf(node, pointer);
    const isMerge = isMergeKey(node, text);
    const slot = colon === undefined ? node.end : colon.offset + 1;
    const refusedBefore = refused;
    const value = nodeOf(valueParsed, { pointer: pointerTo(pointer, name), parentIndent: indent, before: sep, slot });
    // An alias that was refused has been told of, and stands for nothing that could be merged.
    if (isMerge && refused === refusedBefore && mergeSources(value) === undefined) {
      fail('<< asks for a mapping, or a sequence of mappings, to merge', pointer, {
        start: value.start,
        end: value.end,
      });
    }
    const key = { name, node, hasColon: colon !== undefined, isExplicit: question !== undefined, isMerge };
    return { start, end: Math.max(value.end, slot), slot, value, key };
  };

  const itemsOf = (
    items: readonly ParsedNode[],
    source: CST.Token | undefined,
    pointer: Pointer,
    indent: number,
  ): Entry[] => {
    const tokens =
      source !== undefined && 'items' in source ? (source.items as CST.CollectionItem[]).filter(isReal) : [];
    return items.map((parsed, index) => {
      const before = tokens[index]?.start ?? [];
      const dash = before.find(({ type }) => type === 'seq-item-ind');
      const isPair = isMap(parsed) && parsed.srcToken === undefined;
      const slot = dash === undefined ? (significantStart(before) ?? parsed.range[0]) : dash.offset + 1;
      const value = nodeOf(parsed, {
        pointer: pointerTo(pointer, index),
        parentIndent: indent,
        before: isPair ? [] : before,
        slot,
      });
      const start = dash?.offset ?? Math.min(slot, value.start);
      return { start, end: Math.max(value.end, slot), slot, value, key: undefined };
    });
  };

  const keyNameOf = (node: Node, pointer: Pointer): string => {
    if (typeof node.value !== 'object' || node.value === null) return node.value === null ? '' : String(node.value);
    fail('a mapping or a sequence is used as a key', pointer, { start: node.start, end: node.end });
    return text.slice(node.start, node.end);
  };

  const before = token?.start ?? [];
  const marker = before.find(({ type }) => type === 'doc-start');
  const end = document.range[2];
  const slot =
    marker === undefined ? (token?.value === undefined ? end : (contents?.range[0] ?? end)) : marker.offset + 3;
  const root = nodeOf(contents, { pointer: '', parentIndent: -1, before, slot });
  faults.sort((left, right) => (left.span?.start ?? 0) - (right.span?.start ?? 0));
  return { tree: { root, slot, hasMarker: marker !== undefined, end, rules }, faults };
}

function isMergeKey(node: Node, text: string): boolean {
  if (node.kind !== 'scalar' || node.style !== 'plain' || node.value !== '<<') return false;
  const tag = node.tag?.text;
  return (tag === undefined || tag === '!!merge') && text.startsWith('<<', node.start);
}

function countNodes(parsed: unknown): number {
  if (isMap(parsed)) return parsed.items.reduce((sum, { value }) => sum + 1 + countNodes(value), 1);
  return isSeq(parsed) ? parsed.items.reduce<number>((sum, item) => sum + countNodes(item), 1) : 1;
}
