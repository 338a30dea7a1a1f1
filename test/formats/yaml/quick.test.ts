import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuickly } from '../../../src/formats/yaml/quick.ts';
import { readText } from '../../../src/formats/yaml/read.ts';
import { type Value, valuesEqual } from '../../../src/model/value.ts';
import { yamlTexts } from './texts.ts';

/** What the library says of a text, as the quick reader would have to say it. */
function slowly(text: string): readonly Value[] {
  const read = readText(text);
  return read.kind === 'trees' ? read.trees.map(({ root }) => root.value) : [];
}

function agrees(text: string): boolean {
  const quick = readQuickly(text);
  if (quick === undefined) return true;
  const [slow, ...others] = slowly(text);
  return slow !== undefined && others.length === 0 && valuesEqual(slow, quick);
}

const LEAVES = [
  'x',
  '1',
  '"q"',
  "'s'",
  'true',
  'a b',
  '[1, 2]',
  '{p: q}',
  '~',
  '0.10',
  'http://a/b?c',
  "it's",
  '-x',
  'x#y',
  '"\\u00e9"',
];
const { text: plainTexts } = fc.letrec<{ text: readonly string[] }>((tie) => ({
  text: fc
    .record({
      isSequence: fc.boolean(),
      entries: fc.array(
        fc.record({
          leaf: fc.constantFrom('', ...LEAVES, '- y', 'n: 1'),
          isDeep: fc.boolean(),
          below: fc.oneof(
            { depthSize: 'small', withCrossShrink: true },
            fc.constant<readonly string[]>([]),
            tie('text'),
          ),
          isIndented: fc.boolean(),
          extra: fc.constantFrom('', '', '', ' # c', '\n', '\n   # c', '\n# c'),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    .map(({ isSequence, entries }) =>
      entries.flatMap(({ leaf, isDeep, below, isIndented, extra }, index) => {
        const intro = isSequence ? '-' : `k${index}:`;
        const nested = isDeep && below.length > 0;
        const margin = isSequence || isIndented ? '  ' : '';
        const value = nested || leaf === '' || (!isSequence && /^- |: /.test(leaf)) ? '' : ` ${leaf}`;
        return [`${intro}${value}${extra}`, ...(nested ? below.map((line) => margin + line) : [])];
      }),
    ),
}));

/** Whatever could turn a plain text into something else. */
const PIECES = [
  ...['\n', '\n  ', '\n    ', '- ', '-', ' ', '  ', ': ', ':', ',', '[', ']', '{', '}', ' # c', '#', '"', "'", '\\'],
  ...['a', '1', '? ', '& ', '*a', '!', '|', '>', '~', '\n---', '\n...', '\t', '\r', '%', '@', '`', '<<: ', '\u00a0'],
  ...['\u2028', '\u0085', '\uFEFF', 'é', '😀', 'a: 1\n', '- b\n', '0x1F', '1e400', '"x": ', "'y': ", '{a: {b: "c"}}'],
];
const broken = fc
  .tuple(
    plainTexts.map((lines) => `${lines.join('\n')}\n`),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('', ...PIECES)), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [place, taken, piece]) => {
      const at = place % (now.length + 1);
      return now.slice(0, at) + piece + now.slice(at + taken);
    }, text),
  );

describe('the quick reader', () => {
  it('reads plain texts itself', () => {
    const text =
      '# head\nversion: 1 # v\n"a b":\n  - x: 0.10\n    y: [1, {p: "q"}]\n\n  - - z\n    -\nlast:\n- \'it\'\'s\'\n- 2024-01-01\n';
    expect(readQuickly(text)).toEqual({
      version: 1,
      'a b': [{ x: 0.1, y: [1, { p: 'q' }] }, ['z', null]],
      last: ["it's", '2024-01-01'],
    });
    expect(readQuickly(text.replaceAll('\n', '\r\n'))).toEqual(readQuickly(text));
  });

  it.each([
    ['an anchor', 'a: &x 1\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a block scalar', 'a: |\n  x\n'],
    ['a text over lines', 'a: x\n  y\n'],
    ['a marker', '---\na: 1\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['an overflow', 'a: 1e400\n'],
    ['a tab', 'a:\t1\n'],
    ['a merge', 'a: {}\n<<: {}\n'],
    ['comments alone', '# c\n'],
    ['lists that nest too deep behind a key', `a: ${'['.repeat(256)}${']'.repeat(256)}\n`],
    ['mappings that nest too deep behind a key', `a: ${'{b: '.repeat(5000)}1${'}'.repeat(5000)}\n`],
    ['a line without end', `a: ${'x'.repeat(200_000)}\n`],
  ])('leaves %s to the library', (_name, text) => {
    expect(readQuickly(text)).toBeUndefined();
  });

  it('reads as deep as the limit', () => {
    expect(readQuickly(`a: ${'['.repeat(255)}1${']'.repeat(255)}\n`)).toBeDefined();
  });

  it('makes __proto__ a key like any other', () => {
    const value = readQuickly('__proto__: {__proto__: 1}\n') as object;
    expect(Object.getOwnPropertyNames(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('agrees with the library on plain texts, and reads most of them', () => {
    let read = 0;
    fc.assert(
      fc.property(plainTexts, (lines) => {
        const text = `${lines.join('\n')}\n`;
        if (readQuickly(text) !== undefined) read += 1;
        return agrees(text);
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(1000);
  });

  it('agrees with the library on broken texts, or does not answer', () => {
    // Half of a surrogate pair is in no text that was decoded.
    const decoded = broken.filter((text) => text.isWellFormed());
    fc.assert(fc.property(decoded, agrees), { numRuns: 5000 });
  });

  it('agrees with the library on texts with everything', () => {
    fc.assert(
      fc.property(yamlTexts(), ({ text }) => agrees(text)),
      { numRuns: 1000, endOnFailure: true },
    );
  });
});
