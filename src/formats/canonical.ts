import canonicalize from 'canonicalize';
import { type Pointer, parentOf, valueAt } from '../model/pointer.ts';
import type { Digest } from '../model/state-file.ts';
import { isArray, isObject, setMember, type Value } from '../model/value.ts';
import { withoutValueAt } from '../model/with-value.ts';
import { digestOf } from './digest.ts';
import { isBeyond } from './number.ts';

/**
 * The canonical JSON text of a value by RFC 8785, with one addition: integers beyond 2^53 stand as their exact digits. Equal values
 * have the same text, whatever their key order and spelling. Throws where a string has a lone surrogate (no parser gives one).
 */
export function canonicalText(value: Value): string {
  const big = new Set<bigint | number>();
  const strings: string[] = [];
  collect(value, big, strings);
  if (big.size === 0) return textOf(value);
  // The library refuses a BigInt. Each one travels as a string that starts with a mark that no string and no key of the value
  // holds, so that just these strings, quotes included, can be turned into digits afterwards.
  let mark = '\u{10FFFF}';
  while (strings.some((text) => text.includes(mark))) mark += '\u{10FFFF}';
  return textOf(withMarks(value, mark)).replaceAll(new RegExp(`"${mark}(-?[0-9]+)"`, 'gu'), '$1');
}

/**
 * `sha256:` of the canonical text of a document without the member at `without`: formatting, key order, comments and format do not
 * matter. A pointer that names no member of an object leaves the document as it is.
 */
export function checksumOf(value: Value, without?: Pointer): Digest {
  const parent = without === undefined ? undefined : parentOf(without);
  const isMember = parent !== undefined && isObject(valueAt(value, parent));
  return digestOf(canonicalText(isMember && without !== undefined ? withoutValueAt(value, without) : value));
}

function textOf(value: Value): string {
  const text = canonicalize(value);
  if (text === undefined) throw new RangeError('a value without a canonical text');
  return text;
}

function collect(value: Value, big: Set<bigint | number>, strings: string[]): void {
  if (typeof value === 'string') strings.push(value);
  else if (isBig(value)) big.add(value);
  else if (typeof value !== 'object' || value === null) return;
  else if (isArray(value)) for (const item of value) collect(item, big, strings);
  else {
    for (const [key, member] of Object.entries(value)) {
      strings.push(key);
      collect(member, big, strings);
    }
  }
}

function isBig(value: Value): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && isBeyond(value));
}

function withMarks(value: Value, mark: string): Value {
  if (isBig(value)) return `${mark}${BigInt(value)}`;
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.map((item) => withMarks(item, mark));
  const copy: Record<string, Value> = {};
  for (const [key, member] of Object.entries(value)) setMember(copy, key, withMarks(member, mark));
  return copy;
}
