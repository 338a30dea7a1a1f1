import { expect, test } from 'vitest';
import { parseDuration, parseSize } from '../../src/model/quantity.ts';

test.each([
  ['0', 0],
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5m', 90_000],
  ['2 h', 7_200_000],
  ['1d', 86_400_000],
  ['30', undefined],
  ['', undefined],
  ['s', undefined],
  ['-1s', undefined],
  ['1e3s', undefined],
  ['1 week', undefined],
  ['99999999999999999d', undefined],
])('%j is %s milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each([
  ['4096', 4096],
  ['1b', 1],
  ['64KiB', 65_536],
  ['16mib', 16_777_216],
  ['1.5GB', 1_500_000_000],
  ['1k', undefined],
  ['', undefined],
  ['64 MiBs', undefined],
  ['-1', undefined],
])('%j is %s bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});
