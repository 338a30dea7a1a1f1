import { describe, expect, test } from 'vitest';
import { json, jsonc } from '../../src/formats/json/index.ts';
import { parseState } from '../../src/formats/parse.ts';
import { rawFileOf } from '../../src/formats/raw-file.ts';
import { yaml } from '../../src/formats/yaml/index.ts';
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

  test('NULs inside, counted, with the place of the first and of the longest run', () => {
    const longest = { byte: 8, length: 3, place: 'middle' };
    expect(faultsOf('{"é":\0 \0\0\0 1}')).toEqual([
      { code: 'NUL_BYTES', pointer: '', args: { count: 4, longest }, span: { start: 5, end: 6 } },
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

describe('half of a resolved conflict', () => {
  test.each([
    ['a separator', '{\n  "a": 1,\n=======\n  "b": 2\n}\n', json, 3],
    ['a closing marker', '{\r\n  "a": 1\r\n}\r\n>>>>>>> topic\r\n', json, 4],
    ['an opening marker', '<<<<<<< HEAD\n{"a": 1}\n', jsonc, 1],
    ['an opening marker in YAML', 'a: 1\n<<<<<<< HEAD\nb: 2\n', yaml, 2],
    ['a separator in YAML', 'a: 1\n=======\nb: 2\n', yaml, 2],
    ['a closing marker in YAML', 'a:\n  b: 1\n>>>>>>> topic\nc: 2\n', yaml, 3],
  ])('%s is named with its line', (_, text, format, marker) => {
    const reason = `line ${marker} is a marker of a git conflict without the rest of its hunk`;
    expect(faultsOf(text, format)).toMatchObject([{ code: 'SYNTAX_INVALID', pointer: '', args: { reason, marker } }]);
  });

  test('is not what a fault elsewhere is about', () => {
    const [fault] = faultsOf('/*\n=======\n*/\n\n{"a": 1 2}', jsonc);
    expect(fault?.args).not.toHaveProperty('marker');
  });

  test('is nothing where the text is a document', () => {
    expect(parsed('/*\n=======\n*/\n{"a": 1}', jsonc).kind).toBe('parsed');
    expect(parsed('diff: |\n  <<<<<<< a\n  =======\n  >>>>>>> b\n', yaml).kind).toBe('parsed');
  });
});

test('a byte order mark is a note, not a fault', () => {
  expect(parsed('\uFEFF{}')).toMatchObject({ kind: 'parsed', documents: [{}], notes: [{ code: 'BOM_FOUND' }] });
});
