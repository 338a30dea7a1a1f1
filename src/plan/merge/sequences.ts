import { differences, type Hunk, type Range } from './differences.ts';

/**
 * A stretch of the merge of two sequences.
 *
 * - `ours`: as it stands in ours: nobody changed it, ours alone did, or both did alike.
 * - `theirs`: theirs alone changed it; `ours` is what gives way.
 * - `conflict`: both changed it, each in its own way.
 */
export type Region =
  | { readonly kind: 'ours'; readonly ours: Range }
  | { readonly kind: 'theirs'; readonly ours: Range; readonly theirs: Range }
  | { readonly kind: 'conflict'; readonly ours: Range; readonly base: Range; readonly theirs: Range };

/**
 * Merges two sequences that grew out of one, in the way of diff3: changes that overlap or touch are a conflict, unless they are the same. The regions cover
 * ours from start to end. Without a base, what both have in common takes its place, so that nothing counts as deleted.
 */
export function mergeSequences(
  base: readonly number[] | undefined,
  ours: readonly number[],
  theirs: readonly number[],
): readonly Region[] {
  const old = base ?? inCommon(ours, theirs);
  const mine = differences(old, ours);
  const others = differences(old, theirs);
  const regions: Region[] = [];
  const next: Cursor = { mine: 0, others: 0, shift: 0, otherShift: 0 };
  let done = 0;
  while (next.mine < mine.length || next.others < others.length) {
    const group = takeGroup(mine, others, next);
    if (group.ours.start > done) regions.push({ kind: 'ours', ours: { start: done, end: group.ours.start } });
    regions.push(regionOf(group, ours, theirs));
    done = group.ours.end;
  }
  if (ours.length > done) regions.push({ kind: 'ours', ours: { start: done, end: ours.length } });
  return regions;
}

function inCommon(ours: readonly number[], theirs: readonly number[]): readonly number[] {
  const common: number[] = [];
  let done = 0;
  const take = (end: number): void => {
    for (let index = done; index < end; index += 1) common.push(ours[index] ?? 0);
  };
  for (const { before } of differences(ours, theirs)) {
    take(before.start);
    done = before.end;
  }
  take(ours.length);
  return common;
}

/** The next hunk of each side, and how far each side's places are from those of the base by now. */
interface Cursor {
  mine: number;
  others: number;
  shift: number;
  otherShift: number;
}

/** Hunks of both sides that overlap or touch, as one. */
interface Group {
  readonly isMine: boolean;
  readonly isOthers: boolean;
  readonly base: Range;
  readonly ours: Range;
  readonly theirs: Range;
}

function takeGroup(mine: readonly Hunk[], others: readonly Hunk[], next: Cursor): Group {
  const first = Math.min(startOf(mine[next.mine]), startOf(others[next.others]));
  const [oursStart, theirsStart] = [first + next.shift, first + next.otherShift];
  let end = first;
  let isMine = false;
  let isOthers = false;
  for (;;) {
    const own = mine[next.mine];
    const other = others[next.others];
    if (own !== undefined && own.before.start <= end) {
      isMine = true;
      next.mine += 1;
      next.shift = own.after.end - own.before.end;
      end = Math.max(end, own.before.end);
    } else if (other !== undefined && other.before.start <= end) {
      isOthers = true;
      next.others += 1;
      next.otherShift = other.after.end - other.before.end;
      end = Math.max(end, other.before.end);
    } else break;
  }
  return {
    isMine,
    isOthers,
    base: { start: first, end },
    ours: { start: oursStart, end: end + next.shift },
    theirs: { start: theirsStart, end: end + next.otherShift },
  };
}

function startOf(hunk: Hunk | undefined): number {
  return hunk === undefined ? Number.POSITIVE_INFINITY : hunk.before.start;
}

function regionOf(
  { isMine, isOthers, base, ours: own, theirs: other }: Group,
  ours: readonly number[],
  theirs: readonly number[],
): Region {
  if (!isOthers) return { kind: 'ours', ours: own };
  if (!isMine) return { kind: 'theirs', ours: own, theirs: other };
  const areSame =
    own.end - own.start === other.end - other.start &&
    ours.slice(own.start, own.end).every((item, index) => item === theirs[other.start + index]);
  return areSame ? { kind: 'ours', ours: own } : { kind: 'conflict', ours: own, base, theirs: other };
}
