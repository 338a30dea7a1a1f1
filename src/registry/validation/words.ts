import { isArray, isObject, type Value } from '../../model/value.ts';
import { cut } from '../../model/visible.ts';

const SHORT = 60;

/** A value of a state in a few words: scalars as JSON, cut; containers by what they are. */
export function describe(value: Value): string {
  if (typeof value === 'string') return cut(JSON.stringify(value), SHORT);
  if (value === null || typeof value !== 'object') return String(value);
  return isArray(value) ? counted(value.length, 'an array of', 'item') : 'an object';
}

/** A value of a schema, such as one of an `enum`, as JSON, cut. */
export function spell(value: Value): string {
  return cut(jsonOf(value), SHORT);
}

/** `"a" | "b" | "c"`, the last ones left out where they are many. */
export function spellAll(values: readonly Value[]): string {
  const most = 12;
  const shown = values.slice(0, most).map(spell).join(' | ');
  return values.length > most ? `${shown} | … (${values.length} values)` : shown;
}

/** `1 item`, `2 items`. */
export function counted(count: number | bigint, lead: string, noun: string): string {
  return `${lead} ${count} ${noun}${Number(count) === 1 ? '' : 's'}`;
}

function jsonOf(value: Value): string {
  if (typeof value === 'bigint') return String(value);
  if (isObject(value))
    return `{${Object.keys(value)
      .map((key) => `${JSON.stringify(key)}: ${jsonOf(value[key] as Value)}`)
      .join(', ')}}`;
  if (value !== null && typeof value === 'object') return `[${value.map(jsonOf).join(', ')}]`;
  return JSON.stringify(value);
}
