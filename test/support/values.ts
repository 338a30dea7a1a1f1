import fc from 'fast-check';
import type { Value, ValueObject } from '../../src/model/value.ts';

/** Keys that have hurt programs before, among ordinary ones. */
const key = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '', '~', '/', '~1', '0', 'a/b', 'é', '-'),
  },
);

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(asParsed),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(asParsed),
);

/** A number as a parser of ours gives it: integers beyond 2^53 − 1 as `bigint`, smaller ones as `number`. */
function asParsed(number: number | bigint): Value {
  if (typeof number === 'bigint') return Number.isSafeInteger(Number(number)) ? Number(number) : number;
  return Number.isInteger(number) && !Number.isSafeInteger(number) && Math.abs(number) < 1e21 ? BigInt(number) : number;
}

/** Any value that a state document can hold. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
})).value;

/** Any object that a state document can hold at its root. */
export const anyObject: fc.Arbitrary<ValueObject> = fc
  .array(fc.tuple(key, anyValue), { maxLength: 6 })
  .map((members) => Object.fromEntries(members));
