import { nearest } from '../../model/nearest.ts';
import { getMember, isArray, isObject, type Value } from '../../model/value.ts';
import { equalTo } from './equality.ts';
import { formatNamed } from './formats.ts';
import type { Assertion } from './node.ts';
import { isInteger, isMultipleOf, isNumeric, type Numeric } from './numbers.ts';
import { PatternUndecided } from './regexp-native.ts';
import type { Family, Scope } from './scope.ts';
import { counted, describe, spell, spellAll } from './words.ts';

/** Longer words are no slips of the finger, and comparing them takes time. */
const MAX_WORD = 200;

const TYPE_TESTS: ReadonlyMap<string, (value: Value) => boolean> = new Map<string, (value: Value) => boolean>([
  ['null', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['string', (value) => typeof value === 'string'],
  ['number', isNumeric],
  ['integer', (value) => isNumeric(value) && isInteger(value)],
  ['array', isArray],
  ['object', isObject],
]);

/** An assertion about the value as a whole. */
export function assertion(
  { place }: Scope,
  keyword: string,
  test: (value: Value) => boolean,
  expected: string,
  more: { readonly found?: (value: Value) => string; readonly suggest?: (value: Value) => string | undefined } = {},
): Assertion {
  const found = more.found ?? describe;
  return {
    fits: test,
    explain(value, at, out) {
      if (test(value)) return;
      const suggestion = more.suggest?.(value);
      out.tell(place, { keyword, pointer: at, expected, found: found(value), suggestion });
    },
  };
}

export const types: Family = (scope) => {
  if (!scope.has('type')) return [];
  const wanted = scope.schema['type'];
  const names = (typeof wanted === 'string' ? [wanted] : (wanted as readonly string[])) ?? [];
  const tests = names.flatMap((name) => TYPE_TESTS.get(name) ?? []);
  const [only] = tests;
  const test = tests.length === 1 && only !== undefined ? only : (value: Value) => tests.some((each) => each(value));
  return [assertion(scope, 'type', test, names.join(' or '))];
};

export const constants: Family = (scope) => {
  const made: Assertion[] = [];
  const wanted = scope.has('const') ? getMember(scope.schema, 'const') : undefined;
  if (wanted !== undefined)
    made.push(assertion(scope, 'const', equalTo(wanted), spell(wanted), { suggest: among([wanted]) }));
  const values = scope.has('enum') ? getMember(scope.schema, 'enum') : undefined;
  if (values !== undefined && isArray(values)) made.push(enumeration(scope, values));
  return made;
};

function enumeration(scope: Scope, values: readonly Value[]): Assertion {
  const strings = new Set(values.filter((each) => typeof each === 'string'));
  const others = values.filter((each) => typeof each !== 'string').map(equalTo);
  const test = (value: Value): boolean =>
    typeof value === 'string' ? strings.has(value) : others.some((isEqual) => isEqual(value));
  const expected = values.length === 0 ? 'nothing at all' : spellAll(values);
  return assertion(scope, 'enum', test, expected, { suggest: among(values) });
}

/** The nearest of some values to a misspelt one, as JSON. */
function among(values: readonly Value[]): (value: Value) => string | undefined {
  const words = values.flatMap((each) => (typeof each === 'string' && each.length <= MAX_WORD ? [each] : []));
  return (value) => {
    if (typeof value !== 'string' || value.length > MAX_WORD) return undefined;
    const word = nearest(value, words);
    return word === undefined ? undefined : spell(word);
  };
}

/** The nearest of some keys to a misspelt one; a key of one or two letters is near to too many. */
export function nearestKey(key: string, keys: Iterable<string>): string | undefined {
  if (key.length < 3 || key.length > MAX_WORD) return undefined;
  return nearest(
    key,
    [...keys].filter((each) => each.length <= MAX_WORD),
  );
}

export const numbers: Family = (scope) => {
  const made: Assertion[] = [];
  const limit = (keyword: string, words: string, test: (value: Numeric, limit: Numeric) => boolean): void => {
    const bound = scope.has(keyword) ? getMember(scope.schema, keyword) : undefined;
    if (!isNumeric(bound)) return;
    const judge = (value: Value): boolean => !isNumeric(value) || test(value, bound);
    made.push(assertion(scope, keyword, judge, `${words} ${bound}`));
  };
  // draft-04: the limit excludes itself where a flag beside it says so.
  const isExclusive = (keyword: string): boolean => scope.has(keyword) && getMember(scope.schema, keyword) === true;
  if (isExclusive('exclusiveMaximum')) limit('maximum', 'a number below', (value, bound) => value < bound);
  else limit('maximum', 'at most', (value, bound) => value <= bound);
  if (isExclusive('exclusiveMinimum')) limit('minimum', 'a number above', (value, bound) => value > bound);
  else limit('minimum', 'at least', (value, bound) => value >= bound);
  limit('exclusiveMaximum', 'a number below', (value, bound) => value < bound);
  limit('exclusiveMinimum', 'a number above', (value, bound) => value > bound);
  limit('multipleOf', 'a multiple of', isMultipleOf);
  return made;
};

export const strings: Family = async (scope) => {
  const made: Assertion[] = [];
  const length = (keyword: string, words: string, test: (text: string, limit: number) => boolean): void => {
    const bound = scope.has(keyword) ? getMember(scope.schema, keyword) : undefined;
    if (!isNumeric(bound)) return;
    const limit = Number(bound);
    const judge = (value: Value): boolean => typeof value !== 'string' || test(value, limit);
    const found = (value: Value): string => counted(codePoints(String(value)), '', 'character').trim();
    made.push(assertion(scope, keyword, judge, counted(bound, words, 'character'), { found }));
  };
  // A text has at most as many code points as units, and at least half as many: most need no counting.
  length('maxLength', 'at most', (text, limit) => text.length <= limit || codePoints(text) <= limit);
  length(
    'minLength',
    'at least',
    (text, limit) => text.length >= limit && (text.length >= 2 * limit || codePoints(text) >= limit),
  );
  const pattern = scope.has('pattern') ? getMember(scope.schema, 'pattern') : undefined;
  if (typeof pattern === 'string') made.push(await matching(scope, pattern));
  const format = scope.has('format') && scope.assertsFormats ? getMember(scope.schema, 'format') : undefined;
  const known = typeof format === 'string' ? await formatNamed(format) : undefined;
  if (known !== undefined) made.push(assertion(scope, 'format', known.test, known.words));
  return made;
};

async function matching(scope: Scope, pattern: string): Promise<Assertion> {
  const matches = await scope.pattern(pattern);
  const judge = (value: Value): boolean => typeof value !== 'string' || matches(value);
  const told = assertion(scope, 'pattern', judge, `text that matches ${pattern}`);
  return {
    fits: judge,
    explain(value, at, out) {
      try {
        told.explain(value, at, out);
      } catch (error) {
        if (!(error instanceof PatternUndecided)) throw error;
        out.tell(scope.place, undecided(error, at, describe(value)));
      }
    },
  };
}

/** The problem that stands for a text which a pattern could not judge in time. */
export function undecided({ pattern }: PatternUndecided, pointer: string, found: string) {
  return { keyword: 'pattern', pointer, expected: `text on which ${pattern} can be judged in time`, found };
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
