import { spellNumber } from '../number.ts';
import type { ScalarStyle } from './node.ts';
import { type Rules, readPlain } from './plain.ts';

/** A value without parts. */
export type ScalarValue = null | boolean | number | bigint | string;

/** Where a scalar is to stand, and how its like is spelled there. */
export interface Spelling {
  readonly rules: Rules;
  readonly isFlow: boolean;
  /** The style that it should have where its value permits. */
  readonly style: ScalarStyle | undefined;
  /** The quotes of this file. */
  readonly quote: 'single' | 'double';
}

/** A scalar on one line, such that every reader of the file's version reads it back as the same value. */
export function spellScalar(value: ScalarValue, spelling: Spelling): string {
  if (typeof value === 'string') return spellString(value, spelling);
  return value === null ? 'null' : typeof value === 'boolean' ? String(value) : spellNumber(value);
}

function spellString(value: string, spelling: Spelling): string {
  const { style } = spelling;
  if (style === 'double') return spellDouble(value);
  if (style === 'single') return canBeSingle(value) ? spellSingle(value) : spellDouble(value);
  if (canBePlain(value, spelling)) return value;
  return spelling.quote === 'single' && canBeSingle(value) ? spellSingle(value) : spellDouble(value);
}

/** Always on one line. What other readers might take for a line break, or cannot print, is escaped. */
export function spellDouble(value: string): string {
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function spellSingle(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Matches what must not stand outside of a double-quoted scalar. */
const UNPRINTABLE = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u;

function canBeSingle(value: string): boolean {
  return !UNPRINTABLE.test(value);
}

/**
 * What a reader of the other version of YAML would take for a boolean or a number is quoted, too; a date is not: it is written plain in most files.
 */
function canBePlain(value: string, { rules, isFlow }: Pick<Spelling, 'rules' | 'isFlow'>): boolean {
  if (value === '' || UNPRINTABLE.test(value) || value.includes('\t')) return false;
  if (/^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|\s$|:\s|\s#|:$/.test(value)) return false;
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(value)) return false;
  if (isFlow && /[,[\]{}]|^[-?:]|:$/.test(value)) return false;
  const says = (version: Rules): boolean => {
    const plain = readPlain(value, version);
    return plain.kind === 'value' && plain.value === value;
  };
  // `y` and `n` are booleans by the letter of 1.1, but to hardly any of its readers.
  const isLetter = rules === '1.2' && /^[yYnN]$/.test(value);
  return (
    value !== '<<' && says('1.2') && (isLetter || says('1.1')) && !(rules === '1.1' && /^\d{4}-\d\d?-\d\d?/.test(value))
  );
}

/** A string as lines of a literal or folded block scalar (without indentation) behind its header; `undefined` where that cannot say it. */
export function spellBlock(
  value: string,
  style: 'literal' | 'folded',
  indent: number,
): { readonly header: string; readonly lines: readonly string[] } | undefined {
  if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u.test(value)) return undefined;
  const body = value.replace(/\n+$/, '');
  const breaks = value.length - body.length;
  const lines = body.split('\n');
  if (body === '' || lines.some((line) => /^[ \t]+$/.test(line))) return undefined;
  const isIndented = /^[\s]/.test(body);
  if (isIndented && (indent < 1 || indent > 9)) return undefined;
  const chomp = breaks === 0 ? '-' : breaks === 1 ? '' : '+';
  const isFolded = style === 'folded' && lines.every((line) => line !== '' && !/^[ \t]/.test(line));
  const header = `${isFolded ? '>' : '|'}${isIndented ? indent : ''}${chomp}`;
  const trailing = Array.from({ length: Math.max(0, breaks - 1) }, () => '');
  const content = isFolded ? lines.flatMap((line, index) => (index === 0 ? [line] : ['', line])) : lines;
  return { header, lines: [...content, ...trailing] };
}
