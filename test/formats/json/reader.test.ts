import { describe, expect, test } from 'vitest';
import { COMMENTED, type Dialect, STRICT } from '../../../src/formats/json/dialect.ts';
import { readJson } from '../../../src/formats/json/reader.ts';
import type { Finding } from '../../../src/model/finding.ts';

function faultsOf(text: string, dialect: Dialect = STRICT): readonly Finding[] {
  const reading = readJson(text, dialect);
  if (reading.kind === 'value') throw new Error(`it was read: ${text}`);
  return reading.faults;
}

function read(text: string, dialect: Dialect = STRICT): unknown {
  const reading = readJson(text, dialect);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.value;
}

function damageOf(text: string, dialect: Dialect): string | undefined {
  const [fault] = faultsOf(text, dialect);
  return fault?.code === 'SYNTAX_INVALID' ? fault.args.damage : undefined;
}

describe('values', () => {
  test.each([
    ['1.0', 1],
    ['-0', -0],
    ['1e3', 1000],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['12345678901234567890', 12345678901234567890n],
    ['-18446744073709551615', -18446744073709551615n],
    ['1e23', 10n ** 23n],
    ['12345678901234567890.0', 12345678901234567890n],
    ['5e-324', 5e-324],
    ['"\\ud83d\\ude00"', '\u{1F600}'],
  ])('%s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  test('an integer of a million digits is read at once', () => {
    expect(typeof read('9'.repeat(1_000_000))).toBe('bigint');
  }, 5000);

  test('comments and trailing commas are part of JSONC', () => {
    expect(read('// a\n{"a": [1, /* b */ 2,],} // c', COMMENTED)).toEqual({ a: [1, 2] });
  });
});

describe('syntax errors', () => {
  test.each([
    ['{"a":1,}', 7, 'a comma before `}`: JSON has none behind the last one'],
    ['[1,]', 3, 'a comma before `]`: JSON has none behind the last one'],
    ['[1 2]', 3, '`,` or `]` is expected here, not `2`'],
    ['{"a" 1}', 5, '`:` is expected here, not `1`'],
    ['{a:1}', 1, '`a` is not JSON; a key in double quotes or `}` is expected here'],
    ["{'a':1}", 1, 'JSON has double quotes only'],
    ['[1.]', 1, 'a number without digits behind its point or exponent'],
    ['[01]', 2, 'a number that starts with 0 has no other digit before its point'],
    ['NaN', 0, '`NaN` is not JSON; a value is expected here'],
    ['{"a":1]', 6, '`]` where `{` is still open'],
    ['{}}', 2, '`}` closes nothing'],
    ['{"a":1} x', 8, 'there is more text behind the end of the document'],
    ['"a\tb"', 0, 'a control character in a string; JSON has it as an escape only'],
    ['"a\nb"', 0, 'a string that is not closed on its line'],
    ['"\\x"', 0, 'an escape that JSON does not have'],
    ['"\\u12g4"', 0, 'a `\\u` without four hexadecimal digits'],
    ['[,]', 1, 'a value or `]` is expected here, not `,`'],
  ])('%j', (text, start, reason) => {
    expect(faultsOf(text)).toMatchObject([{ code: 'SYNTAX_INVALID', args: { reason }, span: { start } }]);
  });

  test.each(['// c\n1', '[1] /* c */', '{"a":1 // c\n}'])('a comment in strict JSON says what to do: %j', (text) => {
    const reason =
      'comments are not part of JSON; name the file .jsonc, or set `format: jsonc` in the facts of its kind';
    expect(faultsOf(text)).toMatchObject([{ code: 'SYNTAX_INVALID', args: { reason } }]);
  });

  test('only comments are no document', () => {
    expect(faultsOf('// c', COMMENTED)).toMatchObject([{ args: { reason: 'there is no value, only comments' } }]);
  });

  test.each([
    ['{"a":[1,2', ['{', '[']],
    ['{"a":"b', ['{', '"']],
    ['{"a":tru', ['{']],
    ['{"a"', ['{']],
    ['[-', ['[']],
    [`${'['.repeat(12)}`, Array(8).fill('[')],
  ])('a truncated text %j names what is open', (text, open) => {
    expect(faultsOf(text)).toMatchObject([{ code: 'SYNTAX_INVALID', args: { damage: 'truncated', open } }]);
  });

  test('a comment without an end is truncated', () => {
    expect(faultsOf('[1, /* x', COMMENTED)).toMatchObject([{ args: { damage: 'truncated', open: ['[', '/*'] } }]);
  });

  test('a truncated text says where it breaks off', () => {
    expect(faultsOf('{\n  "a": [1,\n\n')).toMatchObject([{ args: { cut: { line: 2, column: 11 } } }]);
  });

  test.each<[string, Dialect]>([
    ['{"a": [1.5e3, -2, "x\\u00e9\\n", {"b": true, "c": null}], "d": ""}', STRICT],
    ['// x\n{ /* y */ "a": [1, // z\n 2,], "b": {"c": false,},}', COMMENTED],
  ])('%j is truncated wherever it is cut', (text, dialect) => {
    const start = text.indexOf('{');
    const cuts = Array.from({ length: text.length - 1 - start }, (_, index) => text.slice(0, start + 1 + index));
    expect(cuts.filter((cut) => damageOf(cut, dialect) !== 'truncated')).toEqual([]);
  });

  test.each([
    ['{"a":1}{"a":1}', 'equal'],
    ['{"a":1}\r\n \n{"a":1}\n', 'equal'],
    ['{"a":1}\uFEFF{"a":1}', 'equal'],
    ['{"a":1}\n{"a":2}\n', 'different'],
    ['[1] [1] [3]', 'different'],
    ['{"a":1}\n{"a":1}\n{"a":', 'different'],
    ['{"a":1}[', 'different'],
  ])('%j is written twice: %s', (text, copies) => {
    expect(faultsOf(text)).toMatchObject([{ code: 'SYNTAX_INVALID', args: { damage: 'written twice', copies } }]);
  });

  test.each(['// a\n{"a":1,}\n// b\n{"a":1,}', '{"a":1} // x\n/* y */ {"a":1}'])(
    'comments between do not make %j different',
    (text) => {
      expect(faultsOf(text, COMMENTED)).toMatchObject([{ args: { damage: 'written twice', copies: 'equal' } }]);
    },
  );

  test('the end of every older, longer text behind a shorter one is a stale tail', () => {
    const [older, newer] = ['{"name": "Ada Lovelace", "at": [1, {"b": "x"}]}\n', '{"name": "Ada", "at": []}\n'];
    const tails = Array.from({ length: older.length - 2 }, (_, index) => older.slice(index + 1));
    expect(tails.filter((tail) => damageOf(newer + tail, STRICT) !== 'stale tail')).toEqual([]);
  });

  test('a stale tail is shown from its start to its end', () => {
    expect(faultsOf('{"a":1}\n"b":2}\n')).toMatchObject([
      { args: { damage: 'stale tail' }, span: { start: 8, end: 14 } },
    ]);
  });

  test.each(['{"a":1} x', '{"a":1},', '1 2 }', '"a": 1}', '01', '{"a":1} // x }'])(
    'what stands behind %j is no damage that has a name',
    (text) => {
      expect(faultsOf(text)[0]?.args).not.toHaveProperty('damage');
    },
  );
});

describe('faults of content', () => {
  test('a repeated key names both places', () => {
    expect(faultsOf('{"x":{"a":1,\n"b":{"a":0},"a":3}}')).toEqual([
      {
        code: 'DUPLICATE_KEY',
        pointer: '/x/a',
        args: { key: 'a', first: { line: 1, column: 7 } },
        span: { start: 25, end: 28 },
        atKey: true,
      },
    ]);
  });

  test('a key repeated by an escape is the same key', () => {
    expect(faultsOf('{"a":1,"\\u0061":2}')).toMatchObject([{ code: 'DUPLICATE_KEY', pointer: '/a' }]);
  });

  test('a number that no double holds', () => {
    expect(faultsOf('{"a":[0,1e400]}')).toEqual([
      { code: 'NUMBER_UNREPRESENTABLE', pointer: '/a/1', args: { text: '1e400' }, span: { start: 8, end: 13 } },
    ]);
  });

  test('a lone surrogate, with its pointer', () => {
    expect(faultsOf('{"a":{"b":"\\ud800"}}')).toMatchObject([
      { code: 'ENCODING_INVALID', pointer: '/a/b', args: { reason: 'lone surrogate' } },
    ]);
  });

  test('several faults come in the order of the text', () => {
    const codes = faultsOf('[1e400,{"a":1,"a":2},"\\udfff",').map(({ code }) => code);
    expect(codes).toEqual(['NUMBER_UNREPRESENTABLE', 'DUPLICATE_KEY', 'ENCODING_INVALID', 'SYNTAX_INVALID']);
  });

  test('200 000 brackets are one fault, at once', () => {
    const start = performance.now();
    expect(faultsOf('['.repeat(200_000))).toMatchObject([{ code: 'DEPTH_EXCEEDED', args: { limit: 256 } }]);
    expect(performance.now() - start).toBeLessThan(500);
  });

  test('256 levels are read', () => {
    expect(read(`${'['.repeat(256)}${']'.repeat(256)}`)).toBeInstanceOf(Array);
  });

  test('a repeated key among 100 000 is found in no time', () => {
    const members = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`);
    const start = performance.now();
    expect(faultsOf(`{${members.join()},"k7":2}`)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
