import type { CodePoints } from './code-points.ts';
import type { Expression } from './regexp-syntax.ts';

/** RE2 takes no repeat above this, nested repeats multiplied. */
const MAX_REPEAT = 1000;
/** Longer programs cost too much to build; such a pattern is left to the native engine. */
const MAX_LENGTH = 200_000;

interface Piece {
  readonly text: string;
  /** The product of the repeats in it, as RE2 counts them. */
  readonly repeats: number;
}

/**
 * The same language in RE2's notation, every set spelled as code points, so that nothing depends on what RE2 takes `\s`, `.` or `\u` for.
 * `undefined` where the text would become too long.
 */
export function toRe2(expression: Expression): string | undefined {
  const piece = write(expression);
  return piece === undefined || piece.text.length > MAX_LENGTH ? undefined : piece.text;
}

function write(expression: Expression): Piece | undefined {
  switch (expression.kind) {
    case 'start':
      return { text: '\\A', repeats: 1 };
    case 'end':
      return { text: '\\z', repeats: 1 };
    case 'boundary':
      return { text: '\\b', repeats: 1 };
    case 'inside':
      return { text: '\\B', repeats: 1 };
    case 'set':
      return { text: setText(expression.set), repeats: 1 };
    case 'sequence':
      return joined(expression.parts, '');
    case 'choice':
      return joined(expression.options, '|');
    case 'repeat':
      return repeated(expression);
  }
}

function joined(parts: readonly Expression[], separator: string): Piece | undefined {
  const texts: string[] = [];
  let repeats = 1;
  let length = 0;
  for (const part of parts) {
    const piece = write(part);
    if (piece === undefined) return undefined;
    texts.push(part.kind === 'choice' ? `(?:${piece.text})` : piece.text);
    repeats = Math.max(repeats, piece.repeats);
    length += piece.text.length;
    if (length > MAX_LENGTH) return undefined;
  }
  return { text: texts.join(separator), repeats };
}

function repeated({ body, min, max }: Extract<Expression, { kind: 'repeat' }>): Piece | undefined {
  const inner = write(body);
  if (inner === undefined) return undefined;
  const item = body.kind === 'set' ? inner.text : `(?:${inner.text})`;
  if (min === 0 && max === Number.POSITIVE_INFINITY) return { text: `(?:${item})*`, repeats: inner.repeats };
  if (min === 1 && max === Number.POSITIVE_INFINITY) return { text: `(?:${item})+`, repeats: inner.repeats };
  const required = copies(item, min, inner.repeats, (count) => (count === 1 ? item : `(?:${item}){${count}}`));
  const rest =
    max === Number.POSITIVE_INFINITY
      ? `(?:${item})*`
      : copies(item, max - min, inner.repeats, (count) => (count === 1 ? `(?:${item})?` : `(?:${item}){0,${count}}`));
  if (required === undefined || rest === undefined) return undefined;
  const most = Math.max(min, max === Number.POSITIVE_INFINITY ? 1 : max - min, 1);
  return { text: `(?:${required}${rest})`, repeats: Math.min(MAX_REPEAT, most * inner.repeats) };
}

/** `count` of them as a row of repeats that RE2 accepts. */
function copies(item: string, count: number, repeats: number, spell: (count: number) => string): string | undefined {
  const step = Math.max(1, Math.floor(MAX_REPEAT / repeats));
  if (Math.ceil(count / step) * item.length > MAX_LENGTH) return undefined;
  let text = '';
  for (let left = count; left > 0; left -= step) text += spell(Math.min(left, step));
  return text;
}

function setText(set: CodePoints): string {
  const [first] = set;
  if (first === undefined) return '[^\\x{0}-\\x{10FFFF}]';
  if (set.length === 1 && first[0] === first[1]) return point(first[0]);
  return `[${set.map(([low, high]) => (low === high ? point(low) : `${point(low)}-${point(high)}`)).join('')}]`;
}

function point(code: number): string {
  return `\\x{${code.toString(16)}}`;
}
