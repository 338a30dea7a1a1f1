import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMENTED } from '../../src/formats/json/dialect.ts';
import { readJson } from '../../src/formats/json/reader.ts';
import { composeOrigins, originOf, traceOrigins } from '../../src/formats/origins.ts';
import { isWithin, pointerTo, valueAt } from '../../src/model/pointer.ts';
import { isArray, isObject, type Value, valuesEqual } from '../../src/model/value.ts';
import { jsonTexts } from './generators/json-texts.ts';
import { applyEdit, valueEdits } from './generators/value-edits.ts';

const STATE = {
  version: 1,
  a: { x: 1, y: [1, 2, 3], z: 'q' },
  items: [
    { id: 1, n: 'a', f: true },
    { id: 2, n: 'b', f: true },
    { id: 3, n: 'c', f: true },
  ],
  gone: 5,
  s: '80',
};

// biome-ignore lint/suspicious/noExplicitAny: a migration step sees its state untyped.
type Step = (state: any) => unknown;

function traced(step: Step, before: Value = STATE): Record<string, string | null> {
  return Object.fromEntries(traceOrigins(before, step(before) as Value));
}

/** Both ways to write a step: the parts of the old value themselves, and copies of them. */
const WAYS: readonly (readonly [string, (step: Step) => Step])[] = [
  ['by identity', (step) => step],
  ['by copies', (step) => (state) => structuredClone(step(state))],
];

describe.each(WAYS)('traced %s', (_, way) => {
  test('an unchanged value needs no entry', () => {
    expect(traced(way((s) => ({ ...s })))).toEqual({});
  });

  test('a changed scalar is in its place', () => {
    expect(traced(way((s) => ({ ...s, version: 2 })))).toEqual({});
  });

  test('a renamed object is one entry', () => {
    expect(traced(way(({ a, ...rest }) => ({ ...rest, alpha: a })))).toEqual({ '/alpha': '/a' });
  });

  test('a renamed scalar is found by its value', () => {
    expect(traced(way(({ gone, ...rest }) => ({ ...rest, five: gone })))).toEqual({ '/five': '/gone' });
  });

  test('a wrapped part comes from its old place, the wrapping from nowhere', () => {
    expect(traced(way((s) => ({ ...s, a: { inner: s.a } })))).toEqual({ '/a': null, '/a/inner': '/a' });
  });

  test('a wrapped root comes from the root', () => {
    expect(traced(way((s) => [s]))).toEqual({ '': null, '/0': '' });
  });

  test('an item at the front shifts the others', () => {
    expect(traced(way((s) => ({ ...s, items: [{ id: 0 }, ...s.items] })))).toEqual({
      '/items/0': null,
      '/items/1': '/items/0',
      '/items/2': '/items/1',
      '/items/3': '/items/2',
    });
  });

  test('an item that changed while another one went is still itself', () => {
    const step: Step = (s) => ({
      ...s,
      items: s.items.slice(1).map((item: { id: number }) => ({ ...item, id: item.id * 10 })),
    });
    expect(traced(way(step))).toEqual({ '/items/0': '/items/1', '/items/1': '/items/2' });
  });

  test('leaves that moved inside of each item come from that item', () => {
    const step: Step = (s) => ({
      ...s,
      items: s.items.map(({ id, n, f }: { id: number; n: string; f: boolean }) => ({ id, in: { name: n, flag: f } })),
    });
    expect(traced(way(step))).toMatchObject({
      '/items/1/in': null,
      '/items/1/in/name': '/items/1/n',
      '/items/1/in/flag': '/items/1/f',
    });
  });

  test('a renamed and changed object is known by its parts', () => {
    expect(traced(way(({ a, ...rest }) => ({ ...rest, beta: { ...a, z: 'other' } })))).toEqual({ '/beta': '/a' });
  });

  test('a scalar that became an object of itself is inside of it', () => {
    expect(traced(way((s) => ({ ...s, s: { port: s.s } })))).toEqual({ '/s': null, '/s/port': '/s' });
  });

  test('a converted scalar is in its place', () => {
    expect(traced(way((s) => ({ ...s, s: 80 })))).toEqual({});
  });

  test('what is new comes from nowhere', () => {
    expect(traced(way((s) => ({ ...s, added: { deep: [7] } })))).toEqual({ '/added': null });
  });

  test('one of two equal scalars that nothing tells apart has no origin', () => {
    expect(
      traced(
        way(({ p }) => ({ r: p })),
        { p: 0.1, q: 0.1 },
      ),
    ).toEqual({ '/r': null });
  });

  test.each<[string, Value, Step, Record<string, string | null>]>([
    [
      'by likeness of their keys',
      { telemetry: false, crashReports: false },
      ({ telemetry, crashReports }) => ({
        privacy: { crashReportingEnabled: crashReports, telemetryEnabled: telemetry },
      }),
      {
        '/privacy': null,
        '/privacy/telemetryEnabled': '/telemetry',
        '/privacy/crashReportingEnabled': '/crashReports',
      },
    ],
    [
      'by keys that differ in their spelling alone',
      { stepsDone: 0, retries: 0, kept: 0 },
      ({ stepsDone, retries, kept }) => ({ kept, retry_count: retries, steps_done: stepsDone }),
      { '/steps_done': '/stepsDone', '/retry_count': '/retries' },
    ],
    [
      'by a clear likeness, also where more came than went',
      { stepsDone: 0, retries: 0 },
      ({ stepsDone, retries }) => ({ retry_count: retries, steps_done: stepsDone, added: 0 }),
      { '/steps_done': '/stepsDone', '/retry_count': '/retries', '/added': null },
    ],
    [
      'by the end of their paths',
      { a: { x: 0, n: 5 }, b: { x: 0, n: 6 } },
      ({ a, b }) => ({ list: { b: { x: b.x }, a: { x: a.x } } }),
      { '/list/b': '/b', '/list/a': '/a' },
    ],
    [
      'by their order, where as many came as went',
      { p: 0.1, q: 0.1 },
      ({ p, q }) => ({ r: p, t: q }),
      { '/r': '/p', '/t': '/q' },
    ],
    [
      'by their old parent, where that tells',
      { a: { n: 7, k: 0, l: 0 }, b: { n: 8, m: 0 } },
      ({ a, b }) => ({ a: { n: a.n, in: { u: a.k, v: a.l } }, b: { n: b.n, in: { w: b.m } } }),
      { '/a/in': null, '/a/in/u': '/a/k', '/a/in/v': '/a/l', '/b/in': null, '/b/in/w': '/b/m' },
    ],
  ])('equal scalars are told apart %s', (_, before, step, expected) => {
    expect(traced(way(step), before)).toMatchObject(expected);
  });
});

test('a great many equal scalars are paired in little time', () => {
  const count = 100_000;
  const before = Object.fromEntries(Array.from({ length: count }, (_, index) => [`old${index}`, 0]));
  const after = Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, 0]));
  const start = performance.now();
  const origins = traceOrigins(before, after);
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(origins.get('/n99999')).toBe('/old99999');
});

test('objects that changed places by identity are told apart', () => {
  expect(traced(({ p, q }) => ({ p: q, q: p }), { p: { a: 1 }, q: { a: 2 } })).toEqual({ '/p': '/q', '/q': '/p' });
});

test('a part with an origin equals it, or is a changed one of it, for every step', () => {
  fc.assert(
    fc.property(jsonTexts(), valueEdits(), ({ text }, edit) => {
      const reading = readJson(text, COMMENTED);
      if (reading.kind === 'faults') throw new Error('a generated text was not read');
      const after = applyEdit(reading.value, edit);
      const origins = traceOrigins(reading.value, after);
      for (const [pointer, origin] of origins) {
        expect(valueAt(after, pointer)).toBeDefined();
        if (origin !== null) expect(valueAt(reading.value, origin)).toBeDefined();
      }
      if (valuesEqual(reading.value, after)) expect(origins.size).toBe(0);
    }),
    { numRuns: 1000 },
  );
});

describe('composed origins', () => {
  test('follow a part over two steps', () => {
    const first = new Map([['/b', '/a']]);
    const second = new Map([['/c', '/b']]);
    expect(originOf(composeOrigins(first, second), '/c/x')).toBe('/a/x');
  });

  test('carry what the first step said of parts inside', () => {
    const composed = composeOrigins(
      new Map<string, string | null>([
        ['/a/new', null],
        ['/a-b', '/x'],
      ]),
      new Map([['/moved', '/a']]),
    );
    expect(originOf(composed, '/moved/new')).toBeUndefined();
    expect(originOf(composed, '/moved/old')).toBe('/a/old');
  });

  test('agree with asking one step after the other, for all parts of all steps', () => {
    fc.assert(
      fc.property(jsonTexts(), valueEdits(), valueEdits(), ({ text }, one, two) => {
        const reading = readJson(text, COMMENTED);
        if (reading.kind === 'faults') throw new Error('a generated text was not read');
        const between = applyEdit(reading.value, one);
        const after = applyEdit(between, two);
        const first = traceOrigins(reading.value, between);
        const second = traceOrigins(between, after);
        const composed = composeOrigins(first, second);
        for (const pointer of pointersOf(after)) {
          const middle = originOf(second, pointer);
          const expected =
            middle === undefined || valueAt(between, middle) === undefined ? undefined : originOf(first, middle);
          const found = originOf(composed, pointer);
          const isThere = (at: string | undefined): string | undefined =>
            at !== undefined && valueAt(reading.value, at) !== undefined ? at : undefined;
          expect([pointer, isThere(found)]).toEqual([pointer, isThere(expected)]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('tracing and aligning take no more than linear time for a big document', () => {
  const items = Array.from({ length: 20_000 }, (_, index) => ({
    id: index,
    name: `n${index}`,
    ok: true,
    tags: ['a', `b${index % 10}`],
  }));
  const after = {
    rows: structuredClone(items)
      .reverse()
      .map(({ id, ...rest }) => ({ key: id, ...rest })),
  };
  const start = performance.now();
  const origins = traceOrigins({ items }, after);
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(originOf(origins, '/rows/0/name')).toBe('/items/19999/name');
});

function pointersOf(value: Value, pointer = ''): readonly string[] {
  const parts: readonly (readonly [string | number, Value])[] = isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [pointer, ...parts.flatMap(([token, part]) => pointersOf(part, pointerTo(pointer, token)))].filter((each) =>
    isWithin(each, ''),
  );
}
