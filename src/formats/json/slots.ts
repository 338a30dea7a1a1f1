import { lastTokenOf, type Pointer, parentOf } from '../../model/pointer.ts';
import type { Part } from '../alignment.ts';
import { longestRun } from '../trace/sequence.ts';
import { createUnitFinder, type Node, type Unit } from './nodes.ts';

export type ContainerPart = Extract<Part, { readonly kind: 'object' | 'array' }>;

/** A member or item of a new container: `slot` is the index of the old unit in whose place it stands, `undefined` for one that is put in. */
export interface Placed {
  readonly key: string | undefined;
  readonly token: string;
  readonly part: Part;
  readonly slot: number | undefined;
}

/** Which parts of a document's text serve where. */
export interface Slots {
  /** The old container whose text hosts a new one; `undefined` for one that is new as a whole. */
  hostOf(part: ContainerPart): Node | undefined;
  placedIn(part: ContainerPart): readonly Placed[];
  /** The old unit that a part comes from; `undefined` for the root and for what comes from nowhere. */
  sourceOf(part: Part): Unit | undefined;
  /** True where the unit still stands in its place, or inside of something that was kept as a whole. */
  isStanding(unit: Unit): boolean;
}

/** The pointers that an editor has to know the places of: those of hosts, and those around every part's origin. */
export function pointersOf(part: Part): readonly Pointer[] {
  const pointers = new Set<Pointer>(['']);
  let latest: Pointer = '';
  const visit = (each: Part): void => {
    if (each.origin !== undefined) {
      // Parts of one container mostly come from one container: it is named once.
      const parent = parentOf(each.origin) ?? '';
      if (parent !== latest) pointers.add(parent);
      latest = parent;
      if (each.kind === 'object' || each.kind === 'array') pointers.add(each.origin);
    }
    for (const child of partsOf(each)) visit(child);
  };
  visit(part);
  return [...pointers];
}

/** Decides for every container of a new value which of its parts stand in the places of old ones. `root` is the old text's tree. */
export function assignSlots(root: Node, part: Part): Slots {
  const placed = new Map<ContainerPart, readonly Placed[]>();
  const standing = new Set<Unit>();
  const kept = new Set<Unit>();
  const unitAt = createUnitFinder(root);
  const nodeAt = (pointer: Pointer): Node => unitAt(pointer)?.value ?? root;
  const hostOf = (each: ContainerPart): Node | undefined =>
    each.origin === undefined ? undefined : nodeAt(each.origin);
  const sourceOf = (each: Part): Unit | undefined => (each.origin === undefined ? undefined : unitAt(each.origin));

  const visit = (each: Part): void => {
    if (each.kind === 'kept') {
      const unit = sourceOf(each);
      if (unit !== undefined) kept.add(unit);
    }
    if (each.kind !== 'object' && each.kind !== 'array') return;
    const host = hostOf(each);
    const units = host?.units ?? [];
    const own = each.kind === 'object' ? placeMembers(each, units) : placeItems(each);
    placed.set(each, own);
    for (const { slot } of own) {
      const unit = slot === undefined ? undefined : units[slot];
      if (unit !== undefined) standing.add(unit);
    }
    for (const child of own) visit(child.part);
  };
  visit(part);
  const keptRanges = outermost([...kept].map(({ value }) => value));
  return {
    hostOf,
    sourceOf,
    placedIn: (each) => placed.get(each) ?? [],
    isStanding: (unit) => standing.has(unit) || isInside(unit, keptRanges),
  };
}

/** By key first; then a key that is new takes the place of its origin, where that one's key is gone. */
function placeMembers(part: Extract<Part, { kind: 'object' }>, units: readonly Unit[]): readonly Placed[] {
  const indexes = new Map(units.map((unit, index) => [unit.key?.name ?? '', index]));
  const keys = new Set(part.members.map(({ key }) => key));
  const claimed = new Set<string>();
  return part.members.map(({ key, part: member }) => {
    const slot = indexes.get(key) ?? renamedFrom(member);
    return { key, token: key, part: member, slot };
  });

  function renamedFrom(member: Part): number | undefined {
    if (part.origin === undefined || member.origin === undefined) return undefined;
    if (parentOf(member.origin) !== part.origin) return undefined;
    const oldKey = lastTokenOf(member.origin);
    if (oldKey === undefined || keys.has(oldKey) || claimed.has(oldKey)) return undefined;
    claimed.add(oldKey);
    return indexes.get(oldKey);
  }
}

/** The longest run of items that come from this array and are still in their order stays in its places. */
function placeItems(part: Extract<Part, { kind: 'array' }>): readonly Placed[] {
  const from = part.items.map((item) => {
    if (part.origin === undefined || item.origin === undefined || parentOf(item.origin) !== part.origin) return -1;
    return Number(item.origin.slice(part.origin.length + 1));
  });
  const staying = new Set(longestRun(Int32Array.from(from)));
  return part.items.map((item, index) => ({
    key: undefined,
    token: String(index),
    part: item,
    slot: staying.has(index) ? from[index] : undefined,
  }));
}

/** The ranges that lie in no other one, by their start. Values nest or lie apart, so these lie apart. */
function outermost(nodes: readonly Node[]): readonly Node[] {
  const outer: Node[] = [];
  for (const node of nodes.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    if ((outer.at(-1)?.end ?? 0) <= node.start) outer.push(node);
  }
  return outer;
}

/** True where the unit lies in one of the ranges, but is not one of them itself. */
function isInside(unit: Unit, ranges: readonly Node[]): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) < unit.start) low = middle + 1;
    else high = middle;
  }
  return (ranges[low - 1]?.end ?? 0) >= unit.value.end;
}

function partsOf(part: Part): readonly Part[] {
  if (part.kind === 'object') return part.members.map((member) => member.part);
  return part.kind === 'array' ? part.items : [];
}
