import { StatefixError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Origins } from '../model/origins.ts';
import { type Pointer, pointerTo } from '../model/pointer.ts';
import type { ParsedFile } from '../model/state-file.ts';
import { isArray, isObject, type Value, valuesEqual } from '../model/value.ts';
import { align, type Part } from './alignment.ts';
import { encode } from './decode.ts';
import type { Format } from './format.ts';
import { parseState } from './parse.ts';
import { rawFileOf } from './raw-file.ts';

/** A document's new value, and where its parts come from in the old one. */
export interface Change {
  readonly value: Value;
  readonly origins: Origins;
}

/** The bytes to write, their text without the byte order mark, and what they could not keep as it was spelled. */
export interface Rewritten {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly notes: readonly Finding[];
  /** What those bytes were read back as: nobody needs to parse them again. */
  readonly file: ParsedFile;
}

/**
 * The file with those of its documents changed, by the smallest edits. Without a change the bytes are the same. The promise that
 * holds the house up: the very bytes returned were parsed again, and every document is the one intended; where one is not, this throws
 * `StatefixError` `INTERNAL` that names the pointer, and there is nothing to write. Throws `MIGRATION_FAILED` for an edit that the format refuses.
 */
export function rewrite(file: ParsedFile, format: Format, changes: ReadonlyMap<number, Change>): Rewritten {
  const { raw, documents } = file;
  const { text } = raw;
  if (text === undefined) throw new RangeError('a parsed file without a text');
  const intended = documents.map((value, index) => {
    const change = changes.get(index);
    return change === undefined ? value : change.value;
  });
  const parts = new Map<number, Part>();
  for (const [index, { value, origins }] of changes) {
    const before = documents[index];
    if (before === undefined) throw new RangeError(`a change to document ${index} of ${documents.length}`);
    const part = align(before, value, origins);
    if (part.kind !== 'kept' || part.origin !== '') parts.set(index, part);
  }
  if (parts.size === 0) return { bytes: raw.bytes, text, notes: [], file };
  const edited = format.edit(text, parts);
  const bytes = encode(edited.text, raw.hasBom);
  const again = readBack(bytes, file, format, intended);
  return { bytes, text: edited.text, notes: edited.notes, file: again };
}

/** The rule without exception: what is about to be written is read as any reader will read it, and compared in full. */
function readBack(bytes: Uint8Array, file: ParsedFile, format: Format, intended: readonly Value[]): ParsedFile {
  const again = parseState(rawFileOf(bytes, file.raw.origin), format);
  if (again.kind === 'malformed') {
    throw refusal(file, '', `it would not be readable (${again.faults[0]?.code ?? 'no fault named'})`);
  }
  if (again.documents.length !== intended.length) {
    throw refusal(file, '', `it would hold ${again.documents.length} documents instead of ${intended.length}`);
  }
  intended.forEach((value, index) => {
    const found = again.documents[index] as Value;
    if (valuesEqual(found, value)) return;
    throw refusal(file, firstDifference(found, value, ''), 'it would not hold the intended value');
  });
  return again;
}

function refusal({ raw }: ParsedFile, pointer: Pointer, why: string): StatefixError {
  const place = pointer === '' ? 'the document' : pointer;
  const message = `The edit of ${raw.origin.path} went wrong at ${place}: ${why}. It was refused, and nothing was written.`;
  const hint = 'This is a bug in statefix: please report it, with the file and the migration if you can share them.';
  return new StatefixError('INTERNAL', message, { hint, pointer, path: raw.origin.path });
}

/** The pointer of the first part in which two values differ. */
function firstDifference(left: Value, right: Value, pointer: Pointer): Pointer {
  if (isArray(left) && isArray(right)) {
    if (left.length !== right.length) return pointer;
    const index = left.findIndex((item, at) => !valuesEqual(item, right[at] as Value));
    return index === -1
      ? pointer
      : firstDifference(left[index] as Value, right[index] as Value, pointerTo(pointer, index));
  }
  if (!isObject(left) || !isObject(right)) return pointer;
  for (const key of new Set([...Object.keys(right), ...Object.keys(left)])) {
    const isShared = Object.hasOwn(left, key) && Object.hasOwn(right, key);
    if (!isShared) return pointerTo(pointer, key);
    const [mine, other] = [left[key] as Value, right[key] as Value];
    if (!valuesEqual(mine, other)) return firstDifference(mine, other, pointerTo(pointer, key));
  }
  return pointer;
}
