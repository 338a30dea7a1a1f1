import type { Value } from '../../model/value.ts';
import { MAX_DEPTH } from '../format.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The value of a plain text by the engine's own parser, three times as fast as the reader and to the same end: it is taken only where one pass over the
 * text shows nothing that the two would see differently. `undefined` says no more than "ask the reader": something is wrong, or may be.
 *
 * What differs, and is looked for: depth, which the engine does not limit; numbers in exponent form or with more than 15 characters before
 * the point, which it may round; escapes of surrogates, which may be lone; and keys that repeat, where it keeps the last: then the colons outnumber the keys.
 */
export function readPlain(text: string): Value | undefined {
  const colons = countColons(text);
  if (colons === undefined) return undefined;
  let value: Value;
  try {
    value = JSON.parse(text) as Value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return countKeys(value) === colons ? value : undefined;
}

/** The colons outside of strings; `undefined` where the text holds anything that the engine's parser may see differently. */
function countColons(text: string): number | undefined {
  let colons = 0;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      index += 1;
      for (let inside = text.charCodeAt(index); inside !== QUOTE; inside = text.charCodeAt(index)) {
        if (inside === BACKSLASH) {
          index += 1;
          if (text.charCodeAt(index) === 0x75 && (text.charCodeAt(index + 1) | 0x20) === 0x64) return undefined;
        }
        index += 1;
        if (index >= text.length) return undefined;
      }
    } else if (code === 0x3a) colons += 1;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return undefined;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if ((code >= 0x30 && code <= 0x39) || code === 0x2d) {
      const start = index;
      while (isDigit(text.charCodeAt(index + 1))) index += 1;
      if (index - start > 14) return undefined;
      if (text.charCodeAt(index + 1) === 0x2e) index += 1;
      while (isDigit(text.charCodeAt(index + 1))) index += 1;
      if ((text.charCodeAt(index + 1) | 0x20) === 0x65) return undefined;
    }
  }
  return colons;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function countKeys(value: Value): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly Value[]) if (typeof item === 'object') count += countKeys(item);
    return count;
  }
  const object = value as { readonly [key: string]: Value };
  for (const key in object) {
    const member = object[key];
    count += 1;
    if (typeof member === 'object') count += countKeys(member);
  }
  return count;
}
