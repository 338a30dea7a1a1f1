import { describe, expect, test } from 'vitest';
import { checksumOf } from '../../src/formats/canonical.ts';
import type { Value } from '../../src/model/value.ts';
import { missingPlace, sealed, withChecksum, withVersion } from '../../src/plan/engine-fields.ts';
import { aKind, aVersionSchema } from '../support/facts.ts';

const now = new Date('2026-11-21T10:20:30.456Z');

describe('the version', () => {
  const of = (type: Value, pointer = 'version') => aVersionSchema('2', { properties: { [pointer]: type } });

  test('is replaced in its place', () => {
    expect(JSON.stringify(withVersion({ a: 1, version: 1, b: 2 }, aKind(), of({ type: 'integer' })))).toBe(
      '{"a":1,"version":2,"b":2}',
    );
  });

  test('is the first member where there was none', () => {
    expect(JSON.stringify(withVersion({ a: 1 }, aKind(), of({ type: 'integer' })))).toBe('{"version":2,"a":1}');
  });

  test.each<[string, Value, Value, Value]>([
    ['an integer', { type: 'integer' }, '1', 2],
    ['a string', { type: 'string' }, 1, '2'],
    ['a constant number', { const: 2 }, '1', 2],
    ['a constant string', { const: '2' }, 1, '2'],
    ['one of several strings', { enum: ['1', '2'] }, 1, '2'],
    ['either: as it was', { type: ['integer', 'string'] }, '1', '2'],
    ['unsaid: as it was', {}, '1', '2'],
    ['unsaid: as it was', {}, 1, 2],
  ])('is written as its schema asks: %s', (_what, schema, before, after) => {
    expect(withVersion({ version: before }, aKind(), of(schema))).toEqual({ version: after });
  });

  test('what says the right version in the right type is left as it is', () => {
    const value = { version: 2 };
    expect(withVersion(value, aKind(), of({ type: 'integer' }))).toBe(value);
  });

  test('goes where the schema knows it, among the places that the kind names', () => {
    expect(withVersion({ a: 1 }, aKind(), of({ type: 'string' }, 'schemaVersion'))).toEqual({
      schemaVersion: '2',
      a: 1,
    });
  });

  test('is exact where it is more than a double holds', () => {
    const version = '20260101120000003';
    const schema = aVersionSchema(version, { properties: { version: { type: 'integer' } } });
    expect(withVersion({ version: 20260101120000001n }, aKind(), schema)).toEqual({ version: 20260101120000003n });
  });

  test('stays away from a kind whose files carry none', () => {
    expect(withVersion([1], aKind({ version: false }), of({}))).toEqual([1]);
  });
});

describe('the checksum', () => {
  const knows = aVersionSchema('2', { properties: { checksum: { type: 'string' } } });
  const kind = aKind({ checksum: '/checksum' });

  test('is that of the document without it', () => {
    const value = { version: 2, checksum: 'sha256:old' };
    expect(withChecksum(value, kind, knows)).toEqual({ version: 2, checksum: checksumOf({ version: 2 }) });
  });

  test('is taken away where the schema knows none', () => {
    expect(withChecksum({ version: 1, checksum: 'sha256:old' }, kind, aVersionSchema('1'))).toEqual({ version: 1 });
  });

  test('is found through $ref and allOf', () => {
    const schema = { allOf: [{ $ref: '#/$defs/base' }], $defs: { base: { properties: { checksum: {} } } } };
    expect(withChecksum({ version: 2 }, kind, aVersionSchema('2', schema))).toHaveProperty('checksum');
  });

  test('a schema that refers to itself is no loop', () => {
    const schema = { $ref: '#', properties: { a: { $ref: '#' } } };
    expect(withChecksum({ version: 2 }, kind, aVersionSchema('2', schema))).toEqual({ version: 2 });
  });
});

describe('sealing', () => {
  const schema = aVersionSchema('2');

  test('leaves a serial that is no whole number', () => {
    expect(sealed({ serial: 1.5 }, aKind({ serial: '/serial' }), schema, now)).toEqual({ serial: 1.5 });
  });

  test('raises the serial by one, beyond 2^53 too', () => {
    const kind = aKind({ serial: '/serial' });
    expect(sealed({ serial: 7 }, kind, schema, now)).toEqual({ serial: 8 });
    expect(sealed({ serial: 9007199254740991 }, kind, schema, now)).toEqual({ serial: 9007199254740992n });
    expect(sealed({ serial: 18446744073709551614n }, kind, schema, now)).toEqual({ serial: 18446744073709551615n });
  });

  test.each<[Value, Value]>([
    ['2020-01-01T00:00:00.000Z', '2026-11-21T10:20:30.456Z'],
    ['2020-01-01T00:00:00Z', '2026-11-21T10:20:30Z'],
    [1_577_836_800_000, 1_795_256_430_456],
    [1_577_836_800, 1_795_256_430],
    [null, null],
  ])('sets the time in the spelling of %o', (before, after) => {
    expect(sealed({ at: { time: before } }, aKind({ touched: '/at/time' }), schema, now)).toEqual({
      at: { time: after },
    });
  });

  test('adds no field that is not there', () => {
    expect(sealed({}, aKind({ touched: '/at/time', serial: '/serial' }), schema, now)).toEqual({});
  });
});

describe('a place that is missing', () => {
  const schema = aVersionSchema('2', { properties: { meta: { properties: { checksum: {} } } } });

  test.each<[Value]>([[{ meta: 5 }], [{ meta: [] }], [[1]], ['text']])('is found in %j', (value) => {
    expect(missingPlace(value, aKind({ version: ['/meta/version'] }), schema)).toBe('/meta/version');
    expect(missingPlace(value, aKind({ version: false, checksum: '/meta/checksum' }), schema)).toBe('/meta/checksum');
    expect(withChecksum(value, aKind({ checksum: '/meta/checksum' }), schema)).toBe(value);
  });

  test('is none where objects can be made on the way, nor where nothing is set', () => {
    expect(missingPlace({ a: 1 }, aKind({ version: ['/meta/version'] }), schema)).toBeUndefined();
    expect(missingPlace([1], aKind({ version: false }), schema)).toBeUndefined();
  });
});
