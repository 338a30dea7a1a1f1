import { expect, test } from 'vitest';
import { createLineMap } from '../../src/formats/line-map.ts';

test.each([
  ['LF', 'ab\ncd\n', 3, { line: 2, column: 1 }],
  ['CRLF', 'ab\r\ncd', 5, { line: 2, column: 2 }],
  ['CR', 'ab\rcd', 4, { line: 2, column: 2 }],
  ['the end of the text', 'ab\n', 3, { line: 2, column: 1 }],
  ['beyond the end', 'ab', 99, { line: 1, column: 3 }],
  ['a character of two units', '\u{1F600}x', 2, { line: 1, column: 3 }],
])('%s', (_, text, offset, position) => {
  expect(createLineMap(text).positionAt(offset)).toEqual(position);
});

test('a line starts behind the break of the one before', () => {
  const lines = createLineMap('a\r\nb\rc\nd');
  expect([1, 2, 3, 4, 5].map((line) => lines.startOf(line))).toEqual([0, 3, 5, 7, 8]);
});
