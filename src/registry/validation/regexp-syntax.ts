import { type CodePoints, complement, DIGITS, LINE_ENDS, property, SPACE, union, WORD } from './code-points.ts';

/** A regular expression in the strict sense: what finite automata can judge. Which group captures, and greed, do not matter to a verdict. */
export type Expression =
  | { readonly kind: 'set'; readonly set: CodePoints }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'choice'; readonly options: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly body: Expression; readonly min: number; readonly max: number }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'inside' };

/** Deeper groups are left to the native engine. */
const MAX_GROUPS = 200;
const SYNTAX = '^$\\.*+?()[]{}|/';
const CLASSES: ReadonlyMap<string, CodePoints> = new Map([
  ['d', DIGITS],
  ['D', complement(DIGITS)],
  ['w', WORD],
  ['W', complement(WORD)],
  ['s', SPACE],
  ['S', complement(SPACE)],
]);
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
]);

/**
 * Reads a pattern as ECMAScript does in Unicode mode, and also with a needless backslash before punctuation (`\-`, `\_`), which many
 * schemas have. `undefined` for all else: look-around, back-references, flags, what the grammar does not know. It does not tell these apart.
 */
export function parseRegExp(pattern: string): Expression | undefined {
  const reader = new Reader(pattern);
  try {
    const expression = reader.choice(0);
    return reader.isAtEnd() ? expression : undefined;
  } catch (error) {
    if (error instanceof NotRegular) return undefined;
    throw error;
  }
}

class NotRegular extends Error {}

/** A recursive descent over the code points of one pattern. */
class Reader {
  private readonly points: readonly string[];
  private at = 0;

  constructor(pattern: string) {
    this.points = [...pattern];
  }

  isAtEnd(): boolean {
    return this.at >= this.points.length;
  }

  choice(depth: number): Expression {
    if (depth > MAX_GROUPS) throw new NotRegular();
    const options = [this.sequence(depth)];
    while (this.take('|')) options.push(this.sequence(depth));
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  private sequence(depth: number): Expression {
    const parts: Expression[] = [];
    while (!this.isAtEnd() && this.peek() !== '|' && this.peek() !== ')') parts.push(this.term(depth));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'sequence', parts };
  }

  private term(depth: number): Expression {
    if (this.take('^')) return { kind: 'start' };
    if (this.take('$')) return { kind: 'end' };
    if (this.peek() === '\\' && this.peek(1) === 'b') return this.skip(2, { kind: 'boundary' });
    if (this.peek() === '\\' && this.peek(1) === 'B') return this.skip(2, { kind: 'inside' });
    return this.quantified(this.atom(depth));
  }

  private atom(depth: number): Expression {
    const point = this.next();
    if (point === '.') return { kind: 'set', set: complement(LINE_ENDS) };
    if (point === '(') return this.group(depth);
    if (point === '[') return { kind: 'set', set: this.bracket() };
    if (point === '\\') return { kind: 'set', set: this.escape(false) };
    if (SYNTAX.includes(point) && point !== '/') throw new NotRegular();
    return { kind: 'set', set: one(codeOf(point)) };
  }

  private group(depth: number): Expression {
    if (this.take('?') && !this.take(':')) {
      // A named group, unless it is a look-behind. Its name is checked where the pattern is first taken in, by the native parser.
      if (!this.take('<') || this.peek() === '=' || this.peek() === '!') throw new NotRegular();
      while (this.next() !== '>');
    }
    const body = this.choice(depth + 1);
    if (!this.take(')')) throw new NotRegular();
    return body;
  }

  private quantified(body: Expression): Expression {
    const bounds = this.quantifier();
    if (bounds === undefined) return body;
    this.take('?');
    const [min, max] = bounds;
    if (max < min) throw new NotRegular();
    return { kind: 'repeat', body, min, max };
  }

  private quantifier(): readonly [number, number] | undefined {
    if (this.take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.take('?')) return [0, 1];
    if (!this.take('{')) return undefined;
    const min = this.digits();
    let max = min;
    if (this.take(',')) max = this.peek() === '}' ? Number.POSITIVE_INFINITY : this.digits();
    if (!this.take('}')) throw new NotRegular();
    return [min, max];
  }

  private digits(): number {
    let text = '';
    while (/^[0-9]$/.test(this.peek())) text += this.next();
    if (text === '') throw new NotRegular();
    return Number(text);
  }

  /** The inside of `[…]`. */
  private bracket(): CodePoints {
    const isNegated = this.take('^');
    const sets: CodePoints[] = [];
    while (!this.take(']')) {
      const low = this.member();
      if (this.peek() !== '-' || this.peek(1) === ']') {
        sets.push(low);
        continue;
      }
      this.next();
      const high = this.member();
      const [first] = low;
      const [last] = high;
      // A class such as \d is no end of a range.
      if (first === undefined || last === undefined || !isSingle(low) || !isSingle(high)) throw new NotRegular();
      if (last[0] < first[0]) throw new NotRegular();
      sets.push([[first[0], last[0]]]);
    }
    const set = union(...sets);
    return isNegated ? complement(set) : set;
  }

  private member(): CodePoints {
    const point = this.next();
    return point === '\\' ? this.escape(true) : one(codeOf(point));
  }

  /** What follows a backslash. */
  private escape(isInClass: boolean): CodePoints {
    const point = this.next();
    const known = CLASSES.get(point);
    if (known !== undefined) return known;
    const control = CONTROLS.get(point);
    if (control !== undefined) return one(control);
    if (point === 'b' && isInClass) return one(0x08);
    if (point === 'c' && /^[A-Za-z]$/.test(this.peek())) return one(codeOf(this.next()) % 32);
    if (point === '0' && !/^[0-9]$/.test(this.peek())) return one(0);
    if (point === 'x') return one(this.hex(2));
    if (point === 'u') return one(this.unicodeEscape());
    if (point === 'p' || point === 'P') return this.propertyEscape(point);
    if (codeOf(point) > 0x7e || /^[A-Za-z0-9\s]$/.test(point)) throw new NotRegular();
    return one(codeOf(point));
  }

  private unicodeEscape(): number {
    if (this.take('{')) {
      let text = '';
      while (!this.take('}')) text += this.next();
      const point = /^[0-9A-Fa-f]+$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
      if (!(point <= 0x10ffff)) throw new NotRegular();
      return point;
    }
    const unit = this.hex(4);
    const isLead = unit >= 0xd800 && unit <= 0xdbff;
    if (!isLead || this.peek() !== '\\' || this.peek(1) !== 'u') return unit;
    const mark = this.at;
    this.at += 2;
    const trail = this.peek() === '{' ? 0 : this.hex(4);
    if (trail >= 0xdc00 && trail <= 0xdfff) return (unit - 0xd800) * 0x400 + (trail - 0xdc00) + 0x10000;
    this.at = mark;
    return unit;
  }

  private propertyEscape(letter: string): CodePoints {
    if (!this.take('{')) throw new NotRegular();
    let name = '';
    while (!this.take('}')) name += this.next();
    const set = property(`\\${letter}{${name}}`);
    if (set === undefined) throw new NotRegular();
    return set;
  }

  private hex(length: number): number {
    let text = '';
    while (text.length < length) text += this.next();
    if (!/^[0-9A-Fa-f]+$/.test(text)) throw new NotRegular();
    return Number.parseInt(text, 16);
  }

  private skip(count: number, expression: Expression): Expression {
    this.at += count;
    return expression;
  }

  private peek(ahead = 0): string {
    return this.points[this.at + ahead] ?? '';
  }

  private next(): string {
    const point = this.points[this.at];
    if (point === undefined) throw new NotRegular();
    this.at += 1;
    return point;
  }

  private take(point: string): boolean {
    if (this.peek() !== point) return false;
    this.at += 1;
    return true;
  }
}

function one(point: number): CodePoints {
  return [[point, point]];
}

function codeOf(point: string): number {
  return point.codePointAt(0) ?? 0;
}

function isSingle(set: CodePoints): boolean {
  return set.length === 1 && set[0]?.[0] === set[0]?.[1];
}
