/** Longest text taken from a file that is shown to people, in UTF-16 units. */
export declare const SHOWN_LENGTH = 200;
/**
 * C0 and C1 controls, DEL, soft hyphen, zero-width and bidi marks, line and paragraph separators, byte order mark, tag characters, lone surrogates:
 * what a terminal obeys, or an eye cannot see.
 */
export declare const UNSAFE: RegExp;
/**
 * Text that does not come from us, fit for a terminal: control, escape and bidi characters become escapes that can be read. Not a quoting: a
 * backslash stays one, so the text cannot always be told from its escapes.
 */
export declare function visible(text: string): string;
/** The text, or its first `length` units and an ellipsis; never half of a surrogate pair. */
export declare function cut(text: string, length?: number): string;
