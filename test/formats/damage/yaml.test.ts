import { describe, expect, test } from 'vitest';
import { damaged } from '../../../src/formats/yaml/damage.ts';
import { readText } from '../../../src/formats/yaml/read.ts';
import type { Finding, FindingArgs, Span } from '../../../src/model/finding.ts';

const TEXT = `# A state with all that YAML has for one
schemaVersion: "1.0.0"
checksum: sha256:0011
owner: &owner {name: "Ada \\u00e9", mail: 'a''b'}
steps:
  # the first
  - id: first
    at: 2024-01-01T00:00:00Z
    tags: [a, b, "c"]
  - id: second
    by: *owner
    note: |
      several
      lines
  - id: third
    note: >-
      folded
      text
deep:
  a:
    b:
      - [1, {x: 2}]
      - "more
        lines"
last: 12.5
end: done
`;

function faultsOf(text: string): readonly Finding[] {
  const read = readText(text);
  return read.kind === 'faults' ? read.faults : [];
}

function syntaxOf(text: string): FindingArgs['SYNTAX_INVALID'] | undefined {
  const [fault] = faultsOf(text);
  return fault?.code === 'SYNTAX_INVALID' ? fault.args : undefined;
}

function verdictOf(text: string): string {
  const [fault] = faultsOf(text);
  return fault === undefined ? 'parses' : (syntaxOf(text)?.damage ?? fault.code);
}

function spanOf(start: number): Span {
  return { start, end: start + 1 };
}

/** How often each verdict is given. */
function counted(verdicts: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const verdict of verdicts) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

describe('a YAML text that is cut off', () => {
  test('is truncated wherever it does not parse', () => {
    const verdicts = Array.from(TEXT, (_, index) => verdictOf(TEXT.slice(0, index)));
    expect(Object.keys(counted(verdicts)).toSorted()).toEqual(['parses', 'truncated']);
  });

  test('says where it breaks off', () => {
    expect(syntaxOf('a: 1\nb: [x,\n  {y: "z\n')).toMatchObject({ open: ['[', '{', '"'], cut: { line: 3, column: 9 } });
  });

  test.each(['a: 1\nb\nc: 2\n', 'a: 1\nb c\n', 'a: [1, 2]]', 'a: b: c', 'x: 1\na: b: c'])(
    'is not what %j is',
    (text) => {
      expect(syntaxOf(text)?.damage).not.toBe('truncated');
    },
  );
});

describe('a YAML text that is written twice', () => {
  test.each([
    ['a line break between', 'a: 1\nb: 2\n', 'a: 1\nb: 2\n', 'equal'],
    ['no line break between', 'a: 1\nb: 2', 'a: 1\nb: 2', 'equal'],
    ['a comment at the head of both', '# x\na: 1\nb: 2\n', '# x\na: 1\nb: 2\n', 'equal'],
    ['a comment glued to a value', '# x\na: "1"\nb: "2"', '# x\na: "3"\nb: "4"', 'different'],
    ['other values', 'a: 1\nb: 2\n', 'a: 1\nb: 3\n', 'different'],
    ['other values and no line break', 'a: 1\nb: 2', 'a: 5\nb: 2', 'different'],
    ['other keys and no line break', 'a: 1\nb: 2\nc: "x"', 'a: 5\nz: 2\n', 'different'],
    ['the second cut off', 'a: 1\nb: 2', 'a: 5\nb: 6\nc', 'different'],
    ['one key', 'a:\n  - 1\n', 'a:\n  - 1\n', 'equal'],
    ['brackets, in one line', '{"a": 1}', '{"a": 2}', 'different'],
    ['brackets, over lines', '{\n  "a": 1\n}', '{\n  "a": 2\n}\n', 'different'],
  ])('with %s', (_, first, second, copies) => {
    expect(syntaxOf(first + second)).toMatchObject({ damage: 'written twice', copies });
  });

  test('is shown from where the second text begins', () => {
    expect(faultsOf('a: 1\nb: 2a: 5\nb: 6\n')).toMatchObject([{ span: { start: 9, end: 13 } }]);
  });

  test('is none where one key stands twice', () => {
    expect(verdictOf('a: 1\nb: 2\na: 3\n')).toBe('DUPLICATE_KEY');
  });

  test('is none where open brackets are doubled', () => {
    expect(verdictOf('[[')).toBe('truncated');
  });
});

describe('the end of an older YAML text behind a shorter one', () => {
  const older = TEXT.replace('first', 'the-very-first').replace('folded', 'folded, and longer').replace('12.5', '9.25');

  test('is a stale tail nearly wherever the older text is cut, and never a document', () => {
    const tails = Array.from({ length: older.length - 60 }, (_, index) => older.slice(index + 50));
    const verdicts = counted(tails.map((tail) => verdictOf(TEXT + tail)));
    expect(verdicts['stale tail']).toBeGreaterThan(tails.length * 0.95);
    expect(verdicts['parses'] ?? 0).toBe(0);
  });

  test('is shown from its first line', () => {
    expect(faultsOf('a: 1\nb: 2\nc: 3\n2000\nc: 3\n')).toMatchObject([
      { code: 'SYNTAX_INVALID', args: { damage: 'stale tail' }, span: { start: 15, end: 19 } },
    ]);
  });

  test.each([
    ['half a word', 'a: 1\nb: 2\n', '0\n'],
    ['a closing bracket', 'a: 1\nb: {c: 1}\n', '}\n'],
    ['a closing quote', 'a: 1\nb: "x"\n', '"\n'],
    ['whole lines', 'a: 1\nb: 2\nc: 3\n', 'b: 2\nc: 3\n'],
    ['half a key and a whole line', 'a: 1\nkey: 2\nc: 3\n', 'ey: 20\nc: 4\n'],
    ['lines of a list', 'a: 1\nb:\n  - x: 1\n    y: 2\n', '\n    x: 1\n    y: 2\n'],
  ])('is known by %s', (_, text, tail) => {
    expect(syntaxOf(text + tail)?.damage).toBe('stale tail');
  });

  test.each([
    ['a colon forgotten', 'a: 1\nb 2\nc: 3\n'],
    ['a colon forgotten in the last line', 'a: 1\nb: 2\nc 3\n'],
    [
      'a colon forgotten in a list of likes',
      's:\n  - id: a\n    ok: true\n  - id: b\n    ok true\n  - id: c\n    ok: true\n',
    ],
    ['a bracket too many', 'a: 1\nb: [1, 2]]\nc: 3\n'],
    ['a wrong indentation', 'a:\n  b: 1\n c: 2\nd: 3\n'],
    ['the last key twice', 'a: 1\nb: 2\nb: 2\n'],
    ['a key twice in the middle', 'a: 1\nb: 2\na: 3\nc: 4\n'],
  ])('is not what a slip of the hand is taken for: %s', (_, text) => {
    expect(faultsOf(text)).not.toEqual([]);
    expect(syntaxOf(text)?.damage).toBeUndefined();
  });
});

test('damage of a text of 10 MB is looked for in time in proportion to it', () => {
  const text = `${Array.from({ length: 400_000 }, (_, index) => `key${index}: "value ${index}"\n`).join('')}key 7\n`;
  const fault: Finding = { code: 'SYNTAX_INVALID', pointer: '', args: { reason: '' }, span: spanOf(text.length - 3) };
  const start = performance.now();
  expect(damaged(text, [fault], () => 'unknown')).toEqual([fault]);
  expect(performance.now() - start).toBeLessThan(4_000);
});
