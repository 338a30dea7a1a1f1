import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import { defaultsOf } from '../../src/plan/schema-defaults.ts';
import { aKind } from '../support/facts.ts';

function defaults(schema: Value): Value | undefined {
  const validator = { validate: () => [] };
  return defaultsOf({ version: '2', path: 'schemas/sample/2.schema.json', schema, validator }, aKind());
}

const VERSION = { version: { const: 2 } };

describe('the defaults of a schema', () => {
  test('are the default of its root', () => {
    expect(defaults({ properties: VERSION, default: { version: 2, a: 1 } })).toEqual({ version: 2, a: 1 });
  });

  test('are else those of its members', () => {
    expect(defaults({ properties: { ...VERSION, a: { default: 1 } }, required: ['version'] })).toEqual({
      version: 2,
      a: 1,
    });
  });

  test('leave out an object that may be away', () => {
    const inner = { properties: { b: { default: 1 } } };
    expect(defaults({ properties: { ...VERSION, inner }, required: ['version'] })).toEqual({ version: 2 });
  });

  test('make an object that is asked for out of its own members', () => {
    const inner = { properties: { b: { default: 1 } } };
    expect(defaults({ properties: { ...VERSION, inner }, required: ['version', 'inner'] })).toEqual({
      version: 2,
      inner: { b: 1 },
    });
  });

  test('follow a local reference', () => {
    const schema = {
      properties: { ...VERSION, a: { $ref: '#/$defs/a' } },
      required: ['version'],
      $defs: { a: { default: 3 } },
    };
    expect(defaults(schema)).toEqual({ version: 2, a: 3 });
  });

  test('end in a circle of references', () => {
    const schema = { properties: { a: { $ref: '#/$defs/a' } }, required: ['a'], $defs: { a: { $ref: '#/$defs/a' } } };
    expect(defaults(schema)).toBeUndefined();
  });

  test('are none where the schema says nothing', () => {
    expect(defaults({ type: 'object' })).toBeUndefined();
    expect(defaults(true)).toBeUndefined();
  });
});
