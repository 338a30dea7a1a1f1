import { type Pointer, pointerTo } from '../../../model/pointer.ts';
import { isArray, type Value } from '../../../model/value.ts';
import type { Part } from '../../alignment.ts';
import type { EditedText } from '../../format.ts';

/** A part of a document that is written anew as a whole. */
export interface Rewriting {
  readonly document: number;
  readonly pointer: Pointer;
}

/** Containers that are tried before a larger one has to do. Each try writes and reads the whole text. */
const TRIES = 60;

type Parts = ReadonlyMap<number, Part>;
type Attempt = (parts: Parts) => EditedText | undefined;

/** Indexes of members or items that lead from a document's root to a part. */
type Way = readonly number[];

/**
 * The way out where the smallest edits do not say what they should: as little as possible is written anew. From every document written anew it
 * goes down, one container at a time, as long as writing a single part of it anew does as well. `undefined` where not even the whole does.
 */
export function rewriteLess(
  parts: Parts,
  attempt: Attempt,
): { readonly edited: EditedText; readonly rewritings: readonly Rewriting[] } | undefined {
  let tried: Parts = new Map([...parts].map(([index, part]) => [index, fresh(part)]));
  let edited = attempt(tried);
  if (edited === undefined) return undefined;
  let left = TRIES;
  const isBetter = (document: number, part: Part): boolean => {
    if (left <= 0) return false;
    left -= 1;
    const better = new Map(tried).set(document, part);
    const result = attempt(better);
    if (result === undefined) return false;
    tried = better;
    edited = result;
    return true;
  };
  const rewritings: Rewriting[] = [];
  for (const [document, part] of parts) {
    if (isBetter(document, part)) continue;
    let way: Way = [];
    isBetter(document, laidOut(part));
    for (;;) {
      const next = childrenAt(part, way).find(
        (child) =>
          isBetter(document, changedAt(part, child, laidOut)) || isBetter(document, changedAt(part, child, fresh)),
      );
      if (next === undefined) break;
      way = next;
    }
    rewritings.push({ document, pointer: pointerOfWay(part, way) });
  }
  return { edited, rewritings };
}

function childParts(part: Part): readonly Part[] {
  return part.kind === 'object' ? part.members.map((member) => member.part) : part.kind === 'array' ? part.items : [];
}

function childrenAt(root: Part, way: Way): readonly Way[] {
  let part: Part | undefined = root;
  for (const index of way) part = part === undefined ? undefined : childParts(part)[index];
  return part === undefined ? [] : childParts(part).map((_child, index) => [...way, index]);
}

function pointerOfWay(root: Part, way: Way): Pointer {
  let part: Part | undefined = root;
  let pointer: Pointer = '';
  for (const index of way) {
    pointer = pointerTo(pointer, part?.kind === 'object' ? (part.members[index]?.key ?? '') : index);
    part = part === undefined ? undefined : childParts(part)[index];
  }
  return pointer;
}

function changedAt(part: Part, [index, ...rest]: Way, change: (part: Part) => Part): Part {
  if (index === undefined) return change(part);
  if (part.kind === 'object') {
    const members = part.members.map((member, at) =>
      at === index ? { ...member, part: changedAt(member.part, rest, change) } : member,
    );
    return { ...part, members };
  }
  if (part.kind !== 'array') return part;
  return { ...part, items: part.items.map((item, at) => (at === index ? changedAt(item, rest, change) : item)) };
}

/** The container without an old text of its own; its parts keep theirs. */
function laidOut(part: Part): Part {
  return part.kind === 'object' || part.kind === 'array' ? { ...part, origin: undefined } : fresh(part);
}

/** The part without any old text. */
function fresh({ value }: Part): Part {
  return partOf(value);
}

function partOf(value: Value): Part {
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', value, origin: undefined };
  if (isArray(value)) return { kind: 'array', value, origin: undefined, items: value.map(partOf) };
  const members = Object.entries(value).map(([key, member]) => ({ key, part: partOf(member) }));
  return { kind: 'object', value, origin: undefined, members };
}
