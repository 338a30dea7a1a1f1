import { expect, test } from 'vitest';
import { json } from '../../../src/formats/json/index.ts';
import { traceOrigins } from '../../../src/formats/origins.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { rewrite } from '../../../src/formats/rewrite.ts';
import type { Value } from '../../../src/model/value.ts';

/** A document of about one megabyte. */
const ITEMS = Array.from({ length: 10_000 }, (_, id) => ({
  id,
  name: `user ${id}`,
  ok: id % 2 === 0,
  tags: ['a', `b${id % 10}`],
  at: id / 7,
}));

test.each([
  ['expanded', 2],
  ['compact, on one line', 0],
])('a big document, %s, is edited in every item in little time', (_, indent) => {
  const text = JSON.stringify({ version: 1, items: ITEMS }, null, indent);
  const file = parseState(rawFileOf(new TextEncoder().encode(text), { kind: 'stdin', path: 'state.json' }), json);
  if (file.kind === 'malformed') throw new Error('the text is malformed');
  const items = ITEMS.map(({ name, tags, ...rest }) => ({ ...rest, info: { title: name, tags } })).toReversed();
  const value: Value = { version: 2, items };
  const start = performance.now();
  const origins = traceOrigins(file.documents[0] as Value, value);
  const { text: edited } = rewrite(file, json, new Map([[0, { value, origins }]]));
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(JSON.parse(edited)).toEqual(value);
});
