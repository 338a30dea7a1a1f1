import type { Value } from '../../model/value.ts';
import { isInteger, isNumeric } from './numbers.ts';
import { compiles, type Patterns, type PatternTest } from './patterns.ts';

/** How a format judges values. Values of a type that it is not about pass. Throws `PatternUndecided` where that cannot be done in time. */
export type FormatTest = (value: Value) => boolean;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['date-time', 'a date and time such as 2026-01-31T12:00:00Z'],
  ['date', 'a date such as 2026-01-31'],
  ['time', 'a time such as 12:00:00Z'],
  ['duration', 'a duration such as P1DT12H'],
  ['uuid', 'a UUID'],
  ['email', 'an e-mail address'],
  ['uri', 'a URI'],
  ['hostname', 'a host name'],
  ['ipv4', 'an IPv4 address'],
  ['ipv6', 'an IPv6 address'],
]);

const NUMERIC: ReadonlyMap<string, FormatTest> = new Map([
  ['int32', within(-(2n ** 31n), 2n ** 31n - 1n)],
  ['int64', within(-(2n ** 63n), 2n ** 63n - 1n)],
]);

/** What a known format asks for, for people. */
export function formatWords(name: string): string {
  if (name === 'regex') return 'a regular expression of ECMAScript';
  return NUMERIC.has(name) ? `an integer of the format ${name}` : (WORDS.get(name) ?? `text of the format ${name}`);
}

/** The test of the format of that name; `undefined` for one that is not known, which then is not judged. What is judged is what ajv-formats judges. */
export async function formatNamed(name: string, patterns: Patterns): Promise<FormatTest | undefined> {
  const numeric = NUMERIC.get(name);
  if (numeric !== undefined) return numeric;
  if (name === 'regex') return onText((text) => compiles(text, 'u'));
  const { fullFormats } = await import('ajv-formats/dist/formats.js');
  const known: unknown = Object.hasOwn(fullFormats, name) ? Reflect.get(fullFormats, name) : undefined;
  const test = textTest(name, known, patterns);
  return test === undefined ? undefined : onText(test);
}

function textTest(name: string, known: unknown, patterns: Patterns): PatternTest | undefined {
  if (known instanceof RegExp) return patterns.guard(formatLabel(name), known);
  if (typeof known === 'function') return (text) => known(text) === true;
  if (typeof known !== 'object' || known === null || !('validate' in known)) return undefined;
  return 'type' in known && known.type === 'number' ? undefined : textTest(name, known.validate, patterns);
}

/** How a format is named where it cannot judge a text in time. */
export function formatLabel(name: string): string {
  return `the format ${name}`;
}

function onText(test: PatternTest): FormatTest {
  return (value) => typeof value !== 'string' || test(value);
}

function within(low: bigint, high: bigint): FormatTest {
  return (value) => !isNumeric(value) || (isInteger(value) && value >= low && value <= high);
}
