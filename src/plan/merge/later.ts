import type { Value } from '../../model/value.ts';

/** The larger of two numbers, the later of two times that are written as text; `undefined` where the two cannot be compared. */
export function laterOf(left: Value, right: Value): Value | undefined {
  if (isNumber(left) && isNumber(right)) return right > left ? right : left;
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  const [time, other] = [Date.parse(left), Date.parse(right)];
  if (Number.isNaN(time) || Number.isNaN(other)) return undefined;
  // One instant in two spellings: the same one, whichever side it comes from.
  if (time === other) return left > right ? left : right;
  return other > time ? right : left;
}

function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
