import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceInMeaning } from '../../../src/checks/against/schema-meaning.ts';
import { isArray, isObject, type Value } from '../../../src/model/value.ts';
import { anyObject, anyValue } from '../../support/values.ts';

const WORDS = { title: 'A', description: 'B', $comment: 'C', examples: [1], deprecated: true };

describe('what a schema means', () => {
  test('is another where a property that is named like an annotation depends on others', () => {
    const asking = (names: readonly string[]) => ({ dependentRequired: { title: names } });
    expect(differenceInMeaning(asking(['a']), asking(['a', 'zz']))).toBeDefined();
  });

  test('is what it was, whatever the order of keys', () => {
    const turned = (value: Value): Value => {
      if (isArray(value)) return value.map(turned);
      if (!isObject(value)) return value;
      return Object.fromEntries(
        Object.entries(value)
          .map(([key, member]) => [key, turned(member)])
          .reverse(),
      );
    };
    fc.assert(
      fc.property(anyObject, (schema) => {
        expect(differenceInMeaning(schema, turned(schema))).toBeUndefined();
      }),
    );
  });

  test('is another with another word in it', () => {
    fc.assert(
      fc.property(anyObject, anyValue, (schema, value) => {
        fc.pre(schema['pattern'] === undefined);
        expect(differenceInMeaning(schema, { ...schema, pattern: value })).toBe('/pattern');
      }),
    );
  });

  test.each<[string, Value, Value]>([
    ['words for people', { type: 'string' }, { type: 'string', ...WORDS }],
    ['words for people, deep', { items: [{ not: {} }] }, { items: [{ not: WORDS }] }],
    ['the order of what is required', { required: ['a', 'b'] }, { required: ['b', 'a'] }],
    ['the order of types', { type: ['string', 'null'] }, { type: ['null', 'string'] }],
    ['the order of an enum', { enum: [1, 'b', null] }, { enum: [null, 1, 'b'] }],
  ])('does not change with %s', (_, before, found) => {
    expect(differenceInMeaning(before, found)).toBeUndefined();
    expect(differenceInMeaning(found, before)).toBeUndefined();
  });

  test.each<[string, Value, Value, string]>([
    ['a property named title', { properties: {} }, { properties: { title: {} } }, '/properties/title'],
    [
      'a definition named description',
      { $defs: { description: {} } },
      { $defs: { description: { type: 'null' } } },
      '/$defs/description/type',
    ],
    ['a constant that holds a title', { const: { title: 1 } }, { const: { title: 2 } }, '/const/title'],
    ['a default that holds a title', { default: { title: 1 } }, { default: {} }, '/default'],
    ['a keyword that is gone', { minimum: 1, type: 'integer' }, { type: 'integer' }, ''],
    [
      'another bound',
      { properties: { n: { minimum: 1 } } },
      { properties: { n: { minimum: 2 } } },
      '/properties/n/minimum',
    ],
    [
      'the order of a tuple',
      { prefixItems: [{ type: 'null' }, {}] },
      { prefixItems: [{}, { type: 'null' }] },
      '/prefixItems',
    ],
    ['a whole number beyond a double', { const: 9007199254740993n }, { const: 9007199254740992n }, '/const'],
    ['a schema that is only true', { items: {} }, true, ''],
    [
      'a member named __proto__',
      { properties: {} },
      { properties: JSON.parse('{"__proto__": {}}') },
      '/properties/__proto__',
    ],
  ])('changes with %s', (_, before, found, pointer) => {
    expect(differenceInMeaning(before, found)).toBe(pointer);
  });
});
