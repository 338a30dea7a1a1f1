import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMENTED, STRICT } from '../../../src/formats/json/dialect.ts';
import { readPlain } from '../../../src/formats/json/quick.ts';
import { readExactly } from '../../../src/formats/json/reader.ts';
import { jsonTexts } from '../generators/json-texts.ts';

const PIECES = [
  '"',
  '\\',
  '\\u',
  '\\ud83d',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"a":1',
  '1',
  '-',
  '0',
  '.5',
  'e9',
  '9007199254740993',
  'true',
  ' ',
  '\t',
  '//',
  '\u0001',
  '"__proto__":1',
];

test('where the quick way gives a value, the reader gives the same, also for damaged texts', () => {
  let quick = 0;
  fc.assert(
    fc.property(jsonTexts(), fc.boolean(), fc.nat(), fc.constantFrom(...PIECES), ({ text }, isDamaged, at, piece) => {
      const place = at % (text.length + 1);
      const tried = isDamaged ? text.slice(0, place) + piece + text.slice(place + (at % 3)) : text;
      const value = readPlain(tried);
      if (value === undefined) return;
      quick += 1;
      // Not by the matchers of vitest, which take a key named `constructor` for the type of an object.
      expect(isDeepStrictEqual(readExactly(tried, STRICT), { kind: 'value', value })).toBe(true);
      expect(isDeepStrictEqual(readExactly(tried, COMMENTED), { kind: 'value', value })).toBe(true);
    }),
    { numRuns: 5000 },
  );
  expect(quick).toBeGreaterThan(250);
});

test.each([
  ['a repeated key', '{"a":1,"a":2}'],
  ['an integer beyond 2^53', '[9007199254740993]'],
  ['an exponent', '[1e23]'],
  ['a lone surrogate', '["\\ud800"]'],
  ['a lone surrogate in capitals', '["\\uDFFF"]'],
  ['too deep a nesting', `${'['.repeat(257)}${']'.repeat(257)}`],
  ['a string without an end', '"abc'],
  ['a syntax error', '{"a":}'],
])('%s is left to the reader', (_, text) => {
  expect(readPlain(text)).toBeUndefined();
});

test('an escaped quote and a colon inside of a string are no structure', () => {
  expect(readPlain('{"a\\":":":\\\\"}')).toEqual({ 'a":': ':\\' });
});

test('__proto__ is a key like any other', () => {
  const value = readPlain('{"__proto__":{"x":1}}');
  expect(Object.keys(value as object)).toEqual(['__proto__']);
});
