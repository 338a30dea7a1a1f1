import { isArray, isObject, type Value } from '../../model/value.ts';
import { canonicalNumber, isNumeric } from './numbers.ts';

/**
 * A text that two values share just where JSON Schema takes them as equal: numbers by mathematical value, objects whatever the order of their
 * keys. Recursive: for values within the depth limit.
 */
export function canonicalText(value: Value): string {
  if (isNumeric(value)) return canonicalNumber(value);
  if (isObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] as Value)}`);
    return `{${members.join(',')}}`;
  }
  if (value !== null && typeof value === 'object') return `[${value.map(canonicalText).join(',')}]`;
  return JSON.stringify(value);
}

/** A test for equality with one value of a schema; scalars cost a comparison. */
export function equalTo(wanted: Value): (value: Value) => boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: == compares a bigint with a number by exact mathematical value.
  if (isNumeric(wanted)) return (value) => isNumeric(value) && value == wanted;
  if (wanted === null || typeof wanted !== 'object') return (value) => value === wanted;
  const text = canonicalText(wanted);
  const wantsArray = isArray(wanted);
  const size = Object.keys(wanted).length;
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    Array.isArray(value) === wantsArray &&
    Object.keys(value).length === size &&
    canonicalText(value) === text;
}

/** The indexes of the first pair of equal items, in time that grows with the size of the array alone; `undefined` where all differ. */
export function firstRepetition(items: readonly Value[]): readonly [number, number] | undefined {
  if (items.length < 2) return undefined;
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = canonicalText(item);
    const earlier = seen.get(text);
    if (earlier !== undefined) return [earlier, index];
    seen.set(text, index);
  }
  return undefined;
}
