import type { Finding, Span } from '../model/finding.ts';
import type { MalformedFile, ParsedFile, RawFile } from '../model/state-file.ts';
import { findConflicts, findLoneMarker } from './conflict/markers.ts';
import { nulHole } from './damage/nul-hole.ts';
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
  if (file.kind === 'malformed') return { ...file, faults: withMarker(raw.text, file.faults) };
  if (!raw.hasBom) return file;
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
  if (firstNul !== -1) return nulFault(text, firstNul, bytes);
  if (!/[^ \t\r\n]/.test(text)) return { code: 'EMPTY_FILE', pointer: '', args: { size: bytes.length } };
  return conflictFault(text);
}

function nulFault(text: string, first: number, bytes: Uint8Array): Finding {
  if (!/[^\0 \t\r\n]/.test(text)) return { code: 'NUL_FILLED', pointer: '', args: { size: bytes.length } };
  return { code: 'NUL_BYTES', pointer: '', args: nulHole(bytes), span: { start: first, end: first + 1 } };
}

function conflictFault(text: string): Finding | undefined {
  const hunks = findConflicts(text);
  const [first] = hunks;
  if (first === undefined) return undefined;
  return { code: 'CONFLICT_MARKERS', pointer: '', args: { hunks }, span: lineSpan(text, first.ours) };
}

/** What half of a resolved conflict leaves is told by its name, not by what the parser met there. */
function withMarker(text: string, faults: readonly Finding[]): readonly Finding[] {
  const index = faults.findIndex(isSyntaxFault);
  const fault = faults[index];
  if (fault === undefined) return faults;
  const { line } = createLineMap(text).positionAt(fault.span?.start ?? 0);
  const marker = findLoneMarker(text, line);
  if (marker === undefined) return faults;
  const args = { reason: `line ${marker} is a marker of a git conflict without the rest of its hunk`, marker };
  return faults.with(index, { code: 'SYNTAX_INVALID', pointer: '', args, span: lineSpan(text, marker) });
}

function isSyntaxFault({ code, args }: Finding): boolean {
  return code === 'SYNTAX_INVALID' && !('damage' in args && args.damage === 'written twice');
}

function lineSpan(text: string, line: number): Span {
  const start = createLineMap(text).startOf(line);
  const content = /[^\r\n]*/.exec(text.slice(start, start + 1000))?.[0] ?? '';
  return { start, end: start + content.length };
}
