import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { traceOrigins } from '../../src/formats/origins.ts';
import type { Value, ValueObject } from '../../src/model/value.ts';
import { undeclaredLosses } from '../../src/plan/ledger.ts';
import { anyValue } from '../support/values.ts';

function lossesOf<Before extends Value>(
  before: Before,
  step: (before: Before) => Value,
  declared: readonly string[] = [],
): readonly string[] {
  const after = step(before);
  return undeclaredLosses(before, after, traceOrigins(before, after), declared, ['/version']);
}

describe('the loss ledger', () => {
  test('a step that changes nothing loses nothing', () => {
    fc.assert(fc.property(anyValue, (value) => lossesOf(value, structuredClone).length === 0));
  });

  test('a step that wraps the whole state loses nothing', () => {
    fc.assert(fc.property(anyValue, (value) => lossesOf(value, (state) => ({ data: state })).length === 0));
  });

  test('a dropped leaf is named', () => {
    expect(lossesOf({ a: 1, b: 'gone' }, ({ a }) => ({ a }))).toEqual(['/b']);
  });

  test('every leaf of a dropped sub-tree is named', () => {
    expect(lossesOf({ keep: 1, b: { c: 'x', d: [true, {}] } }, ({ keep }) => ({ keep }))).toEqual([
      '/b/c',
      '/b/d/0',
      '/b/d/1',
    ]);
  });

  test('a declared loss is none, with all that lies below it', () => {
    expect(lossesOf({ keep: 1, b: { c: 'x', d: 'y' } }, ({ keep }) => ({ keep }), ['/b'])).toEqual([]);
  });

  test('a declaration does not cover a sibling whose name begins alike', () => {
    expect(lossesOf({ b: 'x', bc: 'y' }, () => ({}), ['/b'])).toEqual(['/bc']);
  });

  test('a declared loss takes no place that an equal leaf moved to', () => {
    const before = { high: 1, low: 1 };
    expect(lossesOf(before, ({ low }) => ({ limit: low }), ['/high'])).toEqual([]);
    expect(lossesOf(before, ({ high }) => ({ limit: high }), ['/low'])).toEqual([]);
    expect(lossesOf(before, ({ low }) => ({ limit: low }))).toHaveLength(1);
  });

  test('* stands for any one token', () => {
    const before = {
      items: [
        { id: 1, legacy: 'x' },
        { id: 2, legacy: 'y' },
      ],
    };
    const step = ({ items }: typeof before) => ({ items: items.map(({ id }) => ({ id })) });
    expect(lossesOf(before, step)).toEqual(['/items/0/legacy', '/items/1/legacy']);
    expect(lossesOf(before, step, ['/items/*/legacy'])).toEqual([]);
  });

  test('a renamed member is moved', () => {
    expect(lossesOf({ old: 'x', b: 1 }, ({ old, ...rest }) => ({ ...rest, fresh: old }))).toEqual([]);
  });

  test('two renamed members of equal value are both moved', () => {
    expect(
      lossesOf({ stepsDone: 0, retries: 0 }, ({ stepsDone, retries }) => ({
        steps_done: stepsDone,
        retry_count: retries,
      })),
    ).toEqual([]);
  });

  test('of two leaves of equal value, one lost, one is named', () => {
    expect(lossesOf({ x: 0, y: 0 }, ({ x }) => ({ z: x }))).toHaveLength(1);
  });

  test('a converted value in its place is kept', () => {
    expect(lossesOf({ size: '10', list: {} }, () => ({ size: 10, list: { a: 1 } }))).toEqual([]);
  });

  test('an object that becomes a scalar loses its leaves', () => {
    expect(lossesOf({ a: { b: 'x' } }, () => ({ a: 'y' }))).toEqual(['/a/b']);
  });

  test('a scalar that moves into an object under its key is kept', () => {
    expect(lossesOf({ a: 'x' }, ({ a }) => ({ a: { value: a } }))).toEqual([]);
  });

  test('a filtered item is named by its own place', () => {
    expect(lossesOf({ list: ['a', 'b', 'c'] }, ({ list }) => ({ list: list.filter((item) => item !== 'b') }))).toEqual([
      '/list/1',
    ]);
  });

  test('a reordered list loses nothing', () => {
    expect(lossesOf({ list: ['a', 'b', 'c'] }, ({ list }) => ({ list: list.toReversed() }))).toEqual([]);
  });

  test('an item taken from the front is the one named', () => {
    const list = Array.from({ length: 50 }, (_, id) => ({ id, name: `n${id}` }));
    expect(lossesOf({ list }, (state) => ({ list: structuredClone(state.list.slice(1)) }))).toEqual([
      '/list/0/id',
      '/list/0/name',
    ]);
  });

  test('the fields of the engine are nobody’s loss', () => {
    expect(lossesOf({ version: 1, a: 1 }, ({ a }) => ({ a }))).toEqual([]);
  });

  test('__proto__ is a leaf like any other', () => {
    const before = JSON.parse('{"__proto__": "x", "a": 1}') as ValueObject;
    expect(lossesOf(before, () => ({ a: 1 }))).toEqual(['/__proto__']);
  });
});
