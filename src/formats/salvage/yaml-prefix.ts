import { createEntryReader, type EntryReader } from '../remains/yaml-entry.ts';
import { endOfKey, isMerge, type Level, levelInside, levelOf, nextEntry } from '../remains/yaml-level.ts';
import { documentLines } from '../remains/yaml-lines.ts';
import { jsonPrefixes } from './json-prefix.ts';

/**
 * Cuts a YAML text back to whole entries before `limit`: the longest such text first, then those that leave out the innermost collection that is open
 * there, and so on. What is cut off is always the rest of the text. `isGood` tells whether a text is a document at all: the fault of a quote that is
 * not closed may show far behind it.
 */
export function* yamlPrefixes(text: string, limit: number, isGood: (text: string) => boolean): Iterable<string> {
  const documents = documentLines(text, false);
  const found = documents.find(({ lines }) => (lines.at(-1)?.end ?? 0) >= limit) ?? documents.at(-1);
  const lines = found?.lines ?? [];
  const first = lines.find(({ kind }) => kind !== 'empty');
  if (first === undefined) return;
  if (/[[{]/.test(text[first.from] ?? '')) {
    yield* jsonPrefixes(text, limit, true);
    return;
  }
  const cuts: number[] = [];
  const reader = createEntryReader(text.length);
  let level = levelOf(text, lines, { at: 0, end: lines.length, isClosed: false });
  while (level !== undefined) {
    const entries = entriesOf(text, level);
    const index = damagedEntry(text, level.column, entries, limit, reader, isGood);
    const entry = entries[index];
    // What is merged in may be overridden by a member that is cut off: then the mapping has to go as a whole.
    if (entries.slice(0, index + 1).some((each) => each.isMerge)) break;
    if (index > 0 && entry !== undefined) cuts.push(entry.cut);
    level = entry?.inside();
  }
  for (const cut of cuts.toReversed()) yield text.slice(0, cut);
}

interface CutEntry {
  /** Where the text ends without this entry and all behind it. */
  readonly cut: number;
  readonly from: number;
  readonly end: number;
  readonly isMerge: boolean;
  inside(): Level | undefined;
}

function entriesOf(text: string, level: Level): readonly CutEntry[] {
  const entries: CutEntry[] = [];
  for (let entry = nextEntry(text, level); entry !== undefined; entry = nextEntry(text, level)) {
    const found = entry;
    entries.push({
      cut: level.lines[found.first]?.start ?? 0,
      from: found.from,
      end: level.lines[found.end - 1]?.end ?? found.from,
      isMerge: !level.isSequence && isMerge(text, found.from),
      inside() {
        const at = level.isSequence ? found.from + 1 : endOfKey(text, found.from);
        return at === undefined ? undefined : levelInside(text, level.lines, found, at, level.isSequence);
      },
    });
    if (entry.isDamaged) break;
  }
  return entries;
}

/** The last entry up to `limit` before which the text is good, so that the damage is in it. */
function damagedEntry(
  text: string,
  column: number,
  entries: readonly CutEntry[],
  limit: number,
  reader: EntryReader,
  isGood: (text: string) => boolean,
): number {
  const isGoodBefore = (index: number): boolean => isGood(text.slice(0, entries[index]?.cut));
  const last = entries.findLastIndex(({ cut }) => cut <= limit);
  if (last <= 0 || isGoodBefore(last)) return last;
  // It is one of those that cannot be read by themselves; with references between entries there may be more of them.
  const suspects = entries.slice(0, last).flatMap(({ from, end }, index) => {
    return reader.read(text.slice(from, end), column) === undefined ? [index] : [];
  });
  let low = 0;
  let high = suspects.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isGoodBefore(suspects[middle] ?? 0)) low = middle;
    else high = middle - 1;
  }
  const found = suspects[low] ?? 0;
  return found > 0 && isGoodBefore(found) ? found : 0;
}
