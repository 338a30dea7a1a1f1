import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { documentsOf, read } from './edited.ts';

function faultsOf(text: string): readonly Finding[] {
  const file = read(text);
  return file.kind === 'malformed' ? file.faults : [];
}

describe('YAML values', () => {
  it.each<[string, unknown]>([
    ['a: 1\nb: [x, {y: z}]\n', { a: 1, b: ['x', { y: 'z' }] }],
    ['12345678901234567890', 12345678901234567890n],
    ['0xFFFFFFFFFFFFFFFFFF', 0xffffffffffffffffffn],
    ['0o777777777777777777777', 0o777777777777777777777n],
    ['[0x1F, 0o7, 010, +1, 1e3, 0.10, .5, -0]', [31, 7, 10, 1, 1000, 0.1, 0.5, -0]],
    ['[~, null, Null, true, FALSE, yes, no, 0b1, 1_000]', [null, null, null, true, false, 'yes', 'no', '0b1', '1_000']],
    [
      '%YAML 1.1\n---\n[yes, off, 010, 0b11, 1_000, 1:30, 2001-01-01, 1.5e+3]',
      [true, false, 8, 3, 1000, 90, '2001-01-01', 1500],
    ],
    ["['1', \"2\", !!str 3, !own 4, ! 5, !!int '6', !!float 7]", ['1', '2', '3', '4', '5', 6, 7]],
    ['{a, b: , "c":1}', { a: null, b: null, c: 1 }],
    ['1: a\n~: b\ntrue: c\n0x10: d\n', { 1: 'a', '': 'b', true: 'c', 16: 'd' }],
    ['a: &x {p: 1}\nb: *x\n', { a: { p: 1 }, b: { p: 1 } }],
    ['a: &x 1\nb: &x 2\nc: *x\n', { a: 1, b: 2, c: 2 }],
    ['a: &a {x: 1, y: 1}\nb:\n  x: 2\n  <<: *a\n', { a: { x: 1, y: 1 }, b: { x: 2, y: 1 } }],
    ['a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: [*a, *b]\n', { a: { x: 1 }, b: { x: 2, y: 2 }, c: { x: 1, y: 2 } }],
    ['"<<": 1\n', { '<<': 1 }],
    ['a: |\n  x\n  y\nb: >-\n  p\n  q\n', { a: 'x\ny\n', b: 'p q' }],
    ['# only a comment\n', null],
    ['!!set {a, b}', { a: null, b: null }],
  ])('%j', (text, value) => {
    expect(documentsOf(text)).toEqual([value]);
  });

  it('makes __proto__ a key like any other', () => {
    const [value] = documentsOf('__proto__: {x: 1}\n');
    expect(Object.getOwnPropertyNames(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('gives every alias a copy of its own', () => {
    const [value] = documentsOf('a: &x {p: 1}\nb: *x\n') as readonly { a: unknown; b: unknown }[];
    expect(value?.b).not.toBe(value?.a);
  });

  it('gives one value for each document', () => {
    expect(documentsOf('---\na: 1\n---\n---\n- b\n...\n# end\n')).toEqual([{ a: 1 }, null, ['b']]);
  });
});

describe('YAML faults', () => {
  it.each<[string, string, Partial<Finding>]>([
    [
      'an open sequence',
      'a: [1, 2',
      {
        code: 'SYNTAX_INVALID',
        args: {
          reason: 'the text ends inside a sequence in [ ]',
          damage: 'truncated',
          open: ['['],
          cut: { line: 1, column: 9 },
        },
      },
    ],
    [
      'an open mapping over lines',
      'a: {b: [\n  1,\n',
      {
        code: 'SYNTAX_INVALID',
        args: {
          reason: 'the text ends inside a sequence in [ ]',
          damage: 'truncated',
          open: ['{', '['],
          cut: { line: 2, column: 5 },
        },
      },
    ],
    [
      'an open quote',
      'a: "x\n',
      {
        code: 'SYNTAX_INVALID',
        args: {
          reason: 'the text ends inside a quoted text',
          damage: 'truncated',
          open: ['"'],
          cut: { line: 1, column: 6 },
        },
      },
    ],
    [
      'half a key',
      'a: 1\nb',
      {
        code: 'SYNTAX_INVALID',
        args: {
          reason: 'implicit map keys need to be followed by map values',
          damage: 'truncated',
          cut: { line: 2, column: 2 },
        },
      },
    ],
    [
      'a document written twice',
      '{"a": 1}\n{"a": 1}\n',
      { code: 'SYNTAX_INVALID', args: expect.objectContaining({ damage: 'written twice' }) },
    ],
    [
      'a mapping written twice',
      'a: 1\nb: 2\na: 1\nb: 2\n',
      {
        code: 'SYNTAX_INVALID',
        pointer: '',
        args: { reason: 'the document starts once more behind its end', damage: 'written twice', copies: 'equal' },
        span: { start: 10, end: 11 },
      },
    ],
    [
      'an old and a new mapping, one behind the other, the second cut off',
      'a: 1\nb: 2\nc: 3\na: 5\nb:\n',
      { code: 'SYNTAX_INVALID', args: expect.objectContaining({ damage: 'written twice' }) },
    ],
    ['the first key twice', 'a: 1\nb: 2\na: 3\n', { code: 'DUPLICATE_KEY', pointer: '/a' }],
    ['keys twice in another order', 'a: 1\nb: 2\nb: 3\n', { code: 'DUPLICATE_KEY', pointer: '/b' }],
    [
      'a tab',
      'a:\n\tb: 1\n',
      { code: 'SYNTAX_INVALID', args: { reason: 'a tab is used as indentation; YAML asks for spaces' } },
    ],
    [
      'two keys',
      'a: 1\nb: 2\n"a": 3\n',
      {
        code: 'DUPLICATE_KEY',
        pointer: '/a',
        args: { key: 'a', first: { line: 1, column: 1 } },
        span: { start: 10, end: 13 },
        atKey: true,
      },
    ],
    ['two keys that read the same', '1: a\n0x1: b\n', { code: 'DUPLICATE_KEY', pointer: '/1' }],
    ['two <<', 'a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n', { code: 'DUPLICATE_KEY', pointer: '/b/<<' }],
    [
      '<< of a scalar',
      '<<: 1\n',
      { code: 'SYNTAX_INVALID', args: { reason: '<< asks for a mapping, or a sequence of mappings, to merge' } },
    ],
    [
      'a mapping as key',
      '? {a: 1}\n: 2\n',
      { code: 'SYNTAX_INVALID', args: { reason: 'a mapping or a sequence is used as a key' } },
    ],
    [
      'an alias of nothing',
      'a: *x\n',
      { code: 'SYNTAX_INVALID', pointer: '/a', args: { reason: 'the alias *x has no anchor before it' } },
    ],
    [
      'a cycle',
      'a: &x\n  b: *x\n',
      { code: 'ALIAS_EXCEEDED', pointer: '/a/b', args: { reason: 'cycle', anchor: 'x' } },
    ],
    ['infinity', 'a: .inf\n', { code: 'NUMBER_UNREPRESENTABLE', pointer: '/a', args: { text: '.inf' } }],
    ['not a number', 'a: .NaN\n', { code: 'NUMBER_UNREPRESENTABLE', args: { text: '.NaN' } }],
    ['an overflow', 'a: [1e400]\n', { code: 'NUMBER_UNREPRESENTABLE', pointer: '/a/0', args: { text: '1e400' } }],
    [
      'a lone surrogate',
      'a: "\\ud800"\n',
      { code: 'ENCODING_INVALID', pointer: '/a', args: { reason: 'lone surrogate' } },
    ],
  ])('%s', (_name, text, fault) => {
    expect(faultsOf(text)).toEqual([expect.objectContaining(fault)]);
  });

  it('names the document of a fault in a file with several', () => {
    expect(faultsOf('a: 1\n---\nb: .inf\n')).toEqual([expect.objectContaining({ document: 1, pointer: '/b' })]);
  });

  it('finds several faults in the order of the text', () => {
    expect(faultsOf('a: .inf\nb: 1\nb: 2\n').map(({ code }) => code)).toEqual([
      'NUMBER_UNREPRESENTABLE',
      'DUPLICATE_KEY',
    ]);
  });
});

describe('YAML limits', () => {
  const within = (milliseconds: number, act: () => void): void => {
    const start = performance.now();
    act();
    expect(performance.now() - start).toBeLessThan(milliseconds);
  };

  it.each([
    ['sequences', '['],
    ['mappings', '{'],
    ['mappings with keys', '{a: '],
    ['both', '[{a: '],
    ['dashes', '- '],
    ['question marks', '? '],
    ['colons', ': '],
  ])('200 000 nested %s are too deep, at once', (_name, opener) => {
    const text = opener.repeat(200_000);
    within(2000, () =>
      expect(faultsOf(text)).toEqual([expect.objectContaining({ code: 'DEPTH_EXCEEDED', args: { limit: 256 } })]),
    );
  });

  it('finds what stands behind the end of a large text without composing it', () => {
    const text = `${'- [1, 2, {a: b}]\n'.repeat(60_000)}- ]\n`;
    within(8000, () =>
      expect(faultsOf(text)).toEqual([
        expect.objectContaining({ code: 'SYNTAX_INVALID', span: { start: text.length - 2, end: text.length - 1 } }),
      ]),
    );
  });

  it('block mappings by indentation are too deep, at once', () => {
    const text = Array.from({ length: 4000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    within(2000, () => expect(faultsOf(text)[0]).toMatchObject({ code: 'DEPTH_EXCEEDED' }));
  });

  it('256 levels are not too deep', () => {
    expect(faultsOf('['.repeat(256) + ']'.repeat(256))).toEqual([]);
    expect(faultsOf('['.repeat(257) + ']'.repeat(257))).toMatchObject([{ code: 'DEPTH_EXCEEDED' }]);
  });

  it('aliases that nest too deep are too deep', () => {
    const nest = (inner: string): string => '['.repeat(40) + inner + ']'.repeat(40);
    const chain = Array.from({ length: 8 }, (_, level) => `a${level + 1}: &a${level + 1} ${nest(`*a${level}`)}`).join(
      '\n',
    );
    expect(faultsOf(`a0: &a0 [x]\n${chain}\n`)).toMatchObject([{ code: 'DEPTH_EXCEEDED', args: { limit: 256 } }]);
  });

  it('an alias bomb is named by its anchor, at once', () => {
    const names = 'abcdefghij';
    const lines = [...names]
      .slice(1)
      .map((name, level) => `${name}: &${name} [${Array(9).fill(`*${names[level]}`).join(', ')}]`);
    const text = `a: &a [x, x, x, x, x, x, x, x, x]\n${lines.join('\n')}\n`;
    within(2000, () =>
      expect(faultsOf(text)).toMatchObject([{ code: 'ALIAS_EXCEEDED', args: { reason: 'bomb', anchor: 'd' } }]),
    );
  });

  it('a bomb of << is one, too', () => {
    const lines = Array.from(
      { length: 20 },
      (_, level) => `m${level + 1}: &m${level + 1} {a: *m${level}, b: *m${level}}`,
    );
    expect(faultsOf(`m0: &m0 {x: 1}\n${lines.join('\n')}\n`)).toMatchObject([{ code: 'ALIAS_EXCEEDED' }]);
  });

  it('many aliases of something small are no bomb', () => {
    expect(faultsOf(`a: &a 1\nb: [${Array(5000).fill('*a').join(', ')}]\n`)).toEqual([]);
  });

  it('30 000 keys are compared in linear time', () => {
    const text = Array.from({ length: 30_000 }, (_, index) => `key${index}: v`).join('\n');
    within(8000, () =>
      expect(faultsOf(`${text}\nkey7: again\n`)).toMatchObject([{ code: 'DUPLICATE_KEY', pointer: '/key7' }]),
    );
  });
});
