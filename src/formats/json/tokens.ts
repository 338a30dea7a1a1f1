/** The kinds of tokens that the scanner gives, as plain numbers for the inner loops (its own names are an enum of another module). */
export const OPEN_BRACE = 1;
export const CLOSE_BRACE = 2;
export const OPEN_BRACKET = 3;
export const CLOSE_BRACKET = 4;
export const COMMA = 5;
export const COLON = 6;
export const NULL = 7;
export const TRUE = 8;
export const FALSE = 9;
export const STRING = 10;
export const NUMBER = 11;
export const LINE_COMMENT = 12;
export const BLOCK_COMMENT = 13;
export const LINE_BREAK = 14;
export const SPACE = 15;
export const UNKNOWN = 16;
export const END = 17;

/** What the scanner met inside of a token; 0 for nothing. */
export const UNCLOSED_STRING = 2;
export const UNFINISHED_NUMBER = 3;
export const BAD_UNICODE = 4;
export const BAD_ESCAPE = 5;
export const BAD_CHARACTER = 6;

/** True for comments, line breaks and blanks. */
export function isTrivia(token: number): boolean {
  return token >= LINE_COMMENT && token <= SPACE;
}
