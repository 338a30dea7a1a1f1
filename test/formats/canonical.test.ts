import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText, checksumOf } from '../../src/formats/canonical.ts';
import { digestOf } from '../../src/formats/digest.ts';
import type { Value } from '../../src/model/value.ts';

describe('the canonical text', () => {
  test('sorts keys by UTF-16 and spells numbers as JavaScript does', () => {
    expect(canonicalText({ b: 1.0, '\u{1F600}': 0.1, '\uFB33': -0, a: [1e-7, 1e3] })).toBe(
      '{"a":[1e-7,1000],"b":1,"\u{1F600}":0.1,"\uFB33":0}',
    );
  });

  test('has all digits of integers beyond 2^53', () => {
    expect(canonicalText({ id: 18446744073709551615n, low: -9007199254740993n })).toBe(
      '{"id":18446744073709551615,"low":-9007199254740993}',
    );
  });

  test('is the same for a double and a bigint of the same value', () => {
    expect(canonicalText([2 ** 70, 7])).toBe(canonicalText([2n ** 70n, 7n]));
  });

  test('cannot be forged by a string that looks like its own mark', () => {
    const value: Value = ['\u{10FFFF}12', '"\u{10FFFF}12', { '\u{10FFFF}3': 1 }, 2n ** 60n];
    expect(JSON.parse(canonicalText(value))).toEqual([...value.slice(0, 3), 2 ** 60]);
  });

  test('reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const plain = JSON.parse(JSON.stringify(value).replaceAll(/\\ud[89a-f][0-9a-f]{2}/g, '?')) as Value;
        expect(JSON.parse(canonicalText(plain))).toEqual(JSON.parse(JSON.stringify(plain)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the checksum', () => {
  test('is that of the canonical text without the member at the pointer', () => {
    expect(checksumOf({ b: 1, sum: 'x', a: 2 }, '/sum')).toBe(digestOf('{"a":2,"b":1}'));
  });

  test('leaves out a member deep inside only there', () => {
    expect(checksumOf({ meta: { sum: 'x', n: 1 }, sum: 2 }, '/meta/sum')).toBe(digestOf('{"meta":{"n":1},"sum":2}'));
  });

  test('finds its member inside of an array', () => {
    expect(checksumOf([{ sum: 'x', n: 1 }, 2], '/0/sum')).toBe(digestOf('[{"n":1},2]'));
  });

  test('leaves the document as it is where nothing stands at the pointer', () => {
    expect(checksumOf({ a: [1] }, '/a/0')).toBe(digestOf('{"a":[1]}'));
  });
});
