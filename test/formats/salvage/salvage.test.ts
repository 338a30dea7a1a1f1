import { describe, expect, test } from 'vitest';
import { json, jsonc } from '../../../src/formats/json/index.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { salvages } from '../../../src/formats/salvage/index.ts';
import { yaml } from '../../../src/formats/yaml/index.ts';

const FORMATS = { json, jsonc, yaml };
const PREFIX = 'what is complete before the damage';

function salvaged(content: string | Uint8Array, format: keyof typeof FORMATS = 'json') {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return [...salvages(rawFileOf(bytes, { kind: 'file', path: 'state' }), FORMATS[format])];
}

function prefixes(content: string | Uint8Array, format: keyof typeof FORMATS = 'json'): readonly string[] {
  return salvaged(content, format).flatMap(({ text, how }) => (how === PREFIX ? [text] : []));
}

function mended(content: string, format: keyof typeof FORMATS = 'json'): readonly string[] {
  return salvaged(content, format).flatMap(({ text, how }) => (how === PREFIX ? [] : [`${how}: ${text}`]));
}

describe('what is complete before the damage', () => {
  test.each<[string, string, readonly string[]]>([
    ['cut in a number', '{"a": 1, "b": {"c": 2, "d": 34', ['{"a": 1, "b": {"c": 2}}', '{"a": 1}']],
    ['cut behind the last bracket but one', '{"a": [1, 2]', ['{"a": [1, 2]}']],
    ['cut behind a key', '{"a": 1, "b"', ['{"a": 1}']],
    ['a stale tail', '{"a": 1}1}', ['{"a": 1}']],
    ['a hole', '{"a": 1, "b": [2, \0\0], "c": 3}', ['{"a": 1, "b": [2]}', '{"a": 1}']],
    ['a key that repeats', '{"a": 1, "b": 2, "a": 3}', ['{"a": 1, "b": 2}']],
  ])('JSON: %s', (_name, text, expected) => {
    expect(prefixes(text)).toEqual(expected);
  });

  test('what is closed keeps the lines and the indentation', () => {
    const text = '{\n  "a": 1,\n  "b": [\n    {\n      "c": 2,\n      "d": "x\n';
    expect(prefixes(text)[0]).toBe('{\n  "a": 1,\n  "b": [\n    {\n      "c": 2\n    }\n  ]\n}\n');
  });

  test('JSONC keeps the comments before the cut', () => {
    expect(prefixes('{ // one\n  "a": 1, // two\n  "b": 2', 'jsonc')).toEqual(['{ // one\n  "a": 1\n}\n']);
  });

  test('a wrong byte', () => {
    const bytes = new TextEncoder().encode('{"a": 1, "b": "?"}').map((byte) => (byte === 0x3f ? 0xff : byte));
    expect(prefixes(bytes)).toEqual(['{"a": 1}']);
  });

  test.each<[string, string, readonly string[]]>([
    ['cut in a quoted text', 'a: 1\nb:\n  c: x\n  d: "y', ['a: 1\nb:\n  c: x\n', 'a: 1\n']],
    [
      'in an item',
      'a: 1\nl:\n- n: 1\n  t: x\n- n: 2\n  t: "y',
      ['a: 1\nl:\n- n: 1\n  t: x\n- n: 2\n', 'a: 1\nl:\n- n: 1\n  t: x\n', 'a: 1\n'],
    ],
    ['a quote that is not closed, far before the end', 'a: 1\nb: "x\nc: 3\nd: 4\n', ['a: 1\n']],
    ['a mapping of which the first member is broken goes whole', 'a: 1\nb:\n  c: "x', ['a: 1\n']],
    ['brackets', '{"a": 1, "b": [2, "x', ['{"a": 1, "b": [2]}', '{"a": 1}']],
    ['a mapping with a merge goes whole', 'x: &x {n: 1}\nb:\n  <<: *x\n  m: 1\n  n: "2', ['x: &x {n: 1}\n']],
  ])('YAML: %s', (_name, text, expected) => {
    expect(prefixes(text, 'yaml')).toEqual(expected);
  });
});

describe('the text with its syntax mended', () => {
  test.each([
    ['a comma too few', '{"a": 1\n "b": 2}', 'its syntax mended: {"a": 1,\n "b": 2}'],
    ['a comma too many', '{"a": [1,2,], "b": 2}', 'its syntax mended: {"a": [1,2], "b": 2}'],
    ['other quotes', '{\'a\': 1, "b": 2}', 'its syntax mended: {"a": 1, "b": 2}'],
    ['keys without quotes', '{a: 1, "b": 2}', 'its syntax mended: {"a": 1, "b": 2}'],
    ['a bracket too few', '{"a": [1, 2, "b": 2}', undefined],
    ['a comment in JSON', '{"a": 1 /* one */}', 'its syntax mended, without its comments: {"a": 1 }'],
  ])('%s', (_name, text, expected) => {
    const found = mended(text);
    if (expected === undefined) expect(found.length).toBeLessThan(2);
    else expect(found).toEqual([expected]);
  });

  test.each([
    ['a word that is cut', '{"a": tru, "b": 1}'],
    ['a text that is cut', '{"a": "x'],
    ['a number that is cut', '{"a": 1., "b": 1}'],
    ['a number that may have been another', '{"a": 01, "b": 1}'],
    ['an escape that JSON does not have', '{"a": "\\x", "b": 1}'],
    ['text behind the end', '{"a": 1} and more'],
    ['a hole', '{"a": 1, "b": \0}'],
  ])('not for %s', (_name, text) => {
    expect(mended(text)).toEqual([]);
  });

  test('YAML is not mended', () => {
    expect(mended('a: 1\nb: "x', 'yaml')).toEqual([]);
  });
});

describe('nothing is offered', () => {
  test.each([
    ['empty', ''],
    ['filled with NUL', '\0\0\0'],
    ['conflict markers', '{\n<<<<<<< ours\n"a": 1\n=======\n"a": 2\n>>>>>>> theirs\n}\n'],
    ['a text that can be read', '{"a": 1}'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])],
  ])('for a file that is %s', (_name, content) => {
    expect(salvaged(content)).toEqual([]);
  });

  test('brackets without end do not bring it down', () => {
    expect(() => salvaged(`{"a": ${'['.repeat(200_000)}`)).not.toThrow();
    expect(() => salvaged(`{"a": ${'[ "]]]" '.repeat(200_000)}`)).not.toThrow();
  });
});
