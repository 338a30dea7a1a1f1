import { createScanner } from 'jsonc-parser';
import { JSONRepairError, jsonrepair } from 'jsonrepair';
import { MAX_DEPTH } from '../format.ts';
import {
  BAD_CHARACTER,
  BLOCK_COMMENT,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  END,
  isTrivia,
  LINE_COMMENT,
  NUMBER,
  OPEN_BRACE,
  OPEN_BRACKET,
  STRING,
  UNCLOSED_STRING,
  UNKNOWN,
} from '../json/tokens.ts';

/** A larger text is not mended: the work is not worth its time. */
const LARGEST = 4 * 1024 * 1024;
/** Bare words that other languages have for the literals of JSON, and what may be a text in other quotes. */
const KNOWN_WORD = /^(?:True|False|None|['\u2018\u201c].*)$/s;

/** A text whose syntax was mended; `hasComments`: it had comments, which are lost. */
export interface Mended {
  readonly text: string;
  readonly hasComments: boolean;
}

/**
 * The text of one JSON document with its slips mended: quotes, commas and brackets that are missing, wrong or too many. `undefined` where that would make up
 * a value: for a text with a bare word, a number or an escape that is cut, for one that goes on behind its end, or nests too deep.
 */
export function mend(text: string): Mended | undefined {
  if (text.length > LARGEST || text.includes('\0')) return undefined;
  const comments = commentsOf(text);
  if (comments === undefined) return undefined;
  try {
    return { text: jsonrepair(text), hasComments: comments > 0 };
  } catch (error) {
    // It recurses: brackets in what it takes for no string may nest deeper than the scanner sees.
    if (error instanceof JSONRepairError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How many comments a text has that may be mended; `undefined` for one that may not. */
function commentsOf(text: string): number | undefined {
  const scanner = createScanner(text, false);
  let comments = 0;
  let depth = 0;
  let word: string | undefined;
  let numberEnd = -1;
  let isClosed = false;
  for (;;) {
    const token: number = scanner.scan();
    const error: number = scanner.getTokenError();
    if (token === LINE_COMMENT || token === BLOCK_COMMENT) comments += 1;
    if (isTrivia(token)) continue;
    if (word !== undefined && token !== COLON && !KNOWN_WORD.test(word)) return undefined;
    if (token === END) return comments;
    if (isClosed) return undefined;
    const start = scanner.getTokenOffset();
    word = token === UNKNOWN ? text.slice(start, scanner.getPosition()) : undefined;
    if (token === NUMBER && (error !== 0 || start === numberEnd)) return undefined;
    if (token === STRING && error !== 0 && error !== BAD_CHARACTER && error !== UNCLOSED_STRING) return undefined;
    if (token === NUMBER) numberEnd = scanner.getPosition();
    else if (token === UNKNOWN && start === numberEnd) return undefined;
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth += 1;
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) {
      depth -= 1;
      isClosed = depth === 0;
    }
    if (depth > MAX_DEPTH) return undefined;
  }
}
