import { diffIndices } from 'node-diff3';
import { longestRun } from '../../formats/trace/sequence.ts';

/** A stretch of a sequence: half-open. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a sequence became another one: those items of the old one gave way to those of the new one. At least one of the two is not empty. */
export interface Hunk {
  readonly before: Range;
  readonly after: Range;
}

/** Sequences whose lengths multiply to more than this are not compared item by item: between two anchors they differ as a whole. */
const MOST_COMPARED = 1_000_000;

/**
 * How a sequence of numbers became another one, in order; between two hunks stands at least one item that both have. Items that occur once on both sides
 * are the anchors, what stands between two of them is compared by the library. Close to linear; long stretches in which nothing is unique may come out as
 * one hunk although parts of them are equal.
 */
export function differences(before: readonly number[], after: readonly number[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  const whole = trimmed(before, after, { before: all(before), after: all(after) });
  if (whole === undefined) return hunks;
  let [oldStart, newStart] = [whole.before.start, whole.after.start];
  for (const { oldIndex, newIndex } of [...anchors(before, after, whole), endOf(whole)]) {
    const gap = trimmed(before, after, {
      before: { start: oldStart, end: oldIndex },
      after: { start: newStart, end: newIndex },
    });
    if (gap !== undefined) hunks.push(...hunksIn(before, after, gap));
    oldStart = oldIndex + 1;
    newStart = newIndex + 1;
  }
  return hunks;
}

interface Anchor {
  readonly oldIndex: number;
  readonly newIndex: number;
}

function endOf({ before, after }: Hunk): Anchor {
  return { oldIndex: before.end, newIndex: after.end };
}

function all(sequence: readonly number[]): Range {
  return { start: 0, end: sequence.length };
}

/** Without the common start and the common end; `undefined` where nothing is left. */
function trimmed(before: readonly number[], after: readonly number[], hunk: Hunk): Hunk | undefined {
  let [oldStart, newStart, oldEnd, newEnd] = [hunk.before.start, hunk.after.start, hunk.before.end, hunk.after.end];
  while (oldStart < oldEnd && newStart < newEnd && before[oldStart] === after[newStart]) {
    oldStart += 1;
    newStart += 1;
  }
  while (oldStart < oldEnd && newStart < newEnd && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  if (oldStart === oldEnd && newStart === newEnd) return undefined;
  return { before: { start: oldStart, end: oldEnd }, after: { start: newStart, end: newEnd } };
}

/** The longest run of items that occur once on both sides and are in the same order. */
function anchors(before: readonly number[], after: readonly number[], hunk: Hunk): readonly Anchor[] {
  const offered = uniqueIndexes(before, hunk.before);
  const wanted = uniqueIndexes(after, hunk.after);
  const matches = new Int32Array(hunk.after.end).fill(-1);
  for (const [item, newIndex] of wanted) {
    const oldIndex = offered.get(item);
    if (newIndex !== undefined && oldIndex !== undefined) matches[newIndex] = oldIndex;
  }
  return longestRun(matches).map((newIndex) => ({ newIndex, oldIndex: matches[newIndex] ?? 0 }));
}

/** The index of each item that occurs once; `undefined` for those that occur more often. */
function uniqueIndexes(sequence: readonly number[], { start, end }: Range): Map<number, number | undefined> {
  const unique = new Map<number, number | undefined>();
  for (let index = start; index < end; index += 1) {
    const item = sequence[index] ?? 0;
    unique.set(item, unique.has(item) ? undefined : index);
  }
  return unique;
}

function hunksIn(before: readonly number[], after: readonly number[], gap: Hunk): readonly Hunk[] {
  const product = (gap.before.end - gap.before.start) * (gap.after.end - gap.after.start);
  if (product === 0 || product > MOST_COMPARED) return [gap];
  const found = diffIndices(
    before.slice(gap.before.start, gap.before.end),
    after.slice(gap.after.start, gap.after.end),
  );
  return found.map(({ buffer1: [oldStart, oldLength], buffer2: [newStart, newLength] }) => ({
    before: rangeAt(gap.before.start + oldStart, oldLength),
    after: rangeAt(gap.after.start + newStart, newLength),
  }));
}

function rangeAt(start: number, length: number): Range {
  return { start, end: start + length };
}
