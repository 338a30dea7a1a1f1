import type { Finding } from '../../model/finding.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { FormatName, MalformedFile, StateFile } from '../../model/state-file.ts';
import { type Value, valuesEqual } from '../../model/value.ts';
import { sideOf } from '../conflict/sides.ts';
import { COMMENTED, STRICT } from '../json/dialect.ts';
import { readJson } from '../json/reader.ts';
import { readDocuments } from '../yaml/read.ts';
import { readJsonRemains } from './json.ts';
import { createLeaves } from './leaves.ts';
import { prefixOf, type Remains } from './remains.ts';
import { readYamlRemains } from './yaml.ts';

/**
 * What can still be read of a file that may be broken: all of one that was parsed, and of a malformed one the parts of which it is certain what they say and
 * where they belong; never one that the file did not hold before it was cut short. `undefined` for a file of which nobody can say anything: empty, filled
 * with NUL, in another encoding, unread. Loads the YAML library: to be imported when it is needed.
 */
export function remainsOf(file: StateFile): Remains | undefined {
  if (file.kind === 'unread') return undefined;
  if (file.kind === 'parsed') return wholeRemains(file.documents);
  const text = readableText(file);
  if (text === undefined) return undefined;
  const conflict = faultOf(file, 'CONFLICT_MARKERS');
  if (conflict !== undefined) {
    const ours = sideOf(text, conflict.args.hunks, 'ours') ?? '';
    const theirs = sideOf(text, conflict.args.hunks, 'theirs') ?? '';
    return { leaves: commonLeaves(ours, theirs, file.format), isWhole: false, documents: undefined };
  }
  const once = textWrittenTwice(text);
  const documents = once === undefined ? undefined : documentsOf(once, file.format);
  if (documents !== undefined) return wholeRemains(documents);
  return { leaves: leavesOf(text, file.format, file.raw.text === undefined), isWhole: false, documents: undefined };
}

function faultOf<Code extends Finding['code']>(
  { faults }: MalformedFile,
  code: Code,
): Extract<Finding, { readonly code: Code }> | undefined {
  return faults.find((fault): fault is Extract<Finding, { readonly code: Code }> => fault.code === code);
}

/** The text of a file, with U+FFFD for bytes that are no UTF-8. */
function readableText(file: MalformedFile): string | undefined {
  if (faultOf(file, 'EMPTY_FILE') !== undefined || faultOf(file, 'NUL_FILLED') !== undefined) return undefined;
  // A byte order mark too many says nothing of what follows.
  if (file.raw.text !== undefined) return file.raw.text.replace(/^\uFEFF+/, '');
  const encoding = faultOf(file, 'ENCODING_INVALID')?.args.reason;
  const isLegible = encoding === 'not utf-8' || encoding === 'cut off';
  return isLegible ? new TextDecoder('utf-8').decode(file.raw.bytes) : undefined;
}

function wholeRemains(documents: readonly Value[]): Remains {
  const leaves = createLeaves(false);
  for (const [index, document] of documents.entries()) leaves.addAll(prefixOf(index), document);
  return { leaves: leaves.all, isWhole: true, documents };
}

/** The half of a text that is the same text twice. */
function textWrittenTwice(text: string): string | undefined {
  const whole = text.trim();
  const first = whole.slice(0, Math.floor(whole.length / 2)).trimEnd();
  return first !== '' && whole.slice(Math.ceil(whole.length / 2)).trimStart() === first ? first : undefined;
}

function documentsOf(text: string, format: FormatName): readonly Value[] | undefined {
  if (format === 'yaml') {
    const read = readDocuments(text);
    return read.kind === 'documents' ? read.documents : undefined;
  }
  const reading = readJson(text, format === 'json' ? STRICT : COMMENTED);
  return reading.kind === 'value' ? [reading.value] : undefined;
}

/** The leaves that can be read of a text which may be broken anywhere, or be the start of another. `isLossy`: U+FFFD stands for lost bytes. */
export function leavesOf(text: string, format: FormatName, isLossy: boolean): ReadonlyMap<Pointer, Value> {
  const leaves = createLeaves(isLossy);
  if (format === 'yaml') readYamlRemains(text, isLossy, leaves);
  else readJsonRemains(text, { prefix: '', isYaml: false }, leaves);
  return leaves.all;
}

/** What both sides of a conflict say. */
function commonLeaves(ours: string, theirs: string, format: FormatName): ReadonlyMap<Pointer, Value> {
  const [left, right] = [ours, theirs].map((side) => {
    const documents = documentsOf(side, format);
    return documents === undefined ? leavesOf(side, format, false) : wholeRemains(documents).leaves;
  });
  const common = new Map<Pointer, Value>();
  for (const [pointer, leaf] of left ?? []) {
    const other = right?.get(pointer);
    if (other !== undefined && valuesEqual(leaf, other)) common.set(pointer, leaf);
  }
  return common;
}
