/** The kinds of tokens that the scanner gives, as plain numbers for the inner loops (its own names are an enum of another module). */
export declare const OPEN_BRACE = 1;
export declare const CLOSE_BRACE = 2;
export declare const OPEN_BRACKET = 3;
export declare const CLOSE_BRACKET = 4;
export declare const COMMA = 5;
export declare const COLON = 6;
export declare const NULL = 7;
export declare const TRUE = 8;
export declare const FALSE = 9;
export declare const STRING = 10;
export declare const NUMBER = 11;
export declare const LINE_COMMENT = 12;
export declare const BLOCK_COMMENT = 13;
export declare const LINE_BREAK = 14;
export declare const SPACE = 15;
export declare const UNKNOWN = 16;
export declare const END = 17;
/** What the scanner met inside of a token; 0 for nothing. */
export declare const UNCLOSED_STRING = 2;
export declare const UNFINISHED_NUMBER = 3;
export declare const BAD_UNICODE = 4;
export declare const BAD_ESCAPE = 5;
export declare const BAD_CHARACTER = 6;
/** True for comments, line breaks and blanks. */
export declare function isTrivia(token: number): boolean;
