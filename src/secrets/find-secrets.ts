import type { Span } from '../model/finding.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Value } from '../model/value.ts';
import { allowanceOf } from './allowance.ts';
import { type Secrecy, secrecyOf } from './key-names.ts';
import { type TextLeaf, textLeavesOf } from './leaves.ts';
import { isLikelySecret } from './likely.ts';
import type { Match, Scanner } from './match.ts';

/** A secret and where it stands. */
export interface FoundSecret {
  /** The rule that recognised it: one of secretlint's, such as `github`, or `key-name`. */
  readonly rule: string;
  /** The text that holds it; `''` for one in a comment, in a key, or in a text that is no document. */
  readonly pointer: Pointer;
  readonly document: number;
  /** The whole value, else what the rule recognised; `undefined` where the value cannot be located. */
  readonly span: Span | undefined;
  /** What was recognised, all of it in one text. Must be shown nowhere. */
  readonly values: readonly string[];
  /** The whole text that holds it: what is told of that must not be shown, either, because it may be cut anywhere. */
  readonly holder: string;
}

/** What is looked over. */
export interface Subject {
  readonly text: string;
  /** None where the text is no document of its format. */
  readonly documents: readonly Value[];
  readonly extension: string;
  /** Where values stand in the text. */
  locate(document: number, pointers: ReadonlySet<Pointer>): ReadonlyMap<Pointer, { readonly value: Span }>;
}

/** A leaf, and where in the text that all leaves are written into its value stands. */
interface WrittenLeaf extends TextLeaf {
  readonly start: number;
  readonly end: number;
}

/** Where the secret of such a key file stands. */
const SERVICE_KEY = '/private_key';

/** No text of a person has it, and no rule looks across it. */
const BETWEEN = '\n\0\n';

/**
 * Finds the secrets in a file, each place once, in the order of the text: in its values as readers of the file get them, whatever their escapes, and in
 * the text itself, comments and keys included. What stands at an allowed place, or below one, is no secret. Takes time in proportion to the text.
 */
export async function findSecrets(
  subject: Subject,
  allowed: readonly Pointer[],
  scan: Scanner,
): Promise<readonly FoundSecret[]> {
  const { leaves, text } = written(textLeavesOf(subject.documents));
  const recognised = new Map<WrittenLeaf, Recognised>();
  for (const { rule, start, end } of await scan(text, '')) {
    const leaf = lastBefore(leaves, end - 1);
    if (leaf === undefined || start >= leaf.end) continue;
    const value = leaf.value.slice(Math.max(0, start - leaf.start), end - leaf.start);
    const known = recognised.get(leaf);
    if (known === undefined) recognised.set(leaf, { rule, values: [value] });
    else known.values.push(value);
  }
  for (const leaf of namedSecrets(leaves)) {
    if (!recognised.has(leaf)) recognised.set(leaf, { rule: 'key-name', values: [leaf.value] });
  }
  const matches = await scan(subject.text, subject.extension);
  for (const match of matches) {
    const key = isWhole(match, subject.text) ? leaves.find(({ pointer }) => pointer === SERVICE_KEY) : undefined;
    if (key !== undefined) recognised.set(key, { rule: match.rule, values: [key.value] });
  }
  if (recognised.size === 0 && matches.length === 0) return [];
  return placed(subject, { leaves, recognised, matches }, allowanceOf(allowed));
}

/** All leaves as one text, `key: value` each: thousands of small texts would cost the rules thousands of runs. */
function written(leaves: readonly TextLeaf[]): { readonly leaves: readonly WrittenLeaf[]; readonly text: string } {
  const texts: string[] = [];
  let offset = 0;
  const placed = leaves.map(({ pointer, document, key, value }): WrittenLeaf => {
    const start = offset + key.length + 2;
    const end = start + value.length;
    texts.push(key, ': ', value, BETWEEN);
    offset = end + BETWEEN.length;
    return { pointer, document, key, value, start, end };
  });
  return { leaves: placed, text: texts.join('') };
}

/** Those whose keys name a secret, and that look like one. A document has few keys and many values. */
function namedSecrets(leaves: readonly WrittenLeaf[]): readonly WrittenLeaf[] {
  const known = new Map<string, Secrecy | undefined>();
  return leaves.filter(({ key, value }) => {
    if (!known.has(key)) known.set(key, secrecyOf(key));
    const secrecy = known.get(key);
    return secrecy !== undefined && isLikelySecret(value, secrecy);
  });
}

interface Recognised {
  readonly rule: string;
  readonly values: string[];
}

interface Known {
  readonly leaves: readonly WrittenLeaf[];
  readonly recognised: ReadonlyMap<WrittenLeaf, Recognised>;
  readonly matches: readonly Match[];
}

function placed(
  { text, locate }: Subject,
  { leaves, recognised, matches }: Known,
  isAllowed: (pointer: Pointer) => boolean,
): readonly FoundSecret[] {
  const spans = spansOf(leaves, locate);
  const inside = [...recognised].map(([leaf, known]) => ({ ...placeOf(leaf, spans), ...known, holder: leaf.value }));
  return [
    ...inside.filter(({ pointer }) => !isAllowed(pointer)),
    ...outsideOf(text, matches, [...spans.values()]),
  ].sort((left, right) => (left.span?.start ?? 0) - (right.span?.start ?? 0));
}

/** What stands in comments and keys, or in a text that is no document. Of what begins in a value, the value itself tells more than its neighbours. */
function outsideOf(text: string, matches: readonly Match[], values: readonly Span[]): readonly FoundSecret[] {
  const inOrder = values.toSorted((left, right) => left.start - right.start);
  const found: FoundSecret[] = [];
  let end = 0;
  for (const match of matches) {
    const value = lastBefore(inOrder, match.start);
    const isInside = value !== undefined && match.start < value.end;
    // Two rules may know the same text.
    if (isInside || match.start < end || isWhole(match, text)) continue;
    end = match.end;
    const span = { start: match.start, end: match.end };
    const holder = text.slice(span.start, span.end);
    found.push({ rule: match.rule, pointer: '', document: 0, span, values: [holder], holder });
  }
  return found;
}

/** The one rule that knows a document by its members means all of it: the key file of a service account. */
function isWhole({ start, end }: Match, text: string): boolean {
  return start === 0 && end === text.length;
}

function placeOf(leaf: WrittenLeaf, spans: ReadonlyMap<WrittenLeaf, Span>) {
  return { pointer: leaf.pointer, document: leaf.document, span: spans.get(leaf) };
}

function spansOf(leaves: readonly WrittenLeaf[], locate: Subject['locate']): ReadonlyMap<WrittenLeaf, Span> {
  const spans = new Map<WrittenLeaf, Span>();
  for (const [document, group] of byDocument(leaves)) {
    const places = locate(document, new Set(group.map(({ pointer }) => pointer)));
    for (const leaf of group) {
      const place = places.get(leaf.pointer);
      if (place !== undefined) spans.set(leaf, place.value);
    }
  }
  return spans;
}

function byDocument(leaves: readonly WrittenLeaf[]): ReadonlyMap<number, readonly WrittenLeaf[]> {
  const groups = new Map<number, WrittenLeaf[]>();
  for (const leaf of leaves) {
    const group = groups.get(leaf.document);
    if (group === undefined) groups.set(leaf.document, [leaf]);
    else group.push(leaf);
  }
  return groups;
}

/** Of those in the order of their starts, the last that starts at or before an offset. */
function lastBefore<Item extends { readonly start: number }>(items: readonly Item[], offset: number): Item | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
