import type { FindingArgs } from '../model/finding.ts';

/** A text without its byte order mark, or why the bytes are not one. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly hasBom: boolean }
  | { readonly kind: 'fault'; readonly fault: FindingArgs['ENCODING_INVALID'] };

/** `ignoreBOM` keeps the mark in the text: it is cut off here, so that a second one is still seen as what it is. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();
const BOM = '\uFEFF';

/** Reads bytes as UTF-8. Never guesses: UTF-16 and UTF-32 are recognised, but not read. */
export function decode(bytes: Uint8Array): Decoded {
  const wide = wideEncodingOf(bytes);
  if (wide !== undefined) return { kind: 'fault', fault: { reason: wide } };
  try {
    const text = UTF8.decode(bytes);
    return text.startsWith(BOM)
      ? { kind: 'text', text: text.slice(1), hasBom: true }
      : { kind: 'text', text, hasBom: false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const byte = firstInvalidByte(bytes);
    return { kind: 'fault', fault: { reason: isCutCharacter(bytes.subarray(byte)) ? 'cut off' : 'not utf-8', byte } };
  }
}

/** The bytes of a text, with the byte order mark where it had one. A text that `decode` gave comes back as the same bytes. */
export function encode(text: string, hasBom: boolean): Uint8Array {
  return ENCODER.encode(hasBom ? BOM + text : text);
}

type Wide = 'utf-16' | 'utf-32';

/** By byte order mark; without one, by the zero bytes that ASCII characters have in these encodings. */
function wideEncodingOf(bytes: Uint8Array): Wide | undefined {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return 'utf-32';
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'utf-16';
  if (a === undefined || (a !== 0 && b !== 0)) return undefined;
  if (hasZeros(bytes, 4, [1, 2, 3], 1) || hasZeros(bytes, 4, [0, 1, 2], 1)) return 'utf-32';
  if (hasZeros(bytes, 2, [1], 0.6) || hasZeros(bytes, 2, [0], 0.6)) return 'utf-16';
  return undefined;
}

/**
 * True where the start of the bytes is units of that width with zeros at these places alone, and at that share of them at least: letters beyond Latin-1
 * have none in UTF-16. A run of zeros alone is no encoding. A few bytes are one only where they are whole units; a longer text may have been cut.
 */
function hasZeros(bytes: Uint8Array, width: number, places: readonly number[], share: number): boolean {
  const length = Math.min(bytes.length, 256);
  if (bytes.length % width !== 0 && length < 16) return false;
  let zeros = 0;
  for (let index = 0; index < length; index += 1) {
    if (bytes[index] !== 0) continue;
    if (!places.includes(index % width)) return false;
    zeros += 1;
  }
  return zeros > 0 && zeros >= Math.floor(length / width) * places.length * share;
}

/** The offset of the first byte that does not begin a well-formed sequence (Unicode 16, table 3-7). */
function firstInvalidByte(bytes: Uint8Array): number {
  let index = 0;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    if (length === 0) return index;
    index += length;
  }
  return bytes.length;
}

/** True where the rest of the bytes is the start of one character: it would be well formed with the bytes that are missing. */
function isCutCharacter(rest: Uint8Array): boolean {
  if (rest.length > 3) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(rest, { stream: true });
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return false;
  }
}

/** The length of the well-formed sequence at `index`, 0 where there is none. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const lead = bytes[index] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const second = bytes[index + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let rest = 2; rest < length; rest += 1) {
    const byte = bytes[index + rest] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}
