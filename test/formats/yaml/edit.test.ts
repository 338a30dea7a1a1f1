import { describe, expect, it } from 'vitest';
import { edited, rewritten } from './edited.ts';

// biome-ignore lint/suspicious/noExplicitAny: steps of the table handle states of any shape, as a user's .mjs step does.
type State = any;
type Step = (state: State) => unknown;
type Row = readonly [name: string, before: string, step: Step, after: string];

const rows: readonly Row[] = [
  // Scalars in their place.
  ['a plain string', 'a: one # c\n', (s) => ({ ...s, a: 'two' }), 'a: two # c\n'],
  ['single quotes', "a: 'one'\n", (s) => ({ ...s, a: 'two' }), "a: 'two'\n"],
  ['single quotes that hold one', "a: 'one'\n", (s) => ({ ...s, a: "it's" }), "a: 'it''s'\n"],
  ['single quotes that cannot hold it', "a: 'one'\n", (s) => ({ ...s, a: 'x\ny' }), 'a: "x\\ny"\n'],
  ['double quotes', 'a: "one"\n', (s) => ({ ...s, a: 'two' }), 'a: "two"\n'],
  ['a plain string that needs quotes', 'a: one\n', (s) => ({ ...s, a: 'yes: no' }), 'a: "yes: no"\n'],
  ['the quotes of the file', "b: 'x'\na: one\n", (s) => ({ ...s, a: '12' }), "b: 'x'\na: '12'\n"],
  ['a number for a string', "a: '1'\n", (s) => ({ ...s, a: 1 }), 'a: 1\n'],
  ['a string for a number', 'a: 1\n', (s) => ({ ...s, a: '1' }), 'a: "1"\n'],
  ['an empty value', 'a:\nb: 1\n', (s) => ({ ...s, a: 2 }), 'a: 2\nb: 1\n'],
  ['an empty value with a comment', 'a: # c\n', (s) => ({ ...s, a: 2 }), 'a: 2 # c\n'],
  ['an empty item', '-\n- 1\n', () => [2, 1], '- 2\n- 1\n'],
  ['a big integer', 'a: 18446744073709551615\n', (s) => ({ ...s, a: s.a - 1n }), 'a: 18446744073709551614\n'],
  ['a tag that fits', 'a: !!str 1\n', (s) => ({ ...s, a: 'x' }), 'a: !!str x\n'],
  ['a tag that no longer fits', 'a: !!str x\n', (s) => ({ ...s, a: 5 }), 'a: 5\n'],
  // Block scalars.
  ['a literal', 'a: |\n  x\n  y\nb: 1\n', (s) => ({ ...s, a: 'x\nz\n' }), 'a: |\n  x\n  z\nb: 1\n'],
  ['a literal, its comment', 'a: | # c\n   x\nb: 1\n', (s) => ({ ...s, a: 'z' }), 'a: |- # c\n   z\nb: 1\n'],
  ['a folded scalar', 'a: >-\n  x\n  y\n', (s) => ({ ...s, a: 'p\nq' }), 'a: >-\n  p\n\n  q\n'],
  ['an indentation indicator', 'a: |1\n x\n', (s) => ({ ...s, a: '  y\n' }), 'a: |1\n   y\n'],
  ['a literal that cannot say it', 'a: |\n  x\nb: 1\n', (s) => ({ ...s, a: 'x\r' }), 'a: "x\\r"\nb: 1\n'],
  ['a literal that becomes a number', 'a: | # c\n  x\nb: 1\n', (s) => ({ ...s, a: 5 }), 'a: 5 # c\nb: 1\n'],
  // Deleting.
  ['deleting takes the trailing comment', 'a: 1 # one\nb: 2\n', ({ a: _, ...s }) => s, 'b: 2\n'],
  [
    'deleting takes the comments directly above',
    'a: 1\n# about b\n# more\nb: 2\nc: 3\n',
    ({ b: _, ...s }) => s,
    'a: 1\nc: 3\n',
  ],
  ['a comment apart stays', 'a: 1\n# apart\n\nb: 2\nc: 3\n', ({ b: _, ...s }) => s, 'a: 1\n# apart\n\nc: 3\n'],
  ['the comment of the head stays', '# head\na: 1\nb: 2\n', ({ a: _, ...s }) => s, '# head\nb: 2\n'],
  ['deleting a sub-tree takes what is inside', 'a:\n  # x\n  b: 1\n\n  # y\nc: 2\n', ({ a: _, ...s }) => s, 'c: 2\n'],
  ['the comments of the next stay', 'a: 1\n# about b\nb: 2\n', ({ a: _, ...s }) => s, '# about b\nb: 2\n'],
  ['the last, without a final line break', 'a: 1\nb: 2', ({ b: _, ...s }) => s, 'a: 1'],
  ['an item', '- 1\n- 2 # two\n- 3\n', () => [1, 3], '- 1\n- 3\n'],
  ['the first of a compact item', '- a: 1 # c\n  b: 2\n', () => [{ b: 2 }], '- b: 2\n'],
  ['the first of a compact sequence', '- - a\n  - b\n- c\n', () => [['b'], 'c'], '- - b\n- c\n'],
  [
    'behind a literal that keeps line breaks',
    'a: |+\n  x\nb: 1\n\nc: 2\n',
    ({ b: _, ...s }) => s,
    'a: |+\n  x\nc: 2\n',
  ],
  // Inserting.
  ['behind the sibling that it follows', 'a: 1\nb: 2\n', () => ({ a: 1, n: 5, b: 2 }), 'a: 1\nn: 5\nb: 2\n'],
  ['at the front', '# head\na: 1\n', (s) => ({ version: 2, ...s }), '# head\nversion: 2\na: 1\n'],
  ['at the end, no line break appears', 'a: 1', (s) => ({ ...s, b: 2 }), 'a: 1\nb: 2'],
  ['behind a trailing comment', 'a: 1 # c\nb: 2\n', () => ({ a: 1, n: 0, b: 2 }), 'a: 1 # c\nn: 0\nb: 2\n'],
  [
    'nested, in the steps of the file',
    'a:\n    b: 1\n',
    (s) => ({ ...s, c: { d: [1] } }),
    'a:\n    b: 1\nc:\n    d:\n        - 1\n',
  ],
  [
    'sequences below their key as in the file',
    'a:\n- 1\n',
    (s) => ({ ...s, b: [2, { c: 3 }] }),
    'a:\n- 1\nb:\n- 2\n- c: 3\n',
  ],
  ['a string of several lines', 'a: 1\n', (s) => ({ ...s, b: 'x\ny\n' }), 'a: 1\nb: |\n  x\n  y\n'],
  ['in front of a compact first', '- a: 1\n', ([s]) => [{ z: 0, ...s }], '- z: 0\n  a: 1\n'],
  ['an item at the front', '- 1\n- 2\n', (s) => [0, ...s], '- 0\n- 1\n- 2\n'],
  ['a value for an explicit key', '? a\nb: 1\n', (s) => ({ ...s, a: 2 }), '? a\n: 2\nb: 1\n'],
  // Renaming and moving.
  [
    'renaming in place',
    "a: 1\n# b\n'b': 2 # c\nc: 3\n",
    ({ b, ...s }) => ({ ...s, n: b }),
    "a: 1\n# b\n'n': 2 # c\nc: 3\n",
  ],
  ['renaming to what needs quotes', 'a: 1\n', ({ a }) => ({ 'x: y': a }), '"x: y": 1\n'],
  [
    'moving keeps text and comments',
    'a:\n  # in a\n  x: 0x1F # hex\n  y: "q"\n  # end\nb:\n  c: 1\n',
    ({ a, b }) => ({ b: { ...b, a } }),
    'b:\n  c: 1\n  a:\n    # in a\n    x: 0x1F # hex\n    y: "q"\n    # end\n',
  ],
  [
    'moving keeps the comments of the member',
    'z: 1\n# about a\na: 0.10 # tail\nb:\n  c: 1\n',
    ({ a, ...s }) => ({ ...s, b: { c: 1, a } }),
    'z: 1\nb:\n  c: 1\n  # about a\n  a: 0.10 # tail\n',
  ],
  [
    'moving a literal',
    'a: |\n  x\n    y\nb:\n  c: 1\n',
    ({ a, b }) => ({ b: { ...b, d: { a } } }),
    'b:\n  c: 1\n  d:\n    a: |\n      x\n        y\n',
  ],
  ['wrapping the root', '# h\na: 1 # c\nb:\n- 2\n', (s) => ({ state: s }), '# h\nstate:\n  a: 1 # c\n  b:\n  - 2\n'],
  ['unwrapping', 'state:\n  a: 1 # c\n  b: 1e3\n', (s) => s.state, 'a: 1 # c\nb: 1e3\n'],
  ['items change places', '- a: 1\n  b: 0.10\n- 2 # two\n', ([x, y]) => [y, x], '- 2 # two\n- a: 1\n  b: 0.10\n'],
  [
    'into a flow collection',
    'a: {x: 1}\nb:\n  c: 0.10\n',
    ({ a, b }) => ({ a: { ...a, b } }),
    'a: {x: 1, b: {c: 0.10}}\n',
  ],
  // Containers.
  ['emptying', 'a:\n  b: 1\nc: 2\n', (s) => ({ ...s, a: {} }), 'a: {}\nc: 2\n'],
  ['emptying keeps the head', 'a:\n  # head\n  b: 1\n', (s) => ({ ...s, a: {} }), 'a:\n  # head\n  {}\n'],
  ['emptying a sequence', 'a:\n- 1\n- 2\nc: 2\n', (s) => ({ ...s, a: [] }), 'a: []\nc: 2\n'],
  ['filling', 'a: {}\nb: [] # c\n', () => ({ a: { x: 1 }, b: [1] }), 'a:\n  x: 1\nb: # c\n  - 1\n'],
  ['a scalar becomes a mapping', 'a: 1 # c\nb: 2\n', (s) => ({ ...s, a: { x: 1 } }), 'a: # c\n  x: 1\nb: 2\n'],
  ['a mapping becomes a scalar', 'a: # c\n  x: 1\nb: 2\n', (s) => ({ ...s, a: 5 }), 'a: # c\n  5\nb: 2\n'],
  ['the root becomes a scalar', '# h\na: 1\nb: 2\n', () => 5, '# h\n5\n'],
  ['a file of comments', '# only\n', () => ({ a: 1 }), '# only\na: 1\n'],
  ['behind a marker', '--- 5 # c\n', () => ({ a: 1 }), '--- # c\na: 1\n'],
  // Flow collections.
  ['flow: a value', 'a: {x: 1,  y: 2}\n', (s) => ({ a: { ...s.a, y: 3 } }), 'a: {x: 1,  y: 3}\n'],
  ['flow: the first goes', '[a,  b, c]\n', () => ['b', 'c'], '[b, c]\n'],
  ['flow: the last goes', '[a, b,  c ]\n', () => ['a', 'b'], '[a, b ]\n'],
  ['flow: a trailing comma stays', '[a, b,]\n', () => ['a'], '[a,]\n'],
  ['flow: adding', '{ a: 1 }\n', (s) => ({ ...s, b: { c: [] } }), '{ a: 1, b: { c: [] } }\n'],
  [
    'flow: on lines of their own',
    '[\n  a, # about a\n  # above b\n  b, # about b\n  c # about c\n]\n',
    () => ['a', 'c', 'd'],
    '[\n  a, # about a\n  c, # about c\n  d\n]\n',
  ],
  ['flow: the last line goes', '[\n  a, # about a\n  b # about b\n]\n', () => ['a'], '[\n  a # about a\n]\n'],
  ['flow: emptied', 'a: [ 1, 2 ]\n', () => ({ a: [] }), 'a: []\n'],
  ['flow: a key without value', '{a, b: 1}\n', (s) => ({ ...s, a: 1 }), '{a: 1, b: 1}\n'],
  ['flow: a pair without braces', '[a: 1, b]\n', () => [{ a: 1, c: 2 }, 'b'], '[{ a: 1, c: 2 }, b]\n'],
  // Anchors, aliases, merges.
  [
    'an alias follows when both change',
    'a: &x {p: 1}\nb: *x\n',
    () => ({ a: { p: 2 }, b: { p: 2 } }),
    'a: &x {p: 2}\nb: *x\n',
  ],
  ['an alias alone is copied', 'a: &x {p: 1}\nb: *x\n', (s) => ({ ...s, b: { p: 2 } }), 'a: &x {p: 1}\nb: {p: 2}\n'],
  ['its target alone changes', 'a: &x {p: 1}\nb: *x\n', (s) => ({ ...s, a: { p: 2 } }), 'a: &x {p: 2}\nb: {p: 1}\n'],
  [
    'an anchor that moved up does not stay behind in a filled collection',
    'a:\n- 1\n- &x []\nb: {k: *x}\n',
    ({ b }) => ({ a: [b, [5]], b: 1 }),
    'a:\n- {k: &x []}\n- - 5\nb: 1\n',
  ],
  ['an alias becomes null', 'a: &x 1\nb: *x\n', (s) => ({ ...s, b: null }), 'a: &x 1\nb: null\n'],
  ['its target goes', 'a: &x {p: 1}\nb: *x\nc: *x\n', ({ a: _, ...s }) => s, 'b: &x {p: 1}\nc: *x\n'],
  [
    'an inherited member is overridden',
    'b: &b\n  x: 1\nm:\n  <<: *b\n  y: 2\n',
    (s) => ({ ...s, m: { ...s.m, x: 5 } }),
    'b: &b\n  x: 1\nm:\n  <<: *b\n  x: 5\n  y: 2\n',
  ],
  [
    'a merge follows its source',
    'b: &b {x: 1}\nm:\n  <<: *b\n  y: 2\n',
    () => ({ b: { x: 2 }, m: { x: 2, y: 2 } }),
    'b: &b {x: 2}\nm:\n  <<: *b\n  y: 2\n',
  ],
  [
    'a merge keeps what its source said',
    'b: &b {x: 1}\nm:\n  <<: *b\n',
    (s) => ({ ...s, b: { x: 1, z: 3 } }),
    'b: &b {x: 1, z: 3}\nm:\n  <<: {x: 1}\n',
  ],
];

describe('the YAML editor', () => {
  it.each(rows)('%s', (_name, before, step, after) => {
    expect(edited(before, step)).toBe(after);
  });

  it.each(rows.filter(([, before]) => before.endsWith('\n')))('%s, with CRLF', (_name, before, step, after) => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    // A step that writes line breaks writes them as LF: what the file holds is the same value.
    expect(edited(crlf(before), step)).toBe(crlf(after));
  });

  it.each(rows)('%s, by a step that clones', (_name, before, step) => {
    expect(() => edited(before, (state: State) => structuredClone(step(state)))).not.toThrow();
  });

  it('leaves the other documents of a file alone', () => {
    const text = '%YAML 1.2\n---\na: 1 # one\n...\n---\n# two\nb: 2\n';
    expect(edited(text, undefined, () => ({ b: 3 }))).toBe('%YAML 1.2\n---\na: 1 # one\n...\n---\n# two\nb: 3\n');
  });

  it('keeps a byte order mark', () => {
    const { bytes } = rewritten('\uFEFFa: 1\n', () => ({ a: 2 }));
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe('\uFEFFa: 2\n');
  });

  it('refuses to take away what a mapping inherits, and says why', () => {
    const step = (s: State): unknown => ({ ...s, m: { y: 2 } });
    expect(() => edited('b: &b {x: 1}\nm:\n  <<: *b\n  y: 2\n', step)).toThrowError(
      expect.objectContaining({
        code: 'MIGRATION_FAILED',
        pointer: '/m/x',
        message: '/m/x is merged into its mapping by <<, so it cannot be taken away there',
        hint: 'Take it away where it is defined, or write out the << of that mapping by hand first.',
      }),
    );
  });

  it('takes an inherited member away where it is defined', () => {
    const step = (): unknown => ({ b: { z: 1 }, m: { z: 1, y: 2 } });
    expect(edited('b: &b {x: 1, z: 1}\nm:\n  <<: *b\n  y: 2\n', step)).toBe('b: &b {z: 1}\nm:\n  <<: *b\n  y: 2\n');
  });

  it('keeps the comments of block text that moves into a flow collection, and says before writing that its style changes', () => {
    const before = 'a: []\nf: {x: 1}\n# above\nb: # head\n  c: 1 # tail\n';
    const { text, notes } = rewritten(before, ({ b, ...s }: State) => ({ ...s, f: { ...s.f, b } }));
    expect(text).toBe('a: []\n# above\n# head\n# tail\nf: {x: 1, b: {c: 1}}\n');
    expect(notes).toEqual([
      expect.objectContaining({
        code: 'SPELLING_CHANGED',
        pointer: '/f/b',
        args: { reason: 'a block collection moves into a flow collection and is written in that style' },
      }),
    ]);
  });

  it('keeps the comments of scalars that move into a flow collection', () => {
    const step = ({ b, c, ...s }: State): unknown => ({ ...s, f: [{ ...s.f[0], b }, c] });
    expect(edited('f:\n  - {x: 1}\n# about b\nb: 2 # two\nc: 3 # three\n', step)).toBe(
      'f:\n  # about b\n  # two\n  - {x: 1, b: 2}\n  - 3 # three\n',
    );
  });

  it('keeps the comments of an entry that moves out of a flow collection, or further into it', () => {
    const before = 'f: [\n  1,\n  # above\n  2, # two\n  3\n]\n';
    expect(edited(before, ({ f }: State) => ({ f: [f[0], f[2]], g: f[1] }))).toBe(
      'f: [\n  1,\n  3\n]\n# above\ng: 2 # two\n',
    );
    expect(edited(before, ({ f }: State) => ({ f: [f[0], { k: f[1] }, f[2]] }))).toBe(
      '# above\n# two\nf: [\n  1,\n  { k: 2 },\n  3\n]\n',
    );
  });

  it('says that blank lines go where a block scalar would take them for its text', () => {
    const { text, notes } = rewritten('a: |+\n  x\nb: 1\n\nc: 2\n', ({ b: _, ...s }: State) => s);
    expect(text).toBe('a: |+\n  x\nc: 2\n');
    expect(notes).toMatchObject([
      { args: { reason: 'blank lines go, they would become text of the block scalar that they now follow' } },
    ]);
  });

  it('says of a number that comes from one of several that its own spelling is not kept', () => {
    const { text, notes } = rewritten('a: {x: 1.0}\nb: {x: 1.0}\nc: []\n', () => ({ c: [{ d: 1 }] }));
    expect(text).toBe('c:\n  - d: 1\n');
    expect(notes).toMatchObject([
      { pointer: '/c/0/d', args: { reason: '1.0 is written as 1: which old value it is cannot be told' } },
    ]);
  });

  it('says nothing of a number that is new', () => {
    expect(rewritten('a: 1.0\nb: 2\n', (s: State) => ({ ...s, c: 1 })).notes).toEqual([]);
  });

  it('says that a tag was left out', () => {
    const { notes } = rewritten('a: !own x\n', () => ({ a: 5 }));
    expect(notes).toEqual([
      expect.objectContaining({
        pointer: '/a',
        args: { reason: 'the tag !own does not fit the new value and is left out' },
      }),
    ]);
  });
});
