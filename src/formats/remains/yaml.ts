import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { isArray, isObject, type Value } from '../../model/value.ts';
import { MAX_DEPTH } from '../format.ts';
import { readJsonRemains } from './json.ts';
import type { Leaves } from './leaves.ts';
import { prefixOf } from './remains.ts';
import { createEntryReader, type EntryReader } from './yaml-entry.ts';
import { type Entry, endOfKey, isMerge, type Level, levelInside, levelOf, nextEntry } from './yaml-level.ts';
import { documentLines, type Line } from './yaml-lines.ts';

/** A level that is being read. */
interface OpenLevel {
  readonly level: Level;
  readonly pointer: Pointer;
  readonly keys: Set<string>;
  count: number;
}

/**
 * Reads what it can of a YAML text that may be broken anywhere, or be the start of a longer one. An entry of a block collection is read by itself, by the
 * usual parser, where something behind it shows that it is complete; one that cannot be read that way is entered. Behind lost bytes it goes on only with
 * the members of the outermost mapping: how deep another line stands, or which item it is, nobody can say. Of keys that repeat, the first counts.
 * What an alias or a merge brings from elsewhere is left out.
 */
export function readYamlRemains(text: string, isLossy: boolean, leaves: Leaves): void {
  const documents = documentLines(text, isLossy);
  const reader = createEntryReader(text.length);
  for (const [number, { lines, isClosed }] of documents.entries()) {
    const isOnly = documents.length === 1;
    const root = levelOf(text, lines, { at: 0, end: lines.length, isClosed });
    if (root !== undefined)
      readLevels(text, { level: root, pointer: prefixOf(number), keys: new Set(), count: 0 }, isOnly, reader, leaves);
    // Lost bytes may have held the start of a document.
    if (!isOnly && lines.some(({ kind }) => kind === 'damaged')) return;
  }
}

function readLevels(text: string, root: OpenLevel, goesOn: boolean, reader: EntryReader, leaves: Leaves): void {
  const first = root.level.lines[root.level.at];
  if (first !== undefined && /[[{]/.test(text[first.from] ?? '')) {
    readFlow(text, first.from, root.level.lines.slice(root.level.at), root.pointer, leaves);
    return;
  }
  const open: OpenLevel[] = [root];
  for (let top = open.at(-1); top !== undefined && !leaves.isFull() && !reader.isSpent(); top = open.at(-1)) {
    const entry = nextEntry(text, top.level);
    if (entry === undefined) {
      open.pop();
      continue;
    }
    if (entry.isDamaged && (top.level.isSequence || top !== root || !goesOn)) top.level.end = top.level.at;
    if (entry.soundEnd === entry.first) continue;
    const inner = readEntry(text, top, entry, reader, leaves);
    if (inner !== undefined && open.length < MAX_DEPTH) open.push(inner);
  }
}

/** Adds the leaves of an entry, or returns the collection inside of it that is to be read entry by entry. */
function readEntry(
  text: string,
  top: OpenLevel,
  entry: Entry,
  reader: EntryReader,
  leaves: Leaves,
): OpenLevel | undefined {
  const { level } = top;
  const { lines } = level;
  const end = lines[entry.soundEnd - 1]?.end ?? entry.from;
  const index = top.count;
  top.count += 1;
  if (!level.isSequence && isMerge(text, entry.from)) return undefined;
  if (entry.isComplete) {
    const value = reader.read(text.slice(entry.from, end), level.column);
    const isRead = addEntry(value, top, index, leaves);
    if (isRead) return undefined;
  }
  let at = entry.from + 1;
  let pointer = pointerTo(top.pointer, index);
  if (!level.isSequence) {
    const key = keyAt(text, entry.from, reader);
    if (key === undefined || top.keys.has(key.name) || !leaves.isSound(key.name)) return undefined;
    top.keys.add(key.name);
    at = key.end;
    pointer = pointerTo(top.pointer, key.name);
  }
  return innerLevel(text, level, entry, at, pointer, leaves);
}

/** True where the value is that of one entry: then its leaves are added, unless its key stood before. */
function addEntry(value: Value | undefined, top: OpenLevel, index: number, leaves: Leaves): boolean {
  if (value === undefined) return false;
  if (top.level.isSequence) {
    if (!isArray(value) || value.length !== 1) return false;
    leaves.addAll(pointerTo(top.pointer, index), value[0] as Value);
    return true;
  }
  const names = isObject(value) ? Object.keys(value) : [];
  const [name] = names;
  if (!isObject(value) || name === undefined || names.length !== 1) return false;
  if (top.keys.has(name) || !leaves.isSound(name)) return true;
  top.keys.add(name);
  leaves.addAll(pointerTo(top.pointer, name), value[name] as Value);
  return true;
}

/** What stands behind the indicator of an entry, where it is a collection in lines; one in brackets is read at once. */
function innerLevel(
  text: string,
  { lines, isSequence }: Level,
  entry: Entry,
  at: number,
  pointer: Pointer,
  leaves: Leaves,
): OpenLevel | undefined {
  const level = levelInside(text, lines, entry, at, isSequence);
  if (level !== undefined) return { level, pointer, keys: new Set(), count: 0 };
  const from = at + (/^[ \t]*/.exec(text.slice(at, lines[entry.first]?.end))?.[0].length ?? 0);
  if (/[[{]/.test(text[from] ?? '')) readFlow(text, from, lines.slice(entry.first, entry.soundEnd), pointer, leaves);
  return undefined;
}

function readFlow(text: string, from: number, lines: readonly Line[], pointer: Pointer, leaves: Leaves): void {
  const end = lines.at(-1)?.end ?? from;
  readJsonRemains(text.slice(from, end), { prefix: pointer, isYaml: true }, leaves);
}

interface Key {
  readonly name: string;
  /** Behind its `:`. */
  readonly end: number;
}

function keyAt(text: string, from: number, reader: EntryReader): Key | undefined {
  const end = endOfKey(text, from);
  const read = end === undefined ? undefined : reader.read(text.slice(from, end), 0);
  const names = read !== undefined && isObject(read) ? Object.keys(read) : [];
  return end === undefined || names[0] === undefined || names.length !== 1 ? undefined : { name: names[0], end };
}
