import type { Finding } from '../../model/finding.ts';
import { valueAt } from '../../model/pointer.ts';
import type { MalformedFile, RawFile } from '../../model/state-file.ts';
import { type Value, valuesEqual } from '../../model/value.ts';
import { decode } from '../decode.ts';
import type { Format } from '../format.ts';
import { parseState } from '../parse.ts';
import { rawFileOf } from '../raw-file.ts';
import { readJsonRemains } from '../remains/json.ts';
import { createLeaves } from '../remains/leaves.ts';
import { jsonPrefixes } from './json-prefix.ts';
import { mend } from './mend.ts';
import { yamlPrefixes } from './yaml-prefix.ts';

/** All texts that are tried are no longer together than that many times the broken one, and a little. */
const MOST_READINGS = 8;
const LEAST_READ = 1024 * 1024;

/** A document made out of a broken text, and how, as a clause. */
export interface Salvage {
  readonly text: string;
  readonly how: string;
}

/**
 * The documents that can be made out of a broken text, the one that keeps the most first: what is complete before the damage, with what is open closed; then
 * the text with its syntax mended (JSON and JSONC only), where that keeps all that can be read for certain. Each is one of its format; whether
 * it is a healthy state is for others to say. None for conflict markers, NULs alone, other encodings than UTF-8, and for a text that can be read.
 */
export function* salvages(raw: RawFile, format: Format): Iterable<Salvage> {
  const file = parseState(raw, format);
  if (file.kind === 'parsed') return;
  const damaged = soundText(file);
  if (damaged === undefined) return;
  const seen = new Set<string>();
  const isGood = createJudge(format, damaged.text.length);
  const { text, limit } = damaged;
  const prefixes = format.name === 'yaml' ? yamlPrefixes(text, limit, isGood) : jsonPrefixes(text, limit, false);
  for (const prefix of prefixes) {
    if (seen.has(prefix) || !isGood(prefix)) continue;
    seen.add(prefix);
    yield { text: prefix, how: 'what is complete before the damage' };
  }
  const mended = format.name === 'yaml' || isCutShort(file) ? undefined : mend(raw.text ?? '\0');
  if (mended === undefined || seen.has(mended.text) || !keepsAllOf(raw.text ?? '', mended.text, format)) return;
  yield {
    text: mended.text,
    how: mended.hasComments ? 'its syntax mended, without its comments' : 'its syntax mended',
  };
}

/** The text up to bytes that are none, and where in it the first fault stands. */
function soundText({ raw, faults }: MalformedFile): { readonly text: string; readonly limit: number } | undefined {
  const [fault] = faults;
  if (fault === undefined) return undefined;
  if (fault.code === 'EMPTY_FILE' || fault.code === 'NUL_FILLED' || fault.code === 'CONFLICT_MARKERS') return undefined;
  if (raw.text !== undefined) {
    const limit = Math.min(...faults.map(startOf), raw.text.length);
    // Behind NULs nothing else was looked at.
    return fault.code === 'NUL_BYTES' ? { text: raw.text.slice(0, limit), limit } : { text: raw.text, limit };
  }
  if (fault.code !== 'ENCODING_INVALID' || fault.args.byte === undefined) return undefined;
  const decoded = decode(raw.bytes.subarray(0, fault.args.byte));
  return decoded.kind === 'text' ? { text: decoded.text, limit: decoded.text.length } : undefined;
}

function startOf({ span }: Finding): number {
  return span?.start ?? 0;
}

/** True where the end of the text is missing: what stands last may be a part of what stood there, and mending would take it for all. */
function isCutShort({ faults }: MalformedFile): boolean {
  return faults.some((fault) => fault.code === 'SYNTAX_INVALID' && fault.args.damage === 'truncated');
}

/** Tells whether texts are documents of the format; none is any more when too much has been read. */
function createJudge(format: Format, length: number): (text: string) => boolean {
  let left = MOST_READINGS * length + LEAST_READ;
  const known = new Map<string, boolean>();
  return (text) => {
    const answer = known.get(text);
    if (answer !== undefined) return answer;
    left -= text.length;
    const isGood = left >= 0 && documentOf(text, format) !== undefined;
    known.set(text, isGood);
    return isGood;
  };
}

function documentOf(text: string, format: Format): Value | undefined {
  const file = parseState(rawFileOf(new TextEncoder().encode(text), { kind: 'derived', path: '' }), format);
  return file.kind === 'parsed' ? file.documents[0] : undefined;
}

/** True where the mended text is a document that holds every leaf which can be read of the broken one. */
function keepsAllOf(text: string, mended: string, format: Format): boolean {
  const value = documentOf(mended, format);
  if (value === undefined) return false;
  const leaves = createLeaves(false);
  readJsonRemains(text, { prefix: '', isYaml: false }, leaves);
  return [...leaves.all].every(([pointer, leaf]) => {
    const kept = valueAt(value, pointer);
    return kept !== undefined && valuesEqual(kept, leaf);
  });
}
