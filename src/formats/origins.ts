import type { Origins } from '../model/origins.ts';
import { isWithin, type Pointer, parentOf } from '../model/pointer.ts';

export { traceOrigins } from './trace/trace.ts';

/**
 * The pointer of the old part that a part of the new value is; `undefined` for one that comes from nowhere. Whether the old value
 * has something at an inherited pointer, only the caller can say, who has it.
 */
export function originOf(origins: Origins, pointer: Pointer): Pointer | undefined {
  for (let ancestor: Pointer | undefined = pointer; ancestor !== undefined; ancestor = parentOf(ancestor)) {
    const origin = origins.get(ancestor);
    if (origin === null) return undefined;
    if (origin !== undefined) return origin + pointer.slice(ancestor.length);
  }
  return pointer;
}

/** The origins over two steps: `first` leads from the oldest value to the one between, `second` from that one to the newest. */
export function composeOrigins(first: Origins, second: Origins): Origins {
  if (first.size === 0) return second;
  if (second.size === 0) return first;
  const composed = new Map<Pointer, Pointer | null>();
  const below = sortedByPath(first);
  const regions: readonly (readonly [Pointer, Pointer | null])[] = second.has('') ? [...second] : [['', ''], ...second];
  for (const [target, source] of regions) {
    composed.set(target, source === null ? null : (originOf(first, source) ?? null));
    if (source === null) continue;
    // What the first step says of parts inside of this region goes with it, unless the second says otherwise.
    for (const [pointer, origin] of entriesBelow(below, source)) {
      const moved = target + pointer.slice(source.length);
      if (nearestEntry(second, moved) === target) composed.set(moved, origin);
    }
  }
  if (composed.get('') === '') composed.delete('');
  return composed;
}

/** The pointer of the entry that rules a part; `''` where none does. */
function nearestEntry(origins: Origins, pointer: Pointer): Pointer {
  for (let at: Pointer | undefined = pointer; at !== undefined; at = parentOf(at)) if (origins.has(at)) return at;
  return '';
}

type Entry = readonly [Pointer, Pointer | null];

/** Sorted such that the entries below a pointer are neighbours: `/` sorts before every other character. */
function sortedByPath(origins: Origins): readonly Entry[] {
  const keyed = [...origins].map((entry) => ({ entry, key: entry[0].replaceAll('/', '\0') }));
  return keyed.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ entry }) => entry);
}

function* entriesBelow(sorted: readonly Entry[], pointer: Pointer): Generator<Entry> {
  const prefix = `${pointer}/`.replaceAll('/', '\0');
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.[0] ?? '').replaceAll('/', '\0') < prefix) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < sorted.length; index += 1) {
    const entry = sorted[index];
    if (entry === undefined || !isWithin(entry[0], pointer)) return;
    yield entry;
  }
}
