import { describe, expect, test } from 'vitest';
import { type Style, styleOf } from '../../../src/formats/json/style.ts';

const HABITS: readonly (readonly [name: string, text: string, habits: Partial<Style>])[] = [
  ['the usual ones', '{\n  "a": 1,\n  "b": [1, 2]\n}', { indent: '  ', lineBreak: '\n', colon: ': ', comma: ' ' }],
  ['tabs', '{\n\t"a": {\n\t\t"b": 1\n\t}\n}', { indent: '\t' }],
  ['an indentation that is not the first level\u2019s own', '  {\n      "a": 1\n  }', { indent: '      ' }],
  ['no lines at all', '{"a":1,"b":[1,2]}', { indent: undefined, colon: ':', comma: '', padding: '' }],
  ['padded braces', '{ "a": { "b": 1 } }', { padding: ' ' }],
  ['CRLF', '{\r\n  "a": 1\r\n}', { lineBreak: '\r\n' }],
  ['CR', '[\r  1\r]', { lineBreak: '\r' }],
  ['trailing commas', '{\n  "a": 1,\n}', { hasTrailingCommas: true }],
  ['no trailing comma on one line that counts', '{\n  "a": [1,],\n  "b": 2\n}', { hasTrailingCommas: false }],
  ['most colons, not the first', '{\n  "a"  :  1,\n  "b": 1,\n  "c": 1\n}', { colon: ': ' }],
  [
    'arrays on one line',
    '{\n  "a": [\n    3\n  ],\n  "b": [1, 2],\n  "c": [\n    1,\n    2\n  ]\n}',
    { hasRows: true },
  ],
  ['arrays on several lines', '{\n  "b": [\n    1,\n    2\n  ],\n  "c": [1, 2]\n}', { hasRows: false }],
  ['arrays of objects, which say nothing of rows', '{\n  "b": [{ "a": 1 }, { "a": 2 }]\n}', { hasRows: false }],
  ['comments between the parts', '{ // x\n   "a": 1, /* y */\n   "b": 2\n}', { indent: '   ' }],
  ['nothing to show', '{}', { indent: '  ', lineBreak: '\n', colon: ': ', comma: ' ', hasTrailingCommas: false }],
  ['a lone scalar', '1', { indent: '  ' }],
];

describe('the style of a text', () => {
  test.each(HABITS)('with %s', (_, text, habits) => {
    expect(styleOf(text)).toMatchObject(habits);
  });

  test('is read from its beginning: what shows only far behind is no habit', () => {
    const far = `[${'"x", '.repeat(30_000)}\n[1,\n]]`;
    expect(styleOf(far)).toMatchObject({ indent: undefined, hasTrailingCommas: false });
  });
});
