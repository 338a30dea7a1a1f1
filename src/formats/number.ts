/**
 * The value of a decimal number as spelled (`1.0`, `-0`, `1e3`, `12345678901234567890`): a `bigint` for integers beyond 2^53, exact;
 * else a `number`, the nearest double. `undefined` for one that overflows a double and is not spelled as plain digits (`1e400`).
 */
export function readNumber(text: string): number | bigint | undefined {
  const value = Number(text);
  if (!Number.isInteger(value)) {
    if (Number.isFinite(value)) return value;
    return /^[+-]?[0-9]+$/.test(text) ? BigInt(unsigned(text)) * sign(text) : undefined;
  }
  if (Number.isSafeInteger(value)) return value;
  return exactInteger(text) ?? BigInt(value);
}

/** The usual spelling of a number in JSON: that of JavaScript for doubles, exact digits for integers beyond 2^53, whatever their type. */
export function spellNumber(value: number | bigint): string {
  if (typeof value === 'bigint') return String(value);
  if (Object.is(value, -0)) return '-0';
  return isBeyond(value) ? String(BigInt(value)) : JSON.stringify(value);
}

/** True for an integer beyond ±(2^53 − 1), which a double cannot be trusted to hold. */
export function isBeyond(value: number | bigint): boolean {
  return Number.isInteger(Number(value)) && !Number.isSafeInteger(Number(value));
}

/** The exact integer that a decimal spelling names; `undefined` where it has a fraction. Only for spellings of finite doubles. */
function exactInteger(text: string): bigint | undefined {
  const match = /^[+-]?([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/.exec(text);
  if (match === null) return undefined;
  const fraction = withoutTrailingZeros(match[2] ?? '');
  const zeros = Number(match[3] ?? 0) - fraction.length;
  const digits = `${match[1] ?? ''}${fraction}`;
  if (zeros >= 0) return BigInt(digits) * 10n ** BigInt(zeros) * sign(text);
  // A fraction that a negative exponent or trailing zeros of the digits cancel: `12345678901234567890.0`, `…0e-1`.
  const cut = digits.length + zeros;
  return cut > 0 && /^0*$/.test(digits.slice(cut)) ? BigInt(digits.slice(0, cut)) * sign(text) : undefined;
}

/** By hand: the regular expression for it takes quadratic time on a long run of zeros. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

function sign(text: string): bigint {
  return text.startsWith('-') ? -1n : 1n;
}

function unsigned(text: string): string {
  return text.replace(/^[+-]/, '');
}
