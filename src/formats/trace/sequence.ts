/** A stretch of a new and of an old sequence between two anchors: half-open. */
export interface Gap {
  readonly newStart: number;
  readonly newEnd: number;
  readonly oldStart: number;
  readonly oldEnd: number;
}

/** The place of an item that is not to be matched by its identity. */
export const NO_IDENTITY = -1;

/**
 * Ties the items of a new sequence to equal items of an old one, by their identities: the common start and end, then those that are
 * unique on both sides (also where they changed places), then equal ones between two anchors in their order. `matches` holds for each new item the
 * index of its old one, or -1; what it holds already is kept. Close to linear. Returns the stretches between the anchors.
 */
export function alignSequences(matches: Int32Array, newIds: Int32Array, oldIds: Int32Array): readonly Gap[] {
  const taken = new Uint8Array(oldIds.length);
  for (const match of matches) if (match >= 0) taken[match] = 1;
  const tie = (newIndex: number, oldIndex: number): boolean => {
    if (matches[newIndex] === oldIndex) return true;
    const id = newIds[newIndex];
    if (id === NO_IDENTITY || id !== oldIds[oldIndex] || matches[newIndex] !== -1 || taken[oldIndex] === 1)
      return false;
    matches[newIndex] = oldIndex;
    taken[oldIndex] = 1;
    return true;
  };
  tieEnds({ newStart: 0, newEnd: newIds.length, oldStart: 0, oldEnd: oldIds.length }, tie);
  const offered = uniqueIndexes(oldIds, (index) => taken[index] === 0);
  const wanted = uniqueIndexes(newIds, (index) => matches[index] === -1);
  for (const [id, newIndex] of wanted) {
    const oldIndex = offered.get(id);
    if (newIndex !== undefined && oldIndex !== undefined) tie(newIndex, oldIndex);
  }
  const gaps = gapsBetween(matches, oldIds.length);
  for (const gap of gaps) tieInOrder(gap, newIds, oldIds, tie);
  return gaps;
}

function tieEnds(
  { newStart, newEnd, oldStart, oldEnd }: Gap,
  tie: (newIndex: number, oldIndex: number) => boolean,
): void {
  const length = Math.min(newEnd - newStart, oldEnd - oldStart);
  let start = 0;
  while (start < length && tie(newStart + start, oldStart + start)) start += 1;
  let end = 1;
  while (end <= length - start && tie(newEnd - end, oldEnd - end)) end += 1;
}

/** Equal items of a stretch, the first with the first and so on, after its own common start and end. */
function tieInOrder(
  gap: Gap,
  newIds: Int32Array,
  oldIds: Int32Array,
  tie: (newIndex: number, oldIndex: number) => boolean,
): void {
  tieEnds(gap, tie);
  const queues = new Map<number, number[]>();
  for (let index = gap.oldEnd - 1; index >= gap.oldStart; index -= 1) {
    const id = oldIds[index] ?? NO_IDENTITY;
    const queue = queues.get(id);
    if (queue === undefined) queues.set(id, [index]);
    else queue.push(index);
  }
  for (let index = gap.newStart; index < gap.newEnd; index += 1) {
    const queue = queues.get(newIds[index] ?? NO_IDENTITY);
    let next = queue?.pop();
    while (next !== undefined && !tie(index, next)) next = queue?.pop();
  }
}

/** The index of each identity that occurs once; `undefined` for those that occur more often. */
function uniqueIndexes(ids: Int32Array, isFree: (index: number) => boolean): Map<number, number | undefined> {
  const unique = new Map<number, number | undefined>();
  ids.forEach((id, index) => {
    if (id !== NO_IDENTITY && isFree(index)) unique.set(id, unique.has(id) ? undefined : index);
  });
  return unique;
}

/** The stretches between the anchors: the longest run of matches that are in order on both sides. */
function gapsBetween(matches: Int32Array, oldLength: number): readonly Gap[] {
  const gaps: Gap[] = [];
  let newStart = 0;
  let oldStart = 0;
  for (const newIndex of [...longestRun(matches), matches.length]) {
    const oldIndex = newIndex === matches.length ? oldLength : (matches[newIndex] ?? oldLength);
    if (newIndex > newStart || oldIndex > oldStart)
      gaps.push({ newStart, newEnd: newIndex, oldStart, oldEnd: oldIndex });
    newStart = newIndex + 1;
    oldStart = oldIndex + 1;
  }
  return gaps;
}

/** The indexes of a longest strictly increasing subsequence, of what is not negative (patience sorting). */
export function longestRun(matches: Int32Array): readonly number[] {
  const before = new Int32Array(matches.length).fill(-1);
  const tails: number[] = [];
  matches.forEach((match, index) => {
    if (match < 0) return;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((matches[tails[middle] ?? 0] ?? 0) < match) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  });
  const run: number[] = [];
  for (let at = tails.at(-1) ?? -1; at !== -1; at = before[at] ?? -1) run.push(at);
  return run.reverse();
}
