import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import { createDeadline, partsOf } from '../../../src/registry/validation/deadline.ts';
import { createCompiler, NO_SCHEMAS } from '../../../src/registry/validator.ts';
import { anyValue } from '../../support/values.ts';

describe('a judgement', () => {
  test('of a small value by a small schema is just called', () => {
    const stack = createDeadline(10).within({ a: 1 }, () => new Error('x').stack ?? '');
    expect(stack?.result).not.toContain('evalmachine');
  });

  test('that may be long is ended, and the next one soon', () => {
    const deadline = createDeadline(30_000);
    const forever = () => {
      for (;;);
    };
    const started = performance.now();
    expect(deadline.within(null, forever)).toBeUndefined();
    expect(deadline.within(null, forever)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test('that may be long gives its result, and what it throws', () => {
    const deadline = createDeadline(30_000);
    expect(deadline.within(null, () => 5)).toEqual({ result: 5 });
    const error = new TypeError('no');
    expect(() =>
      deadline.within(null, () => {
        throw error;
      }),
    ).toThrow(error);
  });

  test('counts every part of a value', () => {
    expect(partsOf({ a: [1, { b: null }], c: 'x' })).toBe(6);
  });
});

test('one of many values is found as one of few is, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyValue, { minLength: 17, maxLength: 25 }), anyValue, async (values, other) => {
      const compiler = createCompiler(NO_SCHEMAS);
      const many = await compiler.compile({ path: 'many.json', schema: { enum: values } });
      const each = await Promise.all(
        values.map((value) => compiler.compile({ path: `${partsOf(value)}.json`, schema: { const: value } })),
      );
      const fits = (value: Value) => each.some((validator) => validator.validate(value).length === 0);
      for (const value of [...values, other]) expect(many.validate(value).length === 0).toBe(fits(value));
    }),
    { numRuns: 30 },
  );
});

test('a schema that takes too long says so, of each value, and is no bug', async () => {
  const members = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`m${index}`, { type: 'string' }]));
  const { validate } = await createCompiler(NO_SCHEMAS).compile({ path: 's.json', schema: { properties: members } });
  for (const value of [{}, { m1: 1 }]) expect(validate(value).map(({ args }) => args.keyword)).toEqual(['schema']);
});
