/** More digits than this a double does not hold. */
const MOST_DIGITS = 15;

/** True where a number of `from` has more digits than a value can carry, and stands in `to` no more: only a text that is copied keeps it. */
export function losesDigits(from: string, to: string): boolean {
  const numbers = from.match(/\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g) ?? [];
  return numbers.some((number) => isLongDecimal(number) && !to.includes(number));
}

/** Whole numbers of any size are held exactly. */
function isLongDecimal(number: string): boolean {
  if (/^\d+$/.test(number)) return false;
  return (
    number
      .replace(/[eE].*$/, '')
      .replace('.', '')
      .replace(/^0+/, '').length > MOST_DIGITS
  );
}
