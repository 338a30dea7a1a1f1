import type { YAMLParseError } from 'yaml';
import type { Finding, FindingArgs } from '../../model/finding.ts';
import { cutOf } from '../damage/cut.ts';

/** How many of the openers that were never closed a finding names. */
const NAMED_OPENERS = 8;

/** A syntax error of the library as a finding. `open` are the brackets and quotes that the end of the text leaves open. */
export function explain(error: YAMLParseError, text: string, open: readonly string[]): Finding {
  const start = Math.min(error.pos[0], text.trimEnd().length);
  const end = Math.max(start, Math.min(error.pos[1], text.length, start + 200));
  return { code: 'SYNTAX_INVALID', pointer: '', args: argsOf(error, text, open), span: { start, end } };
}

function argsOf(error: YAMLParseError, text: string, open: readonly string[]): FindingArgs['SYNTAX_INVALID'] {
  if (open.length > 0) {
    const last = open.at(-1) ?? '';
    const what =
      last === '"' || last === "'" ? 'a quoted text' : last === '{' ? 'a mapping in { }' : 'a sequence in [ ]';
    const reason = `the text ends inside ${what}`;
    return { reason, damage: 'truncated', open: open.slice(-NAMED_OPENERS), cut: cutOf(text) };
  }
  const reason = plainReason(error);
  return isCutOff(error, text) ? { reason, damage: 'truncated', cut: cutOf(text) } : { reason };
}

/** True where a last line without a line break, under others that have one, lacks what would make it whole. */
function isCutOff({ code, pos }: YAMLParseError, text: string): boolean {
  const last = text.lastIndexOf('\n') + 1;
  if (last === 0 || last === text.length || pos[0] < last) return false;
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return text.endsWith(':');
  return pos[1] >= text.length && (code === 'MISSING_CHAR' || code === 'BAD_ALIAS');
}

function plainReason({ code, message }: YAMLParseError): string {
  switch (code) {
    case 'BAD_INDENT':
      return 'the indentation does not fit the lines around it';
    case 'TAB_AS_INDENT':
      return 'a tab is used as indentation; YAML asks for spaces';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a key runs over more than one line';
    case 'KEY_OVER_1024_CHARS':
      return 'a key without ? is longer than 1024 characters';
    case 'BLOCK_IN_FLOW':
      return 'a block collection stands inside of { } or [ ]';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a nested mapping or sequence stands on the line of its key';
    default:
      return lowerFirst(message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200));
  }
}

function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z ]/.test(sentence) ? (sentence[0] ?? '').toLowerCase() + sentence.slice(1) : sentence;
}
