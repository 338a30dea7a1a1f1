import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../src/formats/decode.ts';

function bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

function reasonOf(input: Uint8Array): unknown {
  const decoded = decode(input);
  return decoded.kind === 'fault' ? decoded.fault : decoded;
}

describe('decode', () => {
  test('takes the byte order mark off the text and says so', () => {
    expect(decode(bytes(0xef, 0xbb, 0xbf, 0x7b))).toEqual({ kind: 'text', text: '{', hasBom: true });
  });

  test('leaves a second byte order mark in the text', () => {
    expect(decode(bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf))).toEqual({ kind: 'text', text: '\uFEFF', hasBom: true });
  });

  test.each([
    ['little-endian with a mark', bytes(0xff, 0xfe, 0x7b, 0)],
    ['big-endian with a mark', bytes(0xfe, 0xff, 0, 0x7b)],
    ['little-endian without one', bytes(0x7b, 0, 0x7d, 0)],
    ['big-endian without one', bytes(0, 0x7b, 0, 0x7d)],
  ])('knows UTF-16, %s', (_, input) => {
    expect(reasonOf(input)).toEqual({ reason: 'utf-16' });
  });

  test.each([
    ['little-endian with a mark', bytes(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0)],
    ['big-endian with a mark', bytes(0, 0, 0xfe, 0xff)],
    ['little-endian without one', bytes(0x7b, 0, 0, 0, 0x7d, 0, 0, 0)],
    ['big-endian without one', bytes(0, 0, 0, 0x7b)],
  ])('knows UTF-32, %s', (_, input) => {
    expect(reasonOf(input)).toEqual({ reason: 'utf-32' });
  });

  test('takes a text with some NULs for a text, not for UTF-16', () => {
    expect(decode(bytes(0x7b, 0, 0, 0, 0, 0))).toMatchObject({ kind: 'text' });
  });

  test.each([
    ['a byte that starts nothing', bytes(0x61, 0xff), 1],
    ['a lone continuation', bytes(0x61, 0x62, 0x80), 2],
    ['an overlong form', bytes(0xc0, 0xaf), 0],
    ['an encoded surrogate', bytes(0xed, 0xa0, 0x80), 0],
    ['a code point beyond Unicode', bytes(0xf4, 0x90, 0x80, 0x80), 0],
    ['a fault behind valid ones', bytes(0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80, 0xc3, 0x28), 6],
  ])('names the byte of %s', (_, input, byte) => {
    expect(reasonOf(input)).toEqual({ reason: 'not utf-8', byte });
  });

  test.each([
    ['one of two bytes', [0xc3]],
    ['one of three', [0xe2]],
    ['two of three', [0xe2, 0x82]],
    ['one of four', [0xf0]],
    ['three of four', [0xf0, 0x9f, 0x98]],
  ])('says that a text ends in the middle of a character, after %s', (_, rest) => {
    expect(reasonOf(bytes(0x61, ...rest))).toEqual({ reason: 'cut off', byte: 1 });
  });

  test.each([
    ['a byte that starts no character', [0xff]],
    ['a byte that only continues one', [0x80]],
    ['the start of an overlong form', [0xe0, 0x80]],
    ['the start of a surrogate', [0xed, 0xa0]],
    ['Latin-1 with a letter behind', [0xe9, 0x65]],
    ['Latin-1 with a line break behind', [0xe9, 0x0a]],
  ])('takes %s at the end for no cut', (_, rest) => {
    expect(reasonOf(bytes(0x61, ...rest))).toEqual({ reason: 'not utf-8', byte: 1 });
  });

  test.each(['{"name": "Zoë"}', '{"имя": "Ада", "a": 1, "b": 2, "c": 3}', '{"名": "x", "a": 1, "b": 2}'])(
    'knows UTF-16 without a mark by most of its units: %s',
    (text) => {
      expect(reasonOf(new Uint8Array(Buffer.from(text, 'utf16le')))).toEqual({ reason: 'utf-16' });
      expect(reasonOf(new Uint8Array(Buffer.from(text, 'utf16le').swap16()))).toEqual({ reason: 'utf-16' });
    },
  );

  test('knows UTF-16 that was cut in the middle of a unit', () => {
    const text = new Uint8Array(Buffer.from('{"version": 1}\r\n', 'utf16le'));
    expect(reasonOf(text.subarray(0, -1))).toEqual({ reason: 'utf-16' });
  });

  test('and encode are inverse for every text of UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, hasBom) => {
        const encoded = encode(text, hasBom);
        const decoded = decode(encoded);
        fc.pre(decoded.kind === 'text');
        expect(encode(decoded.text, decoded.hasBom)).toEqual(encoded);
      }),
      { numRuns: 1000 },
    );
  });
});
