import { canonicalText } from '../../formats/canonical.ts';
import { digestOf } from '../../formats/digest.ts';
import type { AuditLine } from '../../model/audit.ts';
import type { Change } from '../../model/change.ts';
import type { Digest } from '../../model/digest.ts';
import { isObject, type Value, type ValueObject } from '../../model/value.ts';
import { hasLineShape } from './shape.ts';

/** A place in the chain: the line there, by its number over all files, and its hash. */
export interface Link {
  readonly sequence: number;
  readonly hash: Digest;
}

/** A line as it was read, or why it is none: a clause. */
export type ReadLine =
  | { readonly kind: 'line'; readonly line: AuditLine }
  | { readonly kind: 'fault'; readonly reason: string };

/** The line of a change that follows that place in the chain, and the bytes that it is, line feed included. */
export function renderLine(change: Change, after: Link): { readonly link: Link; readonly bytes: Uint8Array } {
  const sequence = after.sequence + 1;
  const body = { ...plain(change), version: 1, sequence, previous: after.hash };
  const hash = digestOf(canonicalText(body));
  const bytes = new TextEncoder().encode(`${canonicalText({ ...body, hash })}\n`);
  return { link: { sequence, hash }, bytes };
}

/**
 * Reads one line, given without its line feed. Nothing but what `renderLine` writes is a line, byte for byte: no change of it goes unseen. Says nothing
 * of its place in the chain.
 */
export function readLine(bytes: Uint8Array): ReadLine {
  const text = decode(bytes);
  const value = text === undefined ? undefined : parse(text);
  if (!isObject(value)) return fault(bytes.length === 0 ? 'it is empty' : 'it is not a JSON object');
  const { hash, ...body } = value;
  if (text === undefined || ESCAPE.test(text) || text !== canonicalText(value))
    return fault('it is not spelled as statefix writes it');
  if (typeof hash !== 'string' || hash !== digestOf(canonicalText(body)))
    return fault('its content is not that of its hash');
  if (!hasLineShape(value)) return fault('it is not a change as this version of statefix records it');
  return { kind: 'line', line: value };
}

/** An escape of anything beyond U+00FF, which canonical text spells out; half a surrogate pair has no other spelling, and no canonical text. */
const ESCAPE = /(?<!\\)(?:\\\\)*\\u(?!00)/;

function fault(reason: string): ReadLine {
  return { kind: 'fault', reason };
}

/** The change as plain JSON. Half a surrogate pair, which a name of a file can hold on some systems, has no canonical text. */
function plain(change: Change): ValueObject {
  const wellFormed = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/\p{Cs}/gu, '\ufffd') : value;
  return JSON.parse(JSON.stringify(change, wellFormed));
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}

function parse(text: string): Value | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
