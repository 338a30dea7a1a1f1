import { isArray, isObject, type Value } from '../../model/value.ts';
import { canonicalText, equalTo, firstRepetition } from './equality.ts';
import { formatNamed } from './formats.ts';
import { isInteger, isMultipleOf, isNumeric, type Numeric } from './numbers.ts';
import type { Patterns } from './patterns.ts';

/** The verdict of one keyword on a value of any type; values of a type that it is not about pass. */
export type ExactTest = (value: Value) => boolean;

/** The keywords that Ajv is taught anew, because numbers must be exact, and equality linear. The value of each is its test. */
export const EXACT_KEYWORDS = [
  'numericType',
  'const',
  'enum',
  'maximum',
  'minimum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'multipleOf',
  'format',
  'uniqueItems',
] as const;

const TYPE_TESTS: ReadonlyMap<string, ExactTest> = new Map<string, ExactTest>([
  ['null', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['string', (value) => typeof value === 'string'],
  ['number', isNumeric],
  ['integer', (value) => isNumeric(value) && isInteger(value)],
  ['array', isArray],
  ['object', isObject],
]);

/** The keywords of one schema, as a dialect knows them. */
export interface KeywordValues {
  get(keyword: string): Value | undefined;
}

/** The exact keywords of one schema, each with its test; `type` too, which stays with Ajv where no number is meant. */
export async function exactTests(
  schema: KeywordValues,
  /** `undefined` where formats are not judged. */
  patterns: Patterns | undefined,
): Promise<Record<string, ExactTest | Value>> {
  const tests: Record<string, ExactTest | Value> = {};
  const type = schema.get('type');
  const types = type === undefined ? [] : isArray(type) ? type : [type];
  if (types.includes('number') || types.includes('integer')) tests['numericType'] = anyType(types);
  else if (type !== undefined) tests['type'] = type;
  const wanted = schema.get('const');
  if (wanted !== undefined) tests['const'] = equalTo(wanted);
  const values = schema.get('enum');
  if (values !== undefined && isArray(values)) tests['enum'] = among(values);
  Object.assign(tests, limits(schema));
  if (schema.get('uniqueItems') === true) {
    tests['uniqueItems'] = (value) => !Array.isArray(value) || firstRepetition(value) === undefined;
  }
  const format = schema.get('format');
  const known = typeof format === 'string' && patterns !== undefined ? await formatNamed(format, patterns) : undefined;
  if (known !== undefined) tests['format'] = known;
  return tests;
}

/** The limits on numbers; draft-04 has them exclude themselves by a flag beside. */
function limits(schema: KeywordValues): Record<string, ExactTest> {
  const tests: Record<string, ExactTest> = {};
  const limit = (
    keyword: string,
    bound: Value | undefined,
    fits: (value: Numeric, bound: Numeric) => boolean,
  ): void => {
    if (isNumeric(bound)) tests[keyword] = (value) => !isNumeric(value) || fits(value, bound);
  };
  const above = schema.get('exclusiveMaximum');
  const below = schema.get('exclusiveMinimum');
  limit('maximum', schema.get('maximum'), (value, bound) => value <= bound);
  limit('minimum', schema.get('minimum'), (value, bound) => value >= bound);
  limit('exclusiveMaximum', above === true ? schema.get('maximum') : above, (value, bound) => value < bound);
  limit('exclusiveMinimum', below === true ? schema.get('minimum') : below, (value, bound) => value > bound);
  limit('multipleOf', schema.get('multipleOf'), isMultipleOf);
  if (above === true) delete tests['maximum'];
  if (below === true) delete tests['minimum'];
  return tests;
}

function anyType(types: readonly Value[]): ExactTest {
  const tests = types.flatMap((name) => (typeof name === 'string' ? (TYPE_TESTS.get(name) ?? []) : []));
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (value) => tests.some((test) => test(value));
}

function among(values: readonly Value[]): ExactTest {
  const strings = new Set(values.filter((each) => typeof each === 'string'));
  const others = values.filter((each) => typeof each !== 'string');
  const isOther = others.length > MOST_COMPARED ? oneOfMany(others) : oneOfFew(others);
  return (value) => (typeof value === 'string' ? strings.has(value) : isOther(value));
}

/** From so many on, one text of the value costs less than a comparison with each. */
const MOST_COMPARED = 16;

function oneOfFew(values: readonly Value[]): ExactTest {
  const tests = values.map(equalTo);
  return (value) => tests.some((isEqual) => isEqual(value));
}

function oneOfMany(values: readonly Value[]): ExactTest {
  const texts = new Set(values.map(canonicalText));
  return (value) => texts.has(canonicalText(value));
}
