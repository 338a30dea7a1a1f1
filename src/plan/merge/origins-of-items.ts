import { originOf, traceOrigins } from '../../formats/origins.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import type { ValueArray } from '../../model/value.ts';

/** Where a run of items is put in the merged array, and where the run that gives way to it stands in ours. */
interface ItemsPlace {
  readonly merged: Pointer;
  readonly index: number;
  readonly ours: Pointer;
  readonly start: number;
}

/** Says of each item that is put in, and of its parts, which part of those that give way it is. Adds to `origins`. */
export function originsOfItems(
  gone: ValueArray,
  taken: ValueArray,
  place: ItemsPlace,
  origins: Map<Pointer, Pointer | null>,
): void {
  if (gone.length === 1 && taken.length === 1) {
    // One for one, the most frequent case by far: it takes the place of the other, as its parts do.
    if (place.index !== place.start) {
      origins.set(pointerTo(place.merged, place.index), pointerTo(place.ours, place.start));
    }
    return;
  }
  const nowhere = gone.length === 0;
  const traced = nowhere ? undefined : traceOrigins(gone, taken);
  const inOurs = (origin: Pointer | null | undefined): Pointer | null => {
    const [, token, ...rest] = origin?.split('/') ?? [];
    const at = Number(token);
    // The run as a whole has no pointer of its own, and what lies beyond it is not meant.
    if (token === undefined || !(at < gone.length)) return null;
    return [pointerTo(place.ours, place.start + at), ...rest].join('/');
  };
  for (const index of taken.keys()) {
    const origin = traced === undefined ? null : originOf(traced, `/${index}`);
    origins.set(pointerTo(place.merged, place.index + index), inOurs(origin));
  }
  for (const [pointer, origin] of traced ?? []) {
    const [, token, ...rest] = pointer.split('/');
    if (token === undefined || rest.length === 0) continue;
    origins.set([pointerTo(place.merged, place.index + Number(token)), ...rest].join('/'), inOurs(origin));
  }
}
