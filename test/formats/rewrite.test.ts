import { describe, expect, test } from 'vitest';
import type { Format } from '../../src/formats/format.ts';
import { json } from '../../src/formats/json/index.ts';
import { traceOrigins } from '../../src/formats/origins.ts';
import { parseState } from '../../src/formats/parse.ts';
import { rawFileOf } from '../../src/formats/raw-file.ts';
import { type Rewritten, rewrite } from '../../src/formats/rewrite.ts';
import { StatefixError } from '../../src/model/errors.ts';
import type { Value } from '../../src/model/value.ts';

function rewritten(text: string, value: Value, format: Format = json): Rewritten {
  const file = parseState(rawFileOf(new TextEncoder().encode(text), { kind: 'file', path: 'dir/state.json' }), json);
  if (file.kind === 'malformed') throw new Error('the text is malformed');
  const origins = traceOrigins(file.documents[0] as Value, value);
  return rewrite(file, format, new Map([[0, { value, origins }]]));
}

/** A format whose edits all end in that text. */
function breaking(text: string): Format {
  return { ...json, edit: () => ({ text, notes: [] }) };
}

function refusalOf(act: () => unknown): StatefixError {
  try {
    act();
  } catch (error) {
    if (error instanceof StatefixError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a broken edit engine', () => {
  test.each([
    ['another value', '{"a":{"b":3}}', '/a/b', 'it would not hold the intended value'],
    ['a member too many', '{"a":{"b":2,"c":1}}', '/a/c', 'it would not hold the intended value'],
    ['a member too few', '{"a":{}}', '/a/b', 'it would not hold the intended value'],
    ['no document', '{"a":', '', 'it would not be readable (SYNTAX_INVALID)'],
  ])('is refused with %s', (_, text, pointer, why) => {
    const error = refusalOf(() => rewritten('{"a":{"b":1}}', { a: { b: 2 } }, breaking(text)));
    const place = pointer === '' ? 'the document' : pointer;
    expect(error.message).toBe(
      `The edit of dir/state.json went wrong at ${place}: ${why}. It was refused, and nothing was written.`,
    );
    expect([error.code, error.pointer]).toEqual(['INTERNAL', pointer]);
  });
});

test('a byte order mark is written again', () => {
  const { bytes, text } = rewritten('\uFEFF{"a":1}', { a: 2 });
  expect([...bytes.slice(0, 3), text]).toEqual([0xef, 0xbb, 0xbf, '{"a":2}']);
});

test('the bytes come with what they were read back as', () => {
  const { bytes, file } = rewritten('\uFEFF{"a":1}', { a: 2 });
  expect([file.raw.bytes, file.documents]).toEqual([bytes, [{ a: 2 }]]);
});

test('a value that differs by -0 alone is a change', () => {
  expect(rewritten('[0]', [-0]).text).toBe('[-0]');
});

test('a double beyond 2^53 is written with its exact digits', () => {
  expect(rewritten('[0]', [2 ** 60]).text).toBe('[1152921504606846976]');
});

test('the root may become null', () => {
  expect(rewritten('{"a":1}\n', null).text).toBe('null\n');
});

test('a new file is rendered with two blanks and a final line break', () => {
  expect(json.render({ a: [1, {}], b: [] })).toBe('{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}\n');
});
