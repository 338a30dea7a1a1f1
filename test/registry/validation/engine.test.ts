import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import { createCompiler, NO_SCHEMAS, type SchemaProblem, type Validator } from '../../../src/registry/validator.ts';

const D2019 = 'https://json-schema.org/draft/2019-09/schema';
const D7 = 'http://json-schema.org/draft-07/schema#';

function compile(schema: Value): Promise<Validator> {
  return createCompiler(NO_SCHEMAS).compile({ path: '/schema.json', schema });
}

async function judge(schema: Value, value: Value): Promise<readonly SchemaProblem[]> {
  return (await compile(schema)).validate(value);
}

describe('what was looked at', () => {
  const text = { type: 'string' };
  it.each([
    ['items looks at all items', { anyOf: [{ items: text }, true], unevaluatedItems: false }, ['a', 'b'], true],
    ['items that fit nothing', { anyOf: [{ items: text }, true], unevaluatedItems: false }, ['a', 1], false],
    ['contains looks at what it takes', { contains: text, unevaluatedItems: { type: 'number' } }, ['a', 1], true],
    ['contains, and no more', { contains: text, unevaluatedItems: { type: 'number' } }, ['a', null], false],
    ['contains in 2019-09 looks at nothing', { $schema: D2019, contains: text, unevaluatedItems: false }, ['a'], false],
    [
      'if that fits',
      { if: { required: ['a'], properties: { a: true } }, unevaluatedProperties: false },
      { a: 1 },
      true,
    ],
    ['if that does not', { if: { properties: { a: text } }, unevaluatedProperties: false }, { a: 1 }, false],
    [
      'if that does not, with else',
      { if: { properties: { a: text } }, else: { required: ['a'] }, unevaluatedProperties: false },
      { a: 1 },
      false,
    ],
    [
      'patternProperties after a form that looks at nothing',
      { anyOf: [{ type: 'object' }], patternProperties: { '^a': true }, unevaluatedProperties: false },
      { a: 1 },
      true,
    ],
    [
      'no key that objects inherit',
      { anyOf: [{ properties: { a: true } }], unevaluatedProperties: false },
      { a: 1, constructor: 1 },
      false,
    ],
    [
      'the key __proto__',
      JSON.parse('{"properties":{"__proto__":true,"a":true},"unevaluatedProperties":false}'),
      JSON.parse('{"__proto__":1,"a":1}'),
      true,
    ],
    [
      'members behind a reference',
      { $ref: '#/$defs/a', unevaluatedProperties: false, $defs: { a: { properties: { a: { $ref: '#' } } } } },
      { a: { a: {} } },
      true,
    ],
    [
      'members behind a reference, and no others',
      { $ref: '#/$defs/a', unevaluatedProperties: false, $defs: { a: { properties: { a: { $ref: '#' } } } } },
      { a: { b: {} } },
      false,
    ],
    [
      'dependentSchemas',
      { dependentSchemas: { a: { properties: { a: true } } }, unevaluatedProperties: false },
      { a: 1 },
      true,
    ],
  ] as readonly [string, Value, Value, boolean][])('%s', async (_, schema, value, expected) => {
    expect((await judge(schema, value)).length === 0).toBe(expected);
  });

  it('is not told of where the schema refuses the value for another reason', async () => {
    const schema = { anyOf: [{ required: ['b'], properties: { a: true } }], unevaluatedProperties: false };
    expect((await judge(schema, { a: 1 })).map(({ args }) => args.keyword)).toEqual(['required']);
  });

  it('is told by item where items are left', async () => {
    const problems = await judge({ prefixItems: [true], unevaluatedItems: false }, [1, 2, 3]);
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/1', '/2']);
  });
});

it('what follows an item that is not there is judged, too', async () => {
  const schema = { prefixItems: [{ type: 'string' }], contains: { type: 'string' } };
  expect((await judge(schema, [])).map(({ args }) => args.keyword)).toEqual(['contains']);
  expect(await judge(schema, ['a'])).toEqual([]);
});

describe('dependencies', () => {
  it.each([
    [{ dependentRequired: { a: ['b'] } }, [], true],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, false],
    [{ $schema: D7, dependencies: { a: ['b'], c: { minProperties: 2 } } }, { c: 1 }, false],
    [{ $schema: D7, dependencies: { a: ['b'], c: { minProperties: 2 } } }, { c: 1, d: 1 }, true],
    [{ $schema: D7, dependencies: { a: false } }, {}, true],
  ] as readonly [Value, Value, boolean][])('of %o judge %o: %s', async (schema, value, expected) => {
    expect((await judge(schema, value)).length === 0).toBe(expected);
  });

  it('are told by their own keyword', async () => {
    const [problem] = await judge({ $schema: D7, dependencies: { a: ['b'] } }, { a: 1 });
    expect(problem?.args).toMatchObject({ keyword: 'dependencies', expected: 'a member "b", which "a" asks for' });
  });
});

describe('reasons', () => {
  it('stay with their form, also behind references', async () => {
    const $defs = {
      circle: { properties: { kind: { const: 'circle' }, radius: { type: 'number' } }, required: ['kind', 'radius'] },
      square: { properties: { kind: { const: 'square' }, side: { type: 'number' } }, required: ['kind', 'side'] },
      any: { oneOf: [{ $ref: '#/$defs/circle' }, { $ref: '#/$defs/square' }] },
    };
    const schema = { items: { $ref: '#/$defs/any' }, $defs };
    const problems = await judge(schema, [
      { kind: 'circle', radius: 1 },
      { kind: 'square', side: 'x' },
      { kind: 'squre' },
    ]);
    expect(problems.map(({ pointer, args }) => [pointer, args.expected])).toEqual([
      ['/1/side', 'number'],
      ['/2/kind', '"circle" | "square"'],
    ]);
    expect(problems[0]?.args.schema).toBe('/schema.json#/$defs/square/properties/side');
  });

  it('of forms within forms are those of the innermost form', async () => {
    const schema = { anyOf: [{ type: 'null' }, { anyOf: [{ type: 'string' }, { type: 'object', required: ['id'] }] }] };
    expect((await judge(schema, {})).map(({ args }) => args.key)).toEqual(['id']);
  });

  it('before and after a form are told, too', async () => {
    const schema = {
      required: ['z'],
      properties: { a: { type: 'integer' }, b: { anyOf: [{ type: 'null' }, { type: 'string' }] } },
      additionalProperties: false,
    };
    const problems = await judge(schema, { a: 'x', b: 1, c: 1 });
    expect(problems.map(({ pointer, args }) => [pointer, args.keyword])).toEqual([
      ['', 'required'],
      ['/a', 'type'],
      ['/b', 'type'],
      ['/c', 'additionalProperties'],
    ]);
  });

  it('of a condition are those of the branch taken, and no more', async () => {
    const schema = JSON.parse('{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}') as Value;
    expect((await judge(schema, { a: 1 })).map(({ args }) => args.key)).toEqual(['b']);
    expect((await judge(schema, {})).map(({ args }) => args.key)).toEqual(['c']);
  });

  it('of a count of certain items say what was asked', async () => {
    const some = { contains: { type: 'string' } };
    const told = async (schema: Value): Promise<unknown> => (await judge(schema, ['a', 1]))[0]?.args;
    expect(await told({ ...some, minContains: 2 })).toMatchObject({
      keyword: 'minContains',
      expected: 'at least 2 items of a certain form',
      found: 'fewer',
    });
    expect(await told({ ...some, minContains: 0, maxContains: 0 })).toMatchObject({
      expected: 'at least 0 items of a certain form, and at most 0',
      found: 'another number of them',
    });
  });

  it('of the same object at two places name both places', async () => {
    const shared: Value = { n: 'x' };
    const schema = {
      properties: { a: { $ref: '#/$defs/d' }, b: { $ref: '#/$defs/d' } },
      $defs: { d: { properties: { n: { type: 'integer' }, next: { $ref: '#/$defs/d' } } } },
    };
    const problems = await judge(schema, { a: shared, b: shared });
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/a/n', '/b/n']);
  });

  it.each([
    ['unknown members', { additionalProperties: false }],
    ['wrong members', { additionalProperties: { type: 'null' } }],
    ['badly named members', { propertyNames: { maxLength: 1 } }],
    ['members left over', { unevaluatedProperties: false }],
    ['members that match a pattern', { patternProperties: { '^k': { type: 'null' } } }],
  ] as readonly [string, Value][])('of a hundred thousand %s are a hundred', async (_, schema) => {
    const value = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]));
    const problems = await judge(schema, value);
    expect(problems).toHaveLength(100);
    expect(problems.every(({ pointer }) => pointer.startsWith('/key'))).toBe(true);
  });
});

describe('a value that cannot be judged', () => {
  it('in time by a format is a problem that names the format', async () => {
    const problems = await judge({ properties: { a: { format: 'url' } } }, { a: `http://${'::'.repeat(100_000)} ` });
    expect(problems.map(({ pointer, args }) => [pointer, args.expected])).toEqual([
      ['/a', 'text on which the format url can be judged in time'],
    ]);
  });

  it('for want of stack is a problem, no crash', async () => {
    let schema: Value = { properties: { next: { $ref: '#' } }, required: ['id'] };
    for (let index = 0; index < 200; index += 1) schema = { allOf: [schema] };
    let value: Value = { id: 1 };
    for (let depth = 0; depth < 20_000; depth += 1) value = { id: 1, next: value };
    const [problem] = await judge(schema, value);
    expect(problem?.args.expected).toBe('a value that nests less deep, for this schema to judge it');
  });
});

describe('work', () => {
  it('on a small value that fits is a matter of microseconds', async () => {
    const validator = await compile({
      properties: { id: { type: 'integer', minimum: 0 }, name: { type: 'string' }, at: { format: 'date-time' } },
      required: ['id'],
      additionalProperties: false,
    });
    const value = { id: 1, name: 'a', at: '2026-01-31T12:00:00Z' };
    expect(validator.validate(value)).toEqual([]);
    const start = performance.now();
    for (let run = 0; run < 100_000; run += 1) validator.validate(value);
    // 20 µs each would be far too many; a machine that is busy is allowed for.
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
