import type { Value } from '../../model/value.ts';
import { isInteger, isNumeric } from './numbers.ts';
import { compiles } from './patterns.ts';

/** How a format judges values. Values of a type that it is not about pass. */
export interface FormatTest {
  readonly test: (value: Value) => boolean;
  /** What it asks for, for people. */
  readonly words: string;
}

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

const NUMERIC: ReadonlyMap<string, (value: Value) => boolean> = new Map([
  ['int32', within(-(2n ** 31n), 2n ** 31n - 1n)],
  ['int64', within(-(2n ** 63n), 2n ** 63n - 1n)],
]);

/** What a known format asks for, for people. */
export function formatWords(name: string): string {
  if (name === 'regex') return 'a regular expression of ECMAScript';
  return NUMERIC.has(name) ? `an integer of the format ${name}` : (WORDS.get(name) ?? `text of the format ${name}`);
}

/** The format of that name; `undefined` for one that is not known, which then is not judged. What is judged is what ajv-formats judges. */
export async function formatNamed(name: string): Promise<FormatTest | undefined> {
  const words = WORDS.get(name) ?? `text of the format ${name}`;
  const numeric = NUMERIC.get(name);
  if (numeric !== undefined) return { test: numeric, words: `an integer of the format ${name}` };
  if (name === 'regex')
    return { test: onText((text) => compiles(text, 'u')), words: 'a regular expression of ECMAScript' };
  const { fullFormats } = await import('ajv-formats/dist/formats.js');
  const known: unknown = Object.hasOwn(fullFormats, name) ? Reflect.get(fullFormats, name) : undefined;
  const test = textTest(known);
  return test === undefined ? undefined : { test: onText(test), words };
}

function textTest(known: unknown): ((text: string) => boolean) | undefined {
  if (known instanceof RegExp) return (text) => text.search(known) !== -1;
  if (typeof known === 'function') return (text) => known(text) === true;
  if (typeof known !== 'object' || known === null || !('validate' in known)) return undefined;
  return 'type' in known && known.type === 'number' ? undefined : textTest(known.validate);
}

function onText(test: (text: string) => boolean): (value: Value) => boolean {
  return (value) => typeof value !== 'string' || test(value);
}

function within(low: bigint, high: bigint): (value: Value) => boolean {
  return (value) => !isNumeric(value) || (isInteger(value) && value >= low && value <= high);
}
