import { expect, test } from 'vitest';
import { nearest } from '../../src/model/nearest.ts';

test.each([
  ['chek', 'check'],
  ['cehck', 'check'],
  ['CHECK', 'check'],
  ['migrte', 'migrate'],
  ['seel', 'seal'],
  ['x', undefined],
  ['completely', undefined],
])('%s most likely means %s', (word, meant) => {
  expect(nearest(word, ['check', 'migrate', 'repair', 'seal', 'status'])).toBe(meant);
});

test('the nearer of two wins', () => {
  expect(nearest('statuss', ['stats', 'status'])).toBe('status');
});
