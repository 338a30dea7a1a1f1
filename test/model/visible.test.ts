import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, visible } from '../../src/model/visible.ts';

test('what a terminal obeys or an eye cannot see becomes an escape', () => {
  expect(visible('a\u001b[2J\n\t\r\u0000\u007f\u009b\u202e\u2066\u200b\ufeff\u{e0041}\ud800ü😀')).toBe(
    'a\\x1b[2J\\n\\t\\r\\x00\\x7f\\x9b\\u202e\\u2066\\u200b\\ufeff\\u{e0041}\\ud800ü😀',
  );
});

test('no control, bidi or lone surrogate is left of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visible(text);
      expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u);
      expect(shown).not.toMatch(/\p{Cs}/u);
    }),
  );
});

test('a cut text has the length asked for, and no half of a pair', () => {
  expect(cut('abcdef', 4)).toBe('abc…');
  expect(cut('abcd', 4)).toBe('abcd');
  expect(cut('ab😀def', 4)).toBe('ab…');
});
