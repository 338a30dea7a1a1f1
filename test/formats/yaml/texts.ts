import fc from 'fast-check';

/** What a generated text holds, for the count of samples that carry each. */
export const FEATURES = [
  'comment',
  'crlf',
  'bom',
  'anchor',
  'alias',
  'merge key',
  'tag',
  'block style',
  'flow style',
  'block scalar',
  'number spelling',
  'several documents',
  'compact nesting',
  'explicit key',
  'no final newline',
  'blank line',
] as const;
type Feature = (typeof FEATURES)[number];

export interface YamlText {
  readonly text: string;
  readonly hasBom: boolean;
  readonly features: ReadonlySet<Feature>;
}

const NUMBERS = [
  '1',
  '1.0',
  '1e3',
  '0.10',
  '-0',
  '+1',
  '0x1F',
  '0o7',
  '12345678901234567890',
  '.5',
  '1E-2',
  '007',
  '0',
];
const WORDS = [
  'word',
  'two words',
  'true',
  'null',
  '~',
  'yes',
  'a:b',
  "it's",
  '2024-01-01T00:00:00Z',
  'x#y',
  'http://a/b?c',
  '- no',
];
const KEYS = [
  'a',
  'b',
  'c',
  'key',
  "'q k'",
  '"d\\u0041"',
  '1',
  'long_key',
  '__proto__',
  'x y',
  'z',
  'null',
  'yes',
  'w',
];
const TAGS = ['!!str', '!own', '!!int', '!'];

/** Writes a YAML text from a tape of choices; an exhausted tape chooses the simplest, so that every tape gives a good text. */
class Writer {
  readonly features = new Set<Feature>();
  readonly #tape: readonly number[];
  #at = 0;
  #comments = 0;
  #anchors: { readonly name: string; readonly isMap: boolean }[] = [];
  #anchorCount = 0;

  constructor(tape: readonly number[]) {
    this.#tape = tape;
  }

  draw(options: number): number {
    const choice = this.#tape[this.#at] ?? 0;
    this.#at += 1;
    return choice % options;
  }

  chance(oneIn: number): boolean {
    return this.draw(oneIn) === oneIn - 1;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.draw(items.length)] as Item;
  }

  use(feature: Feature): void {
    this.features.add(feature);
  }

  comment(): string {
    this.use('comment');
    this.#comments += 1;
    return `# c${this.#comments}.`;
  }

  newDocument(): void {
    this.#anchors = [];
  }

  tail(): string {
    return this.chance(5) ? `${this.pick([' ', '   '])}${this.comment()}` : '';
  }

  /** Lines of their own before an entry. */
  above(column: number): readonly string[] {
    const lines: string[] = [];
    if (this.chance(7)) {
      this.use('blank line');
      lines.push('');
    }
    if (this.chance(6)) lines.push(' '.repeat(column) + this.comment());
    if (lines.length > 0 && this.chance(4)) {
      this.use('blank line');
      lines.push('');
    }
    return lines;
  }

  plainScalar(isFlow: boolean): string {
    switch (this.draw(7)) {
      case 0:
      case 1:
        return this.word(isFlow);
      case 2:
      case 3:
        this.use('number spelling');
        return this.pick(NUMBERS);
      case 4:
        return `'${this.pick(WORDS).replaceAll("'", "''")}'`;
      case 5:
        return `"${this.pick(WORDS)}${this.pick(['', '\\n', '\\u00e9', '\\"'])}"`;
      default:
        return this.pick(['true', 'false', 'null', '~']);
    }
  }

  word(isFlow: boolean): string {
    const word = this.pick(WORDS);
    return word.startsWith('-') || (isFlow && word.includes('?')) ? 'plain' : word;
  }

  properties(isScalar: boolean, isMap: boolean): string {
    const parts: string[] = [];
    if (this.chance(isMap ? 2 : 6)) {
      this.use('anchor');
      this.#anchorCount += 1;
      const name = this.chance(4) ? 'same' : `n${this.#anchorCount}`;
      parts.push(`&${name}`);
      this.#pending.push({ name, isMap });
    }
    if (isScalar && this.chance(12)) {
      this.use('tag');
      parts.push(this.pick(TAGS));
    } else if (!isScalar && this.chance(12)) {
      this.use('tag');
      parts.push('!own');
    }
    return parts.join(' ');
  }

  readonly #pending: { readonly name: string; readonly isMap: boolean }[] = [];

  /** Anchors can be referred to once their node is written. */
  settle(count: number): void {
    for (const anchor of this.#pending.splice(count)) {
      this.#anchors = [...this.#anchors.filter(({ name }) => name !== anchor.name), anchor];
    }
  }

  get pending(): number {
    return this.#pending.length;
  }

  alias(isMap: boolean): string | undefined {
    const known = this.#anchors.filter(
      (anchor) => (!isMap || anchor.isMap) && !this.#pending.some(({ name }) => name === anchor.name),
    );
    if (known.length === 0) return undefined;
    this.use('alias');
    return `*${this.pick(known).name}`;
  }

  flow(depth: number): string {
    this.use('flow style');
    const count = this.draw(4);
    const parts: string[] = [];
    const isMap = this.draw(2) === 0;
    const keys = new Set<string>();
    for (let index = 0; index < count; index += 1) {
      if (!isMap) {
        parts.push(`${this.chance(9) ? 'p: ' : ''}${this.flowValue(depth)}`);
        continue;
      }
      const key = this.pick(KEYS);
      if (keys.has(key)) continue;
      keys.add(key);
      const value = this.flowValue(depth);
      parts.push(value === '~' && this.chance(2) ? key : `${key}: ${value}`);
    }
    const [open, close] = isMap ? ['{', '}'] : ['[', ']'];
    if (parts.length === 0) return `${open}${close}`;
    const pad = this.pick(['', ' ']);
    return `${open}${pad}${parts.join(this.pick([', ', ',  ']))}${this.chance(6) ? ',' : ''}${pad}${close}`;
  }

  flowValue(depth: number): string {
    const before = this.pending;
    if (depth > 0 && this.chance(4)) {
      const inner = this.flow(depth - 1);
      return inner;
    }
    const alias = this.chance(6) ? this.alias(false) : undefined;
    if (alias !== undefined) return alias;
    const properties = this.properties(true, false);
    const text = [properties, this.plainScalar(true)].filter((one) => one !== '').join(' ');
    this.settle(before);
    return text;
  }

  /** A flow collection over several lines, each entry on its own. */
  expandedFlow(column: number): readonly string[] {
    this.use('flow style');
    const margin = ' '.repeat(column + 2);
    const lines = ['['];
    const count = 1 + this.draw(3);
    for (let index = 0; index < count; index += 1) {
      if (this.chance(4)) lines.push(margin + this.comment());
      const comma = index < count - 1 || this.chance(3) ? ',' : '';
      lines.push(`${margin}${this.flowValue(1)}${comma}${this.tail()}`);
    }
    return [...lines, `${' '.repeat(column + 1)}]`];
  }

  blockScalar(column: number): readonly string[] {
    this.use('block scalar');
    const indicator = this.pick(['|', '>', '|-', '>-', '|+', '>+']);
    const step = 1 + this.draw(3);
    const explicit = column >= 0 && this.chance(4) ? String(step) : '';
    const margin = ' '.repeat(Math.max(column, 0) + step);
    const lines = Array.from({ length: 1 + this.draw(3) }, (_, index) => {
      if (index > 0 && this.chance(4)) return '';
      return (
        margin +
        (index > 0 && this.chance(4) ? '  more' : this.pick(['text', 'a: b', '# no comment', 'line two ']).trimEnd())
      );
    });
    while (lines.at(-1) === '') lines.pop();
    if (indicator.includes('+') && this.chance(2)) lines.push('');
    return [`${indicator.slice(0, 1)}${explicit}${indicator.slice(1)}${this.tail()}`, ...lines];
  }

  /** What stands behind an indicator at `column`: the first piece on its line, the others as lines. */
  value(column: number, depth: number, isItem: boolean): readonly string[] {
    const before = this.pending;
    const lines = this.valueLines(column, depth, isItem);
    this.settle(before);
    return lines;
  }

  valueLines(column: number, depth: number, isItem: boolean): readonly string[] {
    switch (this.draw(12)) {
      case 0:
      case 1:
      case 2: {
        const properties = this.properties(true, false);
        return [` ${[properties, this.plainScalar(false)].filter((one) => one !== '').join(' ')}${this.tail()}`];
      }
      case 3: {
        const properties = this.properties(false, false);
        return [` ${[properties, this.flow(2)].filter((one) => one !== '').join(' ')}${this.tail()}`];
      }
      case 4: {
        const [first = '', ...rest] = this.blockScalar(column);
        return [` ${first}`, ...rest];
      }
      case 5: {
        const alias = this.alias(false);
        return [alias === undefined ? this.tail() : ` ${alias}${this.tail()}`];
      }
      case 6: {
        const [first = '', ...rest] = this.expandedFlow(column);
        return [` ${first}`, ...rest];
      }
      default:
        if (depth <= 0) return [` ${this.plainScalar(false)}${this.tail()}`];
        return this.nested(column, depth - 1, isItem);
    }
  }

  nested(column: number, depth: number, isItem: boolean): readonly string[] {
    const isMap = this.draw(2) === 0;
    if (isItem && this.chance(2)) {
      this.use('compact nesting');
      const [first = '', ...rest] = isMap ? this.map(column + 2, depth, true) : this.seq(column + 2, depth, true);
      return [` ${first.trimStart()}`, ...rest];
    }
    const properties = this.properties(false, isMap);
    const inline = `${properties === '' ? '' : ` ${properties}`}${this.tail()}`;
    const indent = isMap || isItem || this.chance(2) ? column + this.pick([2, 2, 4]) : column;
    const head = this.chance(8) ? [' '.repeat(indent) + this.comment()] : [];
    return [inline, ...head, ...(isMap ? this.map(indent, depth, false) : this.seq(indent, depth, false))];
  }

  map(column: number, depth: number, isCompact: boolean): readonly string[] {
    this.use('block style');
    const margin = ' '.repeat(column);
    const keys = new Set<string>();
    const lines: string[] = [];
    const count = 1 + this.draw(4);
    const merge = this.chance(2) ? this.alias(true) : undefined;
    if (merge !== undefined) {
      this.use('merge key');
      lines.push(`${margin}<<: ${merge}${this.tail()}`);
    }
    for (let index = 0; index < count; index += 1) {
      const key = this.pick(KEYS);
      if (keys.has(key)) continue;
      keys.add(key);
      if (!isCompact || lines.length > 0) lines.push(...this.above(column));
      const isExplicit = this.chance(15);
      if (isExplicit) this.use('explicit key');
      const [first = '', ...rest] = this.value(column, depth, false);
      if (isExplicit) lines.push(`${margin}? ${key}`, `${margin}:${first}`, ...rest);
      else lines.push(`${margin}${key}:${first}`, ...rest);
    }
    if (this.chance(9)) lines.push(margin + this.comment());
    return lines;
  }

  seq(column: number, depth: number, isCompact: boolean): readonly string[] {
    this.use('block style');
    const margin = ' '.repeat(column);
    const lines: string[] = [];
    const count = 1 + this.draw(4);
    for (let index = 0; index < count; index += 1) {
      if (!isCompact || index > 0) lines.push(...this.above(column));
      const [first = '', ...rest] = this.value(column, depth, true);
      lines.push(`${margin}-${first}`, ...rest);
    }
    return lines;
  }

  document(isMarked: boolean): readonly string[] {
    this.newDocument();
    const head = this.chance(3) ? [this.comment()] : [];
    const marker = isMarked ? ['---'] : [];
    switch (this.draw(9)) {
      case 0:
        return [...head, ...marker, this.plainScalar(false)];
      case 1:
        return [...head, ...marker, this.flow(3) + this.tail()];
      case 2:
        return [...head, ...marker, ...this.seq(0, 3, false)];
      default:
        return [...head, ...marker, ...this.map(0, 3, false)];
    }
  }
}

/** YAML texts that hold everything that the format has, each document a value of plain data. */
export function yamlTexts(): fc.Arbitrary<YamlText> {
  return fc
    .record({
      tape: fc.array(fc.nat({ max: 5039 }), { minLength: 80, maxLength: 300, size: 'max' }),
      isCrlf: fc.boolean(),
      hasBom: fc.integer({ min: 0, max: 3 }).map((choice) => choice === 3),
      documents: fc.constantFrom(1, 1, 1, 2, 3),
      hasFinalBreak: fc.integer({ min: 0, max: 3 }).map((choice) => choice !== 3),
    })
    .map(({ tape, isCrlf, hasBom, documents, hasFinalBreak }) => {
      const writer = new Writer(tape);
      const lines = Array.from({ length: documents }, (_, index) => writer.document(index > 0)).flat();
      const eol = isCrlf ? '\r\n' : '\n';
      if (isCrlf) writer.use('crlf');
      if (hasBom) writer.use('bom');
      if (documents > 1) writer.use('several documents');
      if (!hasFinalBreak) writer.use('no final newline');
      return { text: lines.join(eol) + (hasFinalBreak ? eol : ''), hasBom, features: writer.features };
    });
}
