import { prefixOf, type Remains } from '../../formats/remains/remains.ts';
import { type Pointer, tokensOf } from '../../model/pointer.ts';
import type { DataLoss } from '../../model/recovery.ts';
import { getMember, isArray, isLeaf, isObject, type Value, valuesEqual } from '../../model/value.ts';
import { type DifferenceOptions, tallyDifference } from './difference.ts';
import { createTally, type Tally } from './tally.ts';

/**
 * What is lost where the documents of `candidate` take the place of a file of which `remains` can still be read. Both have to be of one version: what a
 * migration moves would count as gone. Of remains that are not whole, only what changed and what is gone can be told, and items are compared by their index.
 * What a candidate has more is no loss.
 */
export function lossOf(
  remains: Remains | undefined,
  candidate: readonly Value[],
  options: DifferenceOptions,
): DataLoss {
  if (remains === undefined) return { kind: 'unknown' };
  const tally = createTally();
  const isComparable =
    remains.documents === undefined
      ? tallyLeaves(tally, remains.leaves, candidate, options.ignored)
      : tallyDocuments(tally, remains.documents, candidate, options);
  if (!isComparable) return { kind: 'unknown' };
  const difference = tally.difference();
  const isPartial = !remains.isWhole;
  const { changed, gone } = difference.counts;
  return changed + gone === 0 ? { kind: 'none', isPartial } : { kind: 'known', isPartial, difference };
}

function tallyDocuments(
  tally: Tally,
  before: readonly Value[],
  after: readonly Value[],
  options: DifferenceOptions,
): boolean {
  for (const [index, document] of before.entries()) {
    const other = after[index];
    if (other === undefined) tally.see('gone', prefixOf(index));
    else tallyDifference(tally, prefixOf(index), document, other, options);
  }
  for (let index = before.length; index < after.length; index += 1) tally.see('added', prefixOf(index));
  return true;
}

/** False where there was nothing to compare. */
function tallyLeaves(
  tally: Tally,
  leaves: ReadonlyMap<Pointer, Value>,
  candidate: readonly Value[],
  ignored: readonly Pointer[],
): boolean {
  const patterns = ignored.map(tokensOf);
  const told = new Set<Pointer>();
  let isComparable = false;
  for (const [pointer, leaf] of leaves) {
    const slash = pointer.indexOf('/');
    const prefix = slash === -1 ? pointer : pointer.slice(0, slash);
    const tokens = tokensOf(pointer.slice(prefix.length));
    if (patterns.some((pattern) => covers(pattern, tokens))) continue;
    isComparable = true;
    const document = candidate[prefix === '' ? 0 : Number(prefix.slice(1))];
    const found = document === undefined ? NO_DOCUMENT : follow(document, tokens);
    if (found.kind === 'value' && isKept(leaf, found.value)) continue;
    const place = cut(pointer, prefix.length, found.depth);
    if (told.has(place)) continue;
    told.add(place);
    tally.see(found.kind === 'missing' ? 'gone' : 'changed', place);
  }
  return isComparable;
}

/** Where tokens lead to: `depth` of them as far as there is a way, one more than that where a member or item is missing. */
type Found =
  | { readonly kind: 'value'; readonly depth: number; readonly value: Value }
  | { readonly kind: 'missing' | 'scalar on the way'; readonly depth: number };

const NO_DOCUMENT: Found = { kind: 'missing', depth: 0 };

function follow(root: Value, tokens: readonly string[]): Found {
  let value: Value = root;
  for (const [depth, token] of tokens.entries()) {
    if (typeof value !== 'object' || value === null) return { kind: 'scalar on the way', depth };
    const isIndex = /^(?:0|[1-9][0-9]*)$/.test(token);
    const next: Value | undefined = isArray(value)
      ? isIndex
        ? value[Number(token)]
        : undefined
      : getMember(value, token);
    if (next === undefined) return { kind: 'missing', depth: depth + 1 };
    value = next;
  }
  return { kind: 'value', depth: tokens.length, value };
}

/** The first tokens of a pointer, as it is spelled. */
function cut(pointer: Pointer, start: number, tokens: number): Pointer {
  let end = start;
  for (let count = 0; count < tokens; count += 1) {
    const slash = pointer.indexOf('/', end + 1);
    if (slash === -1) return pointer;
    end = slash;
  }
  return pointer.slice(0, end);
}

/** True where all that the leaf says is in the value: an empty container is in every one of its type. */
function isKept(leaf: Value, value: Value): boolean {
  if (typeof leaf !== 'object' || leaf === null || !isLeaf(leaf)) return valuesEqual(leaf, value);
  return isArray(leaf) ? Array.isArray(value) : isObject(value);
}

function covers(pattern: readonly string[], tokens: readonly string[]): boolean {
  return pattern.length <= tokens.length && pattern.every((token, index) => token === '*' || token === tokens[index]);
}
