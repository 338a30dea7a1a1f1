import { describe, expect, test } from 'vitest';
import { json, jsonc } from '../../../src/formats/json/index.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { remainsOf } from '../../../src/formats/remains/index.ts';
import type { Remains } from '../../../src/formats/remains/remains.ts';
import { yaml } from '../../../src/formats/yaml/index.ts';
import type { Value } from '../../../src/model/value.ts';

const FORMATS = { json, jsonc, yaml };

function remains(content: string | Uint8Array, format: keyof typeof FORMATS = 'json'): Remains | undefined {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return remainsOf(parseState(rawFileOf(bytes, { kind: 'file', path: 'state' }), FORMATS[format]));
}

function leaves(content: string | Uint8Array, format: keyof typeof FORMATS = 'json'): Record<string, Value> {
  const found = remains(content, format);
  if (found === undefined) throw new Error('nothing remains');
  return Object.fromEntries(found.leaves);
}

/** The bytes of a text in which `?` stands for one that is no UTF-8. */
function withBadByte(text: string): Uint8Array {
  return new TextEncoder().encode(text).map((byte) => (byte === 0x3f ? 0xff : byte));
}

describe('a file of which nobody can say anything', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['filled with NUL', '\0\0\0\0'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])],
  ])('%s', (_name, content) => {
    expect(remains(content)).toBeUndefined();
  });

  test('one that was not read', () => {
    const fault = { code: 'UNREADABLE', pointer: '', args: { reason: 'x' } } as const;
    expect(
      remainsOf({ kind: 'unread', origin: { kind: 'file', path: 's' }, fault, isIoError: true, errno: 'EIO' }),
    ).toBeUndefined();
  });
});

describe('a file that was parsed', () => {
  test('is whole, empty containers are leaves', () => {
    const found = remains('{"a": {"b": [1, []]}, "c": {}}');
    expect(found?.isWhole).toBe(true);
    expect(found?.documents).toEqual([{ a: { b: [1, []] }, c: {} }]);
    expect(Object.fromEntries(found?.leaves ?? [])).toEqual({ '/a/b/0': 1, '/a/b/1': [], '/c': {} });
  });

  test('the pointers of a later document start with its number', () => {
    expect(leaves('a: 1\n---\na: 2\n', 'yaml')).toEqual({ '/a': 1, '#1/a': 2 });
  });
});

describe('broken JSON', () => {
  test.each<[string, string | Uint8Array, Record<string, Value>]>([
    ['a byte order mark twice', '\uFEFF\uFEFF{"a": 1, "b": [2]}', { '/a': 1, '/b/0': 2 }],
    ['a cut in the middle of a character', new TextEncoder().encode('{"a": 1, "b": "é"}').slice(0, 16), { '/a': 1 }],
    ['cut in a number', '{"a": 1, "b": 23', { '/a': 1 }],
    ['cut in a text', '{"a": 1, "b": "x', { '/a': 1 }],
    ['cut behind a text', '{"a": 1, "b": "x"', { '/a': 1, '/b': 'x' }],
    ['cut in a word', '{"a": [true, tru', { '/a/0': true }],
    ['cut behind a key', '{"a": {}, "b"', { '/a': {} }],
    ['a comma too few', '{"a": "x"\n "b": 2}', { '/b': 2 }],
    ['a comma too many', '{"a": [1, 2,], "b": 2,}', { '/a/0': 1, '/a/1': 2, '/b': 2 }],
    ['a bare word as a value', '{"a": yes, "b": 2}', { '/b': 2 }],
    [
      'a bare word in an array: what follows has no certain place',
      '{"a": [1, yes, 3], "b": 2}',
      { '/a/0': 1, '/b': 2 },
    ],
    ['a bare key', '{a: {"x": 1}, "b": 2}', { '/b': 2 }],
    ['a value that is missing', '{"a": , "b": 2}', { '/b': 2 }],
    ['a key that repeats: the first counts', '{"a": {"x": 1}, "a": {"y": 2}}', { '/a/x': 1 }],
    ['a stale tail', '{"a": 1}\n "b": 2}', { '/a': 1 }],
    ['written twice, differently', '{"a": 1}\n{"a": 2}', { '/a': 1 }],
    ['a hole', '{"a": 1, "b": \0\0\0, "c": 3}', { '/a': 1 }],
    ['a hole in a text', '{"a": 1, "b": "x\0\0", "c": 3}', { '/a': 1 }],
    ['a wrong byte in a text', withBadByte('{"a": "x?", "b": "y", "?": 1, "c": 2}'), { '/b': 'y', '/c': 2 }],
    ['a wrong byte in the place of a quote', withBadByte('{"z": 0, "a": "x?, "b": "y"}'), { '/z': 0 }],
    ['a comment', '{"a": 1, // one\n "b": 2}', { '/a': 1, '/b': 2 }],
    ['a number beyond all', '{"a": 1e999, "b": 2}', { '/b': 2 }],
    ['a lone surrogate', '{"a": "\\ud800", "b": 2}', { '/b': 2 }],
    ['brackets that do not fit', '{"a": 1, "b": [2], "c": {"d": 3]', { '/a': 1, '/b/0': 2, '/c/d': 3 }],
  ])('%s', (_name, text, expected) => {
    expect(leaves(text)).toEqual(expected);
    expect(remains(text)?.isWhole).toBe(false);
  });

  test('the same text twice is whole', () => {
    expect(remains('{"a": 1}\n{"a": 1}\n')).toMatchObject({ isWhole: true, documents: [{ a: 1 }] });
  });

  test('a hundred thousand brackets are no trouble', () => {
    expect(leaves('{"a": 1, "b": '.repeat(100_000))).toMatchObject({ '/a': 1, '/b/a': 1 });
  });
});

describe('broken YAML', () => {
  test.each<[string, string | Uint8Array, Record<string, Value>]>([
    ['cut in a quoted text', 'a: 1\nb:\n  c: x\n  d: "y', { '/a': 1, '/b/c': 'x' }],
    ['a quote that is not closed', 'a: 1\nb:\n  c: "x\n  d: y\ne:\n  - 1\n', { '/a': 1, '/b/d': 'y' }],
    ['a key without a colon', 'a: 1\nb 2\nc: 3\nd: 4\n', { '/a': 1, '/c': 3 }],
    [
      'an indentation that fits none',
      'a:\n    b: 1\n    c: 2\n  d: 3\ne: 4\nf: 5\n',
      { '/a/b': 1, '/a/c': 2, '/e': 4 },
    ],
    ['brackets that are not closed', 'a: [1, 2, x\nb: 2\nc: 3\n', { '/a/0': 1, '/a/1': 2, '/b': 2 }],
    ['a hole', 'a: 1\nb: 2\n\0\0\0\nd: 4\ne: 5\n', { '/a': 1, '/d': 4 }],
    ['a hole in a sequence', 'l:\n  - 1\n  - 2\n  - \0\0\n  - 4\nz: 1\nend: 0\n', { '/l/0': 1, '/l/1': 2, '/z': 1 }],
    ['a wrong byte', withBadByte('a: 1\nb: x?\nc: 3\nd: 4\n'), { '/a': 1, '/c': 3 }],
    ['a wrong byte in the first line', withBadByte('a: ?\nc: 3\nd: 4\n'), { '/c': 3 }],
    ['a key that repeats', 'a: 1\nb: 2\na: 3\n', { '/a': 1, '/b': 2 }],
    ['a block text before the damage', 'a: |\n  one\n  two\nb: "x\n', { '/a': 'one\ntwo\n' }],
    ['an alias of a part that is there', 'a: &x\n  b: 1\nc: *x\nd: "x\n', { '/a/b': 1 }],
    ['a second document', 'a: 1\n---\nb: 2\nc: "x\n', { '/a': 1, '#1/b': 2 }],
    ['JSON in a YAML file', '{"a": 1, "b": [2, "x', { '/a': 1, '/b/0': 2 }],
    ['rules of another version', '%YAML 1.1\n---\na: yes\nb: "x\n', {}],
  ])('%s', (_name, text, expected) => {
    const found = leaves(text, 'yaml');
    for (const [pointer, value] of Object.entries(expected))
      expect([pointer, found[pointer]]).toEqual([pointer, value]);
    expect(remains(text, 'yaml')?.isWhole).toBe(false);
  });

  test('the last member is left out: it may have gone on', () => {
    expect(leaves('a: "1"\nb: "2"\nc: "3\n', 'yaml')).toEqual({ '/a': '1', '/b': '2' });
  });
});

describe('conflict markers', () => {
  test('what both sides say remains, inside of the hunks too', () => {
    const text = '{\n"a": 1,\n<<<<<<< ours\n"b": 2, "c": 3,\n=======\n"b": 2, "c": 4,\n>>>>>>> theirs\n"d": 5\n}\n';
    expect(leaves(text)).toEqual({ '/a': 1, '/b': 2, '/d': 5 });
    expect(remains(text)).toMatchObject({ isWhole: false, documents: undefined });
  });

  test('a side that is broken says what it still can', () => {
    const text = 'a: 1\nb: 2\n<<<<<<< ours\nc: "3\n=======\nc: 4\n>>>>>>> theirs\n';
    expect(leaves(text, 'yaml')).toEqual({ '/a': 1, '/b': 2 });
  });
});
