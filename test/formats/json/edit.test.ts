import { describe, expect, test } from 'vitest';
import { jsonc } from '../../../src/formats/json/index.ts';
import { traceOrigins } from '../../../src/formats/origins.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { type Rewritten, rewrite } from '../../../src/formats/rewrite.ts';
import type { Value } from '../../../src/model/value.ts';

// biome-ignore lint/suspicious/noExplicitAny: a migration step sees its state untyped.
type Step = (state: any) => unknown;

function edited(text: string, step: Step): Rewritten {
  const file = parseState(rawFileOf(new TextEncoder().encode(text), { kind: 'stdin', path: 'state.jsonc' }), jsonc);
  if (file.kind === 'malformed') throw new Error(JSON.stringify(file.faults));
  const before = file.documents[0] as Value;
  const value = step(before) as Value;
  return rewrite(file, jsonc, new Map([[0, { value, origins: traceOrigins(before, value) }]]));
}

/** A step that changes a copy of its state. */
function onCopy(change: Step): Step {
  return (state) => {
    const copy = structuredClone(state);
    change(copy);
    return copy;
  };
}

const EDITS: readonly (readonly [name: string, text: string, step: Step, expected: string])[] = [
  [
    'a changed scalar is replaced, nothing else',
    '{ "a" :1.0 , "b": 2 }',
    (s) => ({ ...s, b: 3 }),
    '{ "a" :1.0 , "b": 3 }',
  ],
  [
    'a deleted member goes with its own comments, and no others',
    '{\n  // of a\n  "a": 1, // behind a\n  // of b\n  "b": 2, // behind b\n  "c": 3 // behind c\n}\n',
    onCopy((s) => delete s.b),
    '{\n  // of a\n  "a": 1, // behind a\n  "c": 3 // behind c\n}\n',
  ],
  [
    'a comment set apart by a blank line is not that of the member below',
    '{\n  "a": 1,\n\n  // a section\n\n  "b": 2,\n  "c": 3\n}\n',
    onCopy((s) => delete s.b),
    '{\n  "a": 1,\n\n  // a section\n\n  "c": 3\n}\n',
  ],
  [
    'the comment on the line of the opening brace is the object\u2019s',
    '{ // all of it\n  "a": 1,\n  "b": 2\n}',
    onCopy((s) => delete s.a),
    '{ // all of it\n  "b": 2\n}',
  ],
  [
    'the last member goes with the comma before it',
    '{\n  "a": 1,\n  "b": 2\n}',
    onCopy((s) => delete s.b),
    '{\n  "a": 1\n}',
  ],
  ['a trailing comma stays a habit', '{\n  "a": 1,\n  "b": 2,\n}', onCopy((s) => delete s.b), '{\n  "a": 1,\n}'],
  ['a new member takes the trailing comma over', '[\n  1,\n]', (s) => [...s, 2], '[\n  1,\n  2,\n]'],
  ['a comma-first list stays one', '[\n  1\n  ,2\n]', (s) => [...s, 3], '[\n  1\n  ,2\n  ,3\n]'],
  [
    'a new last member gives the one before its comma',
    '{\n  "a": 1 // one\n}',
    (s) => ({ ...s, b: 2 }),
    '{\n  "a": 1, // one\n  "b": 2\n}',
  ],
  [
    'a new member goes behind the sibling that it follows',
    '{\n  "a": 1,\n  "c": 3\n}',
    ({ a, c }) => ({ a, b: 2, c }),
    '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}',
  ],
  [
    'a new first member stands first',
    '{\r\n\t"a": 1\r\n}\r\n',
    (s) => ({ version: 1, ...s }),
    '{\r\n\t"version": 1,\r\n\t"a": 1\r\n}\r\n',
  ],
  [
    'a new member is spaced like its siblings',
    '{"a" : 1, "b" : 2}',
    (s) => ({ ...s, c: 3 }),
    '{"a" : 1, "b" : 2, "c" : 3}',
  ],
  [
    'a compact text stays compact',
    '{"a":1,"b":[1,2]}',
    (s) => ({ ...s, c: { d: [1, {}] } }),
    '{"a":1,"b":[1,2],"c":{"d":[1,{}]}}',
  ],
  ['padded braces stay padded', '{ "a": 1 }', (s) => ({ ...s, b: 2 }), '{ "a": 1, "b": 2 }'],
  [
    'a renamed member keeps its place and its comments',
    '{\n  // of a\n  "a": 1.50, // behind a\n  "b": 2\n}',
    ({ a, b }) => ({ b, alpha: a }),
    '{\n  // of a\n  "alpha": 1.50, // behind a\n  "b": 2\n}',
  ],
  [
    'a moved object keeps its text, under its new indentation, and brings its comments',
    '{\n\t// of a\n\t"a": {\n\t\t"x": 1e3, // behind x\n\t\t"y": 12345678901234567890\n\t}, // behind a\n\t"b": {\n\t\t"z": 1\n\t}\n}\n',
    ({ a, b }) => ({ b: { ...b, a } }),
    '{\n\t"b": {\n\t\t"z": 1,\n\t\t// of a\n\t\t"a": {\n\t\t\t"x": 1e3, // behind x\n\t\t\t"y": 12345678901234567890\n\t\t} // behind a\n\t}\n}\n',
  ],
  [
    'equal scalars that are moved and renamed bring their comments and spellings',
    '{\n  // t\n  "telemetry": 0.10, // behind t\n  // c\n  "crashReports": 1e-1\n}\n',
    ({ telemetry, crashReports }) => ({
      privacy: { crashReportingEnabled: crashReports, telemetryEnabled: telemetry },
    }),
    '{\n  "privacy": {\n    // c\n    "crashReportingEnabled": 1e-1,\n    // t\n    "telemetryEnabled": 0.10 // behind t\n  }\n}\n',
  ],
  [
    'equal scalars that are renamed keep their places and comments',
    '{\n  // s\n  "stepsDone": 0,\n  "retries": 0 // r\n}\n',
    onCopy((s) => {
      s.retry_count = s.retries;
      s.steps_done = s.stepsDone;
      delete s.retries;
      delete s.stepsDone;
    }),
    '{\n  // s\n  "steps_done": 0,\n  "retry_count": 0 // r\n}\n',
  ],
  [
    'members taken out of an object that goes keep their comments',
    '{\n  "in": {\n    // of a\n    "a": 0.10\n  }\n}',
    (s) => ({ ...s.in }),
    '{\n  // of a\n  "a": 0.10\n}',
  ],
  [
    'a wrapped root keeps its text',
    '// head\n{ "a": 1.0 }\n',
    (s) => ({ data: s }),
    '// head\n{ "data": { "a": 1.0 } }\n',
  ],
  [
    'an item at the front rewrites no other',
    '[\n  0.10, // first\n  1e3\n]',
    onCopy((s) => s.unshift(5)),
    '[\n  5,\n  0.10, // first\n  1e3\n]',
  ],
  ['wrapped lines of items stay wrapped', '[1, 2,\n 3, 4]', onCopy((s) => s.splice(2, 0, 9)), '[1, 2, 9,\n 3, 4]'],
  [
    'an item changed inside stays in its place',
    '[{"a":1},\n {"a":2.0,"b":1}]',
    onCopy((s) => (s[1].b = 2)),
    '[{"a":1},\n {"a":2.0,"b":2}]',
  ],
  ['an emptied object shows no gap', '{\n  "a": {\n    "b": 1\n  }\n}', onCopy((s) => delete s.a.b), '{\n  "a": {}\n}'],
  ['an emptied object keeps the comments that are its own', '{ // mine\n  "a": 1\n}', () => ({}), '{ // mine\n}'],
  [
    'a filled object is expanded like the document',
    '{\n    "a": {}\n}',
    onCopy((s) => (s.a.b = [1])),
    '{\n    "a": {\n        "b": [\n            1\n        ]\n    }\n}',
  ],
  [
    'a filled object keeps its comment',
    '{\n  "a": { /* none */ }\n}',
    onCopy((s) => (s.a.b = 1)),
    '{\n  "a": { /* none */\n    "b": 1\n  }\n}',
  ],
  [
    'a new array of scalars stands on one line, as others do',
    '{\n  "o": {\n    "a": [1, 2]\n  }\n}',
    onCopy((s) => (s.c = [1.5, 'x', null])),
    '{\n  "o": {\n    "a": [1, 2]\n  },\n  "c": [1.5, "x", null]\n}',
  ],
  [
    'a new array that does not fit in a line stands on several',
    '{\n  "o": {\n    "a": [1, 2]\n  }\n}',
    onCopy((s) => (s.c = ['x'.repeat(40), 'y'.repeat(40)])),
    `{\n  "o": {\n    "a": [1, 2]\n  },\n  "c": [\n    "${'x'.repeat(40)}",\n    "${'y'.repeat(40)}"\n  ]\n}`,
  ],
  [
    'a new array of objects stands on several lines, though arrays of scalars do not',
    '{\n  "o": {\n    "a": [1, 2]\n  }\n}',
    onCopy((s) => (s.c = [{}, 1])),
    '{\n  "o": {\n    "a": [1, 2]\n  },\n  "c": [\n    {},\n    1\n  ]\n}',
  ],
  ['a new document is indented by two', '{}', () => ({ a: 1 }), '{\n  "a": 1\n}'],
  ['another type takes the root over', '// head\n{"a":1} // tail', () => [null], '// head\n[null] // tail'],
  ['a line comment swallows nothing', '{ "a": 1, // x\n "b": 2 }', onCopy((s) => delete s.b), '{ "a": 1 // x\n }'],
  ['a lone CR is a line break', '{\r  "a": 1\r}', (s) => ({ ...s, b: 2 }), '{\r  "a": 1,\r  "b": 2\r}'],
  ['__proto__ is a key like any other', '{"__proto__":1.0,"a":2}', onCopy((s) => (s.a = 3)), '{"__proto__":1.0,"a":3}'],
  ['keys in another order are no change', '{"a":1,"b":2}', ({ a, b }) => ({ b, a }), '{"a":1,"b":2}'],
  [
    'a new integer beyond 2^53 has all its digits',
    '{}',
    () => ({ a: 18446744073709551615n }),
    '{\n  "a": 18446744073709551615\n}',
  ],
];

describe('an edit of JSON text', () => {
  test.each(EDITS)('%s', (_, text, step, expected) => {
    expect(edited(text, step).text).toBe(expected);
  });

  test.each([
    ['number', '{"a":0.10,"b":0.10}', '{"c":0.1}', '0.10 is written as 0.1: which old number it is cannot be told'],
    [
      'text',
      '{"a":"\\u00e9","b":"\\u00e9"}',
      '{"c":"é"}',
      '"\\u00e9" is written as "é": which old text it is cannot be told',
    ],
  ])('says which spelling of a %s it cannot keep, before anything is written', (_, before, after, reason) => {
    const { text, notes } = edited(before, ({ a }) => ({ c: a }));
    expect(text).toBe(after);
    expect(notes).toEqual([{ code: 'SPELLING_CHANGED', pointer: '/c', args: { reason } }]);
  });

  test('says which comments go with equal values, of which one may live on', () => {
    const { text, notes } = edited('{\n  // of a\n  "a": 0,\n  "b": 0, // of b\n  "d": 1 // of d\n}', ({ a }) => ({
      c: a,
    }));
    expect(text).toBe('{\n  "c": 0\n}');
    expect(notes.map(({ args }) => args)).toEqual([
      { reason: 'the comment // of a goes: whether it belongs here cannot be told' },
      { reason: 'the comment // of b goes: whether it belongs here cannot be told' },
    ]);
  });

  test('says nothing of comments that go with what is deleted', () => {
    expect(edited('{\n  // of a\n  "a": 0,\n  "b": 1\n}', ({ b }) => ({ b, c: 2 })).notes).toEqual([]);
  });

  test('says nothing where the spelling was the usual one', () => {
    expect(edited('{"a":1,"b":1}', ({ a, b }) => ({ c: a, d: b })).notes).toEqual([]);
  });
});
