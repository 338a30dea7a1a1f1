import type { Finding } from '../model/finding.ts';
import type { MalformedFile, ParsedFile, RawFile } from '../model/state-file.ts';
import { findConflicts } from './conflict-markers.ts';
import { decode } from './decode.ts';
import type { Format } from './format.ts';
import { createLineMap } from './line-map.ts';

/**
 * Reads a file as a document of its format. Never throws for bad input: a broken file is a value. What makes any text of any format
 * unreadable (emptiness, NULs, encoding, conflict markers) is found first, and then it is the only fault.
 */
export function parseState(raw: RawFile, format: Format): ParsedFile | MalformedFile {
  const fault = faultBeforeParsing(raw);
  if (fault !== undefined) return { kind: 'malformed', raw, format: format.name, faults: [fault] };
  if (!hasText(raw)) throw new RangeError('a raw file without a text and without a fault');
  const file = format.parse(raw);
  if (!raw.hasBom || file.kind === 'malformed') return file;
  return { ...file, notes: [{ code: 'BOM_FOUND', pointer: '', args: {}, span: { start: 0, end: 0 } }, ...file.notes] };
}

function hasText(raw: RawFile): raw is RawFile & { readonly text: string } {
  return raw.text !== undefined;
}

function faultBeforeParsing({ bytes, text }: RawFile): Finding | undefined {
  if (text === undefined) {
    const decoded = decode(bytes);
    if (decoded.kind === 'text') return undefined;
    return { code: 'ENCODING_INVALID', pointer: '', args: decoded.fault };
  }
  const firstNul = text.indexOf('\0');
  if (firstNul !== -1) return nulFault(text, firstNul, bytes.length);
  if (!/[^ \t\r\n]/.test(text)) return { code: 'EMPTY_FILE', pointer: '', args: { size: bytes.length } };
  return conflictFault(text);
}

function nulFault(text: string, first: number, size: number): Finding {
  if (!/[^\0 \t\r\n]/.test(text)) return { code: 'NUL_FILLED', pointer: '', args: { size } };
  let count = 0;
  for (let at = first; at !== -1; at = text.indexOf('\0', at + 1)) count += 1;
  return { code: 'NUL_BYTES', pointer: '', args: { count }, span: { start: first, end: first + 1 } };
}

function conflictFault(text: string): Finding | undefined {
  const hunks = findConflicts(text);
  const [first] = hunks;
  if (first === undefined) return undefined;
  const start = createLineMap(text).startOf(first.ours);
  const rest = /[^\r\n]*/.exec(text.slice(start, start + 1000))?.[0] ?? '';
  return { code: 'CONFLICT_MARKERS', pointer: '', args: { hunks }, span: { start, end: start + rest.length } };
}
