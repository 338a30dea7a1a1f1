import { describe, expect, test } from 'vitest';
import { json, jsonc } from '../../src/formats/json/index.ts';
import { parseState } from '../../src/formats/parse.ts';
import { rawFileOf } from '../../src/formats/raw-file.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { MalformedFile, ParsedFile } from '../../src/model/state-file.ts';

function parsed(input: string | Uint8Array, format = json): ParsedFile | MalformedFile {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return parseState(rawFileOf(bytes, { kind: 'stdin', path: 'state.json' }), format);
}

function faultsOf(input: string | Uint8Array, format = json): readonly Finding[] {
  const file = parsed(input, format);
  if (file.kind === 'parsed') throw new Error('it was parsed');
  return file.faults;
}

describe('what no format can read', () => {
  test.each(['', ' \t\r\n', '\n'])('an empty text %j', (text) => {
    expect(faultsOf(text)).toEqual([{ code: 'EMPTY_FILE', pointer: '', args: { size: text.length } }]);
  });

  test('a byte order mark alone is an empty file', () => {
    expect(faultsOf('\uFEFF')).toEqual([{ code: 'EMPTY_FILE', pointer: '', args: { size: 3 } }]);
  });

  test('a file of NULs', () => {
    expect(faultsOf(new Uint8Array(4096))).toEqual([{ code: 'NUL_FILLED', pointer: '', args: { size: 4096 } }]);
  });

  test('NULs inside, counted, with the place of the first', () => {
    expect(faultsOf('{"a":\0\0 1}')).toEqual([
      { code: 'NUL_BYTES', pointer: '', args: { count: 2 }, span: { start: 5, end: 6 } },
    ]);
  });

  test('bytes that are not UTF-8', () => {
    expect(faultsOf(Uint8Array.of(0x22, 0xff, 0x22))).toEqual([
      { code: 'ENCODING_INVALID', pointer: '', args: { reason: 'not utf-8', byte: 1 } },
    ]);
  });
});

describe('conflict markers', () => {
  const hunk = '{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> theirs\n}\n';

  test('are the only fault, with the lines of each hunk', () => {
    const args = { hunks: [{ ours: 2, separator: 4, theirs: 6 }] };
    expect(faultsOf(hunk)).toEqual([{ code: 'CONFLICT_MARKERS', pointer: '', args, span: { start: 2, end: 14 } }]);
  });

  test('are known with CRLF and with the common ancestor between', () => {
    const text = '<<<<<<< a\n1\n||||||| base\n2\n=======\n3\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b\n'.replaceAll(
      '\n',
      '\r\n',
    );
    const hunks = [
      { ours: 1, base: 3, separator: 5, theirs: 7 },
      { ours: 8, separator: 9, theirs: 10 },
    ];
    expect(faultsOf(text)).toMatchObject([{ code: 'CONFLICT_MARKERS', args: { hunks } }]);
  });

  test.each([
    ['in a string', '{"a":"<<<<<<< x\\n=======\\n>>>>>>> y"}', json],
    ['indented', '[\n 1 // \n // <<<<<<< x\n // =======\n // >>>>>>> y\n]', jsonc],
    ['with a marker missing', '/*\n<<<<<<< x\n>>>>>>> y\n*/ 1', jsonc],
    ['of another length', '/*\n<<<<<<<< x\n========\n>>>>>>>> y\n*/ 1', jsonc],
  ])('are not seen %s', (_, text, format) => {
    expect(parsed(text, format).kind).toBe('parsed');
  });
});

test('a byte order mark is a note, not a fault', () => {
  expect(parsed('\uFEFF{}')).toMatchObject({ kind: 'parsed', documents: [{}], notes: [{ code: 'BOM_FOUND' }] });
});
