import type { JSONScanner } from 'jsonc-parser';
import type { FindingArgs, Span } from '../../model/finding.ts';
import { cutOf } from '../damage/cut.ts';
import type { Dialect } from './dialect.ts';
import {
  BAD_CHARACTER,
  BAD_ESCAPE,
  BAD_UNICODE,
  BLOCK_COMMENT,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  END,
  LINE_COMMENT,
  NUMBER,
  STRING,
  UNCLOSED_STRING,
  UNFINISHED_NUMBER,
  UNKNOWN,
} from './tokens.ts';

/** What may stand at a place, in words. */
export type Expected =
  | 'a value'
  | 'a value or `]`'
  | 'a key in double quotes'
  | 'a key in double quotes or `}`'
  | '`:`'
  | '`,` or `}`'
  | '`,` or `]`'
  | 'the end of the text';

/** Where a syntax error was met: the scanner stands on the token, inside the containers that `open` names, outermost first. */
export interface SyntaxErrorPlace {
  readonly text: string;
  readonly scanner: JSONScanner;
  readonly dialect: Dialect;
  readonly expected: Expected;
  readonly open: readonly ('{' | '[')[];
}

/** How many of the openers a finding names: the innermost, where the text broke off. */
const SHOWN_OPENERS = 8;

/** A finding about the text as a whole. */
export interface SyntaxFault {
  readonly code: 'SYNTAX_INVALID';
  readonly pointer: '';
  readonly args: FindingArgs['SYNTAX_INVALID'];
  readonly span: Span;
}

/** The finding for a token that cannot stand where it stands: a plain reason, the class of damage where it is known, and the place. */
export function syntaxFault(place: SyntaxErrorPlace): SyntaxFault {
  const { scanner, text } = place;
  const start = scanner.getToken() === (END as number) ? text.trimEnd().length : scanner.getTokenOffset();
  const span = { start, end: Math.min(Math.max(scanner.getPosition(), start), text.length) };
  const opener = unclosedAtEnd(place);
  if (opener !== undefined) {
    const open = [...place.open, ...opener].slice(-SHOWN_OPENERS);
    const reason =
      open.length > 0 ? 'the text ends before all that it opened is closed' : 'the text ends in the middle';
    return { code: 'SYNTAX_INVALID', pointer: '', args: { reason, damage: 'truncated', open, cut: cutOf(text) }, span };
  }
  return { code: 'SYNTAX_INVALID', pointer: '', args: { reason: reasonFor(place) }, span };
}

/** Where the text breaks off: what the last token leaves open besides the containers; `undefined` where it does not break off. */
function unclosedAtEnd({ scanner, text, dialect, open, expected }: SyntaxErrorPlace): readonly string[] | undefined {
  const token: number = scanner.getToken();
  if (token === END) return open.length > 0 ? [] : undefined;
  if (scanner.getPosition() < text.length) return undefined;
  const error: number = scanner.getTokenError();
  if (token === STRING && error === UNCLOSED_STRING) return ['"'];
  if (token === BLOCK_COMMENT && error !== 0) return ['/*'];
  if (token === NUMBER && error === UNFINISHED_NUMBER) return [];
  const word = text.slice(scanner.getTokenOffset());
  if (word === '/' && dialect.hasComments) return [];
  const isCut = word === '-' || ['true', 'false', 'null'].some((literal) => literal.startsWith(word));
  return isCut && expected.startsWith('a value') ? [] : undefined;
}

function reasonFor({ scanner, text, expected, open }: SyntaxErrorPlace): string {
  const token: number = scanner.getToken();
  const error: number = scanner.getTokenError();
  if (token === LINE_COMMENT || token === BLOCK_COMMENT) {
    return 'comments are not part of JSON; name the file .jsonc, or set `format: jsonc` in the facts of its kind';
  }
  if (token === STRING && error !== 0) return stringReason(error);
  if (token === NUMBER && error === UNFINISHED_NUMBER) return 'a number without digits behind its point or exponent';
  if (token === END) return 'there is no value, only comments';
  const start = scanner.getTokenOffset();
  const word = text.slice(start, Math.min(scanner.getPosition(), start + 40));
  if (isLateDigit(text, scanner)) return 'a number that starts with 0 has no other digit before its point';
  if (isEarlyEnd(token, expected, open.at(-1))) return `a comma before \`${word}\`: JSON has none behind the last one`;
  if (token === CLOSE_BRACE || token === CLOSE_BRACKET) {
    if (open.length === 0) return `\`${word}\` closes nothing`;
    const opener = open.at(-1) ?? '{';
    if ((token === CLOSE_BRACE) !== (opener === '{')) return `\`${word}\` where \`${opener}\` is still open`;
  }
  if (expected === 'the end of the text') return 'there is more text behind the end of the document';
  if (word.startsWith("'")) return 'JSON has double quotes only';
  if (token !== UNKNOWN) return `${expected} is expected here, not ${shown(token, word)}`;
  return `\`${word}\` is not JSON; ${expected} is expected here`;
}

/** True where a number directly follows another: the `1` of `01`. */
export function isLateDigit(text: string, scanner: JSONScanner): boolean {
  const token: number = scanner.getToken();
  return token === NUMBER && /[0-9]/.test(text[scanner.getTokenOffset() - 1] ?? '');
}

function isEarlyEnd(token: number, expected: Expected, opener: '{' | '[' | undefined): boolean {
  if (opener === '{') return token === CLOSE_BRACE && expected === 'a key in double quotes';
  return opener === '[' && token === CLOSE_BRACKET && expected === 'a value';
}

function shown(token: number, word: string): string {
  return token === STRING ? 'a string' : `\`${word}\``;
}

function stringReason(error: number): string {
  switch (error) {
    case UNCLOSED_STRING:
      return 'a string that is not closed on its line';
    case BAD_UNICODE:
      return 'a `\\u` without four hexadecimal digits';
    case BAD_ESCAPE:
      return 'an escape that JSON does not have';
    case BAD_CHARACTER:
      return 'a control character in a string; JSON has it as an escape only';
    default:
      return 'a string that cannot be read';
  }
}
