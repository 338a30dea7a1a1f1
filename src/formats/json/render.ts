import { isArray, type Value } from '../../model/value.ts';
import { spellNumber } from '../number.ts';

/** How a new text is laid out. Without an `indent` it stands on one line. */
export interface Layout {
  readonly indent: string;
  readonly lineBreak: string;
}

/** The usual JSON text of a value, expanded, each part on a line of its own; without a final line break. For values within the depth limit. */
export function renderJson(value: Value, layout: Layout, base = ''): string {
  if (typeof value !== 'object' || value === null) return spellScalar(value);
  const inner = base + layout.indent;
  const parts = isArray(value)
    ? value.map((item) => renderJson(item, layout, inner))
    : Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${renderJson(member, layout, inner)}`);
  const [open, close] = isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return `${open}${close}`;
  const { lineBreak } = layout;
  return `${open}${lineBreak}${inner}${parts.join(`,${lineBreak}${inner}`)}${lineBreak}${base}${close}`;
}

/** The usual spelling of a scalar in JSON: that of `JSON.stringify`, and exact digits for integers beyond 2^53. */
export function spellScalar(value: null | boolean | number | bigint | string): string {
  return typeof value === 'number' || typeof value === 'bigint' ? spellNumber(value) : JSON.stringify(value);
}
