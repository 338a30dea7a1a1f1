import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNumber, spellNumber } from '../../src/formats/number.ts';

test.each([
  ['1e400', undefined],
  ['-1e400', undefined],
  ['1e-400', 0],
  ['9007199254740993', 9007199254740993n],
  ['1.5e20', 150000000000000000000n],
  ['12345678901234567890.5', 12345678901234567168n],
  ['120000000000000000000e-1', 12000000000000000000n],
  [`1${'0'.repeat(400)}`, 10n ** 400n],
])('%s is read as %s', (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test('what is spelled reads back as the same value', () => {
  const numbers = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.bigInt({ min: 2n ** 53n }),
  );
  fc.assert(
    fc.property(numbers, (value) => {
      const again = readNumber(spellNumber(value));
      if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
        expect(again).toBe(BigInt(value));
      } else expect(again).toBe(value);
    }),
    { numRuns: 2000 },
  );
});

test('a long run of zeros is read in linear time', () => {
  const start = performance.now();
  expect(readNumber(`12345678901234567890.${'0'.repeat(1_000_000)}1`)).toBe(12345678901234567168n);
  expect(performance.now() - start).toBeLessThan(1000);
});
