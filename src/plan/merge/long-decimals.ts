/** More digits than this a double does not hold. */
const MOST_DIGITS = 15;

/** A number as texts of any format spell it; of YAML also without digits before the point. */
const NUMBER = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/g;

/**
 * True where a number of `from` has more digits than a value can carry, and stands in `to` no more: only a text that is copied keeps it. Linear in both.
 */
export function losesDigits(from: string, to: string): boolean {
  const kept = new Set(longDecimals(to));
  return longDecimals(from).some((number) => !kept.has(number));
}

/** True where a side brought such a number that `base` does not have, and it stands in `to` no more: by their values, the old and the new one may be equal. */
export function dropsNewDigits(side: string, base: string, to: string): boolean {
  const known = new Set([...longDecimals(base), ...longDecimals(to)]);
  return longDecimals(side).some((number) => !known.has(number));
}

function longDecimals(text: string): readonly string[] {
  return (text.match(NUMBER) ?? []).filter(isLongDecimal);
}

/** Whole numbers of any size are held exactly. */
function isLongDecimal(number: string): boolean {
  if (/^[-+]?\d+$/.test(number)) return false;
  const digits = number
    .replace(/[eE].*$/, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+/, '');
  return digits.length > MOST_DIGITS;
}
