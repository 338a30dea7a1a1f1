import { isArray, isLeaf, type Value } from '../../model/value.ts';
import type { Rules } from './plain.ts';
import { type ScalarValue, type Spelling, spellBlock, spellDouble, spellScalar } from './spell.ts';
import type { Style } from './style.ts';

/** The usual style of YAML, for a file that has none of its own. */
const USUAL: Style = { eol: '\n', step: 2, sequenceStep: 2, quote: 'double', isPadded: true };

/** Keys longer than this need a `?` (YAML stops at 1024). */
const LONGEST_KEY = 1000;

/** A new file for a value: block style, indented by two, strings quoted where they need it, long lines never folded. */
export function render(value: Value): string {
  const rendered = renderBlock(value, { parentIndent: -1, column: 0, style: USUAL, rules: '1.2' });
  return rendered.endsWith('\n') ? rendered : `${rendered}\n`;
}

export interface RenderAt {
  /** The column of the block collection around the value. */
  readonly parentIndent: number;
  /** The column at which the value is a block collection. */
  readonly column: number;
  readonly style: Style;
  readonly rules: Rules;
}

/** A value as block text: its first line without indentation, the others with all of theirs, no line break at the end. */
function renderBlock(value: Value, at: RenderAt): string {
  const { column, style } = at;
  const { eol } = style;
  if (isLeaf(value)) return renderLeaf(value, at);
  const margin = ' '.repeat(column);
  if (isArray(value as never)) {
    const items = value as readonly Value[];
    return items
      .map((item) => `- ${renderBlock(item, { ...at, parentIndent: column, column: column + 2 })}`)
      .join(eol + margin);
  }
  return Object.entries(value as Readonly<Record<string, Value>>)
    .map(([key, member]) => keyIntro(key, at.rules, style) + renderMember(member, column, at))
    .join(eol + margin);
}

/** What stands behind the `:` of a member of the block map at `column`. */
function renderMember(member: Value, column: number, at: RenderAt): string {
  const inner = { ...at, parentIndent: column, column: columnBelow(member, column, at.style) };
  const text = renderBlock(member, inner);
  return isLeaf(member) ? ` ${text}` : `${at.style.eol}${' '.repeat(inner.column)}${text}`;
}

/** The column of a block collection that is the value of a member of the map at `column`. */
export function columnBelow(value: Value, column: number, style: Style): number {
  return column + (Array.isArray(value) ? style.sequenceStep : style.step);
}

/** A key with its `:`, or with `?` where it is too long to stand without. */
export function keyIntro(key: string, rules: Rules, style: Style): string {
  const text = spellKey(key, { rules, isFlow: false, style: undefined, quote: style.quote });
  return text.length > LONGEST_KEY ? `? ${text}${style.eol}:` : `${text}:`;
}

export function spellKey(key: string, spelling: Spelling): string {
  return spellScalar(key, spelling);
}

function renderLeaf(value: Value, { parentIndent, style, rules }: RenderAt): string {
  if (typeof value === 'object' && value !== null) return isArray(value as never) ? '[]' : '{}';
  return spellInBlock(value, undefined, { parentIndent, style, rules });
}

/** A scalar in block context; a string of several lines becomes a literal block where that can say it. */
export function spellInBlock(
  value: ScalarValue,
  wanted: Spelling['style'],
  { parentIndent, style, rules }: Omit<RenderAt, 'column'>,
): string {
  const spelling: Spelling = { rules, isFlow: false, style: wanted, quote: style.quote };
  const isBlock = wanted === 'literal' || wanted === 'folded';
  if (typeof value !== 'string' || (!isBlock && (wanted === 'single' || wanted === 'double')))
    return spellScalar(value, spelling);
  if (!isBlock && !value.includes('\n')) return spellScalar(value, spelling);
  const indent = style.step;
  // At the root, readers disagree on what an indentation indicator counts from.
  const block = spellBlock(value, wanted === 'folded' ? 'folded' : 'literal', parentIndent < 0 ? 0 : indent);
  if (block === undefined) return spellDouble(value);
  const margin = ' '.repeat(Math.max(parentIndent, 0) + indent);
  return [block.header, ...block.lines.map((line) => (line === '' ? '' : margin + line))].join(style.eol);
}
