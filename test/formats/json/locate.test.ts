import { expect, test } from 'vitest';
import { locateJson } from '../../../src/formats/json/locate.ts';

const TEXT = '{\n  // c\n  "a" : [1, {"b/c": "x"}],\n  "d": {}\n}';

function at(pointer: string): readonly (string | undefined)[] {
  const found = locateJson(TEXT, new Set([pointer, '/nowhere'])).get(pointer);
  const cut = (span: { readonly start: number; readonly end: number } | undefined): string | undefined =>
    span && TEXT.slice(span.start, span.end);
  return [cut(found?.key), cut(found?.value)];
}

test.each([
  ['', undefined, TEXT],
  ['/a', '"a"', '[1, {"b/c": "x"}]'],
  ['/a/0', undefined, '1'],
  ['/a/1', undefined, '{"b/c": "x"}'],
  ['/a/1/b~1c', '"b/c"', '"x"'],
  ['/d', '"d"', '{}'],
])('%j stands where its key and value stand', (pointer, key, value) => {
  expect(at(pointer)).toEqual([key, value]);
});

test('an unknown pointer is left out', () => {
  expect(locateJson(TEXT, new Set(['/x'])).size).toBe(0);
});
