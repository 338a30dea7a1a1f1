/** Longest text taken from a file that is shown to people, in UTF-16 units. */
export const SHOWN_LENGTH = 200;

/**
 * C0 and C1 controls, DEL, soft hyphen, zero-width and bidi marks, line and paragraph separators, byte order mark, tag characters, lone surrogates:
 * what a terminal obeys, or an eye cannot see.
 */
export const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu;
const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Text that does not come from us, fit for a terminal: control, escape and bidi characters become escapes that can be read. Not a quoting: a
 * backslash stays one, so the text cannot always be told from its escapes.
 */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT.get(character) ?? escapeOf(character));
}

/** The text, or its first `length` units and an ellipsis; never half of a surrogate pair. */
export function cut(text: string, length: number = SHOWN_LENGTH): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
