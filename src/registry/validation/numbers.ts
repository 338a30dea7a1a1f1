/** A number of a state or a schema: integers beyond 2^53 are `bigint`. JavaScript's `<` compares the two exactly. */
export type Numeric = number | bigint;

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** True for a number without fraction, however it is spelled: `1.0` is one. */
export function isInteger(value: Numeric): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/**
 * True where `value` is a whole multiple of `divisor`, judged on the decimal digits that the two are written with: 0.0075 is a multiple of
 * 0.0001, whatever their binary neighbours say. `divisor` is above zero.
 */
export function isMultipleOf(value: Numeric, divisor: Numeric): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return Number(value) % Number(divisor) === 0;
  const left = decimalOf(value);
  const right = decimalOf(divisor);
  // Bring both to the same power of ten, then to integers.
  const shift = left.exponent - right.exponent;
  const dividend = shift > 0 ? left.digits * 10n ** BigInt(shift) : left.digits;
  const by = shift < 0 ? right.digits * 10n ** BigInt(-shift) : right.digits;
  return dividend % by === 0n;
}

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimalOf(value: Numeric): Decimal {
  if (typeof value === 'bigint') return { digits: value, exponent: 0 };
  const [mantissa = '0', power = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

/** A text that two numbers share just where they are mathematically equal: `1` and `1.0`, `0` and `-0`, 2^60 as number and as `bigint`. */
export function canonicalNumber(value: Numeric): string {
  if (typeof value === 'bigint') return String(value);
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value + 0) : String(BigInt(value));
  return String(value);
}
