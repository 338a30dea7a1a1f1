import { describe, expect, test } from 'vitest';
import { bareName, createLikeness } from '../../../src/formats/trace/likeness.ts';

describe('the likeness of two names', () => {
  test.each([
    ['stepsDone', 'steps_done', 1],
    ['telemetry', 'telemetryEnabled', 18 / 25],
    ['retries', 'retry_count', 8 / 17],
    ['stepsDone', 'retry_count', 0],
    ['id', 'idx', 0],
    ['', '', 0],
  ])('of %o and %o is %d', (left, right, likeness) => {
    expect(createLikeness()(left, right)).toBeCloseTo(likeness);
  });

  test('is found in little time, however many and long the names are', () => {
    const likeness = createLikeness();
    const start = performance.now();
    for (let index = 0; index < 300_000; index += 1) likeness(`${index}${'a'.repeat(100)}`, 'a'.repeat(1000));
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(likeness('one more', 'one more')).toBe(0);
  });
});

test('a bare name has neither case nor punctuation', () => {
  expect(bareName('Größe_des-Fensters 2')).toBe('größedesfensters2');
});
