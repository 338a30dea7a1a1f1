import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StatefixError } from '../../src/model/errors.ts';
import { setMember, type Value } from '../../src/model/value.ts';
import {
  type CompilerOptions,
  createCompiler,
  NO_SCHEMAS,
  type SchemaLibrary,
  type SchemaProblem,
  type SchemaSource,
} from '../../src/registry/validator.ts';

const PATH = '/registry/schemas/daemon/1.schema.json';

async function judge(
  schema: Value,
  value: Value,
  library: SchemaLibrary = NO_SCHEMAS,
  options: CompilerOptions = {},
): Promise<readonly SchemaProblem[]> {
  const validator = await createCompiler(library, options).compile({ path: PATH, schema });
  return validator.validate(value);
}

async function fitsSchema(schema: Value, value: Value, library?: SchemaLibrary): Promise<boolean> {
  return (await judge(schema, value, library)).length === 0;
}

async function refusal(schema: Value, library: SchemaLibrary = NO_SCHEMAS): Promise<StatefixError> {
  try {
    await createCompiler(library).compile({ path: PATH, schema });
  } catch (error) {
    return error as StatefixError;
  }
  throw new Error('the schema was accepted');
}

function libraryOf(files: Readonly<Record<string, Value>>, known: readonly SchemaSource[] = []): SchemaLibrary {
  const sources = new Map(Object.entries(files).map(([path, schema]) => [path, { path, schema }]));
  return { byFile: (path) => sources.get(path), byId: () => known };
}

/** `{}` with the key `__proto__`. */
function withProto(value: Value): Record<string, Value> {
  const object: Record<string, Value> = {};
  setMember(object, '__proto__', value);
  return object;
}

const D4 = 'http://json-schema.org/draft-04/schema#';
const D7 = 'http://json-schema.org/draft-07/schema#';
const UINT64 = 18446744073709551615n;

describe('numbers', () => {
  it.each([
    [{ maximum: UINT64 }, UINT64, true],
    [{ maximum: UINT64 }, UINT64 + 1n, false],
    [{ exclusiveMaximum: UINT64 }, UINT64, false],
    [{ minimum: 9007199254740993n }, 9007199254740992n, false],
    [{ minimum: 9007199254740993n }, 9007199254740993n, true],
    [{ maximum: 9007199254740992 }, 9007199254740993n, false],
    [{ maximum: 9007199254740991 }, 9007199254740992n, false],
    [{ exclusiveMinimum: 9007199254740992 }, 9007199254740993n, true],
    [{ $schema: D4, maximum: UINT64, exclusiveMaximum: true }, UINT64, false],
    [{ $schema: D4, maximum: UINT64, exclusiveMaximum: false }, UINT64, true],
    [{ $schema: D4, minimum: 5, exclusiveMinimum: true }, 5, false],
    [{ const: 9007199254740993n }, 9007199254740993n, true],
    [{ const: 9007199254740993n }, 9007199254740992n, false],
    [{ const: 1e20 }, 100000000000000000000n, true],
    [{ enum: [9007199254740993n, 'x'] }, 9007199254740992n, false],
    [{ enum: [9007199254740993n, 'x'] }, 9007199254740993n, true],
    [{ type: 'integer' }, UINT64, true],
    [{ type: 'number' }, UINT64, true],
    [{ type: 'string' }, UINT64, false],
    [{ type: 'integer' }, 1.5, false],
    [{ multipleOf: 3 }, 9007199254740993n, true],
    [{ multipleOf: 2 }, 9007199254740993n, false],
    [{ multipleOf: 9007199254740993n }, 18014398509481986n, true],
    [{ multipleOf: 0.0001 }, 0.0075, true],
    [{ multipleOf: 0.01 }, 0.29, true],
    [{ multipleOf: 0.1 }, 0.30000000000000004, false],
    [{ multipleOf: 1e-8 }, 123456789.12345678, true],
    [{ multipleOf: 0.5 }, UINT64, true],
    [{ multipleOf: 0.123456789 }, 1e308, false],
    [{ multipleOf: 1e-300 }, 1e300, true],
    [{ format: 'int64' }, 9223372036854775807n, true],
    [{ format: 'int64' }, 9223372036854775808n, false],
    [{ format: 'int32' }, 2147483648, false],
    [{ properties: { a: { items: { maximum: UINT64 } } } }, { a: [1, UINT64 + 1n] }, false],
    [{ properties: { a: { items: { maximum: UINT64 } } } }, { a: [1, UINT64] }, true],
    [{ const: [{ n: 9007199254740993n }] }, [{ n: 9007199254740992n }], false],
  ] as readonly [Value, Value, boolean][])('%o judges %s: %s', async (schema, value, expected) => {
    expect(await fitsSchema(schema, value)).toBe(expected);
  });
});

describe('equality', () => {
  it.each([
    [[1, 1.0], false],
    [[0, -0], false],
    [[0, false], true],
    [[1, '1'], true],
    [
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      false,
    ],
    [[{ a: 1 }, { a: 1, b: 1 }], true],
    [[9007199254740993n, 9007199254740992n], true],
    [[1e20, 100000000000000000000n], false],
    [[[], {}], true],
    [[withProto(1), {}], true],
    [[withProto(1), withProto(1)], false],
    [['a,b', ['a', 'b']], true],
  ] as readonly [Value, boolean][])('uniqueItems judges %o: %s', async (value, expected) => {
    expect(await fitsSchema({ uniqueItems: true }, value)).toBe(expected);
  });

  it('names the item that comes again', async () => {
    const [problem] = await judge({ uniqueItems: true }, ['a', 'b', 'a']);
    expect(problem?.pointer).toBe('/2');
    expect(problem?.args).toMatchObject({ expected: 'an item unlike the others', found: '"a" again, as in item 0' });
  });

  it('takes time in proportion to the items: 20 000 objects', async () => {
    const items = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `item ${id}` }));
    const start = performance.now();
    expect(await fitsSchema({ uniqueItems: true }, items)).toBe(true);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('keys that objects inherit', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a key like any other', async (key) => {
    const properties: Record<string, Value> = {};
    setMember(properties, key, { type: 'integer' });
    const right: Record<string, Value> = {};
    setMember(right, key, 1);
    const wrong: Record<string, Value> = {};
    setMember(wrong, key, 'x');
    expect(await fitsSchema({ required: [key] }, {})).toBe(false);
    expect(await fitsSchema({ required: [key] }, right)).toBe(true);
    expect(await fitsSchema({ properties }, {})).toBe(true);
    expect(await fitsSchema({ properties }, wrong)).toBe(false);
    expect(await fitsSchema({ properties, additionalProperties: false }, right)).toBe(true);
    expect(await fitsSchema({ additionalProperties: false }, right)).toBe(false);
    expect(await fitsSchema({ unevaluatedProperties: false }, right)).toBe(false);
    expect(await fitsSchema({ dependentRequired: { [key]: ['a'] } }, {})).toBe(true);
  });
});

describe('problems', () => {
  it('name the missing member, and the one that was meant', async () => {
    const schema = { properties: { paused: { type: 'boolean' } }, required: ['paused'] };
    expect(await judge(schema, { pased: true })).toEqual([
      {
        pointer: '',
        atKey: false,
        args: {
          keyword: 'required',
          expected: 'a member "paused"',
          found: 'none',
          key: 'paused',
          suggestion: 'pased',
          schema: `${PATH}#`,
        },
      },
    ]);
  });

  it('stand at the key that is not allowed, and name the one that was meant', async () => {
    const schema = { properties: { stats: { properties: { count: {} }, additionalProperties: false } } };
    expect(await judge(schema, { stats: { cuont: 1 } })).toEqual([
      {
        pointer: '/stats/cuont',
        atKey: true,
        args: {
          keyword: 'additionalProperties',
          expected: 'no such member',
          found: '"cuont"',
          key: 'cuont',
          suggestion: 'count',
          schema: `${PATH}#/properties/stats`,
        },
      },
    ]);
  });

  it.each([
    [{ type: ['string', 'null'] }, 5, 'string or null', '5', undefined],
    [{ type: 'integer' }, [1, 2], 'integer', 'an array of 2 items', undefined],
    [{ type: 'integer' }, { a: 1 }, 'integer', 'an object', undefined],
    [{ enum: ['paused', 'stopped'] }, 'pausd', '"paused" | "stopped"', '"pausd"', '"paused"'],
    [{ enum: [] }, 1, 'nothing at all', '1', undefined],
    [{ const: 'daemon' }, 'demon', '"daemon"', '"demon"', '"daemon"'],
    [{ maximum: UINT64 }, UINT64 + 1n, 'at most 18446744073709551615', '18446744073709551616', undefined],
    [{ exclusiveMinimum: 1 }, 1, 'a number above 1', '1', undefined],
    [{ multipleOf: 0.5 }, 0.7, 'a multiple of 0.5', '0.7', undefined],
    [{ minLength: 2 }, '😀', 'at least 2 characters', '1 character', undefined],
    [{ maxLength: 1 }, 'ab', 'at most 1 character', '2 characters', undefined],
    [{ pattern: '^a' }, 'b', 'text that matches ^a', '"b"', undefined],
    [{ format: 'date-time' }, 'now', 'a date and time such as 2026-01-31T12:00:00Z', '"now"', undefined],
    [{ format: 'regex' }, '(', 'a regular expression of ECMAScript', '"("', undefined],
    [{ minItems: 1 }, [], 'at least 1 item', '0', undefined],
    [{ maxProperties: 1 }, { a: 1, b: 2 }, 'at most 1 member', '2', undefined],
    [{ contains: { type: 'string' } }, [1], 'at least 1 item of a certain form', '0', undefined],
    [{ not: { type: 'string' } }, 'x', 'anything but string', '"x"', undefined],
    [{ not: { required: ['a'] } }, { a: 1 }, 'anything but an object with "a"', 'an object', undefined],
    [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'a member "b", which "a" asks for', 'none', undefined],
    [false, 1, 'nothing here', '1', undefined],
    [{ $schema: D4, items: [{}], additionalItems: false }, [1, 2], 'at most 1 item', 'an array of 2 items', undefined],
    [{ prefixItems: [{}], unevaluatedItems: false }, [1, 2], 'no further item', '2', undefined],
  ] as readonly [Value, Value, string, string, string | undefined][])(
    'of %o say for %o: expected %s, found %s',
    async (schema, value, expected, found, suggestion) => {
      const problems = await judge(schema, value);
      expect(problems.map(({ args }) => [args.expected, args.found, args.suggestion])).toEqual([
        [expected, found, suggestion],
      ]);
    },
  );

  it('of a key name what keys must be', async () => {
    const [problem] = await judge({ propertyNames: { enum: ['left', 'right'] } }, { lefft: 1 });
    expect(problem).toMatchObject({ pointer: '/lefft', atKey: true });
    expect(problem?.args).toMatchObject({ expected: 'a key that is "left" | "right"', suggestion: '"left"' });
  });

  it('come in the order of the pointers, items by index', async () => {
    const value = { b: Array.from({ length: 11 }, () => 'x'), a: 'x' };
    const schema = { properties: { a: { type: 'integer' }, b: { items: { type: 'integer' } } } };
    const pointers = (await judge(schema, value)).map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/a', ...Array.from({ length: 11 }, (_, index) => `/b/${index}`)]);
  });

  it('are at most 100, whatever the size of the value', async () => {
    const value = Array.from({ length: 300_000 }, () => 'x');
    expect(await judge({ items: { type: 'integer' } }, value)).toHaveLength(100);
  });

  it('are found in one value within one', async () => {
    const schema = {
      $ref: '#/$defs/tree',
      $defs: { tree: { properties: { next: { $ref: '#/$defs/tree' }, n: { type: 'integer' } } } },
    };
    const [problem] = await judge(schema, { next: { next: { n: 'x' } } });
    expect(problem?.pointer).toBe('/next/next/n');
    expect(problem?.args.schema).toBe(`${PATH}#/$defs/tree/properties/n`);
  });
});

describe('the best form of several', () => {
  const shapes = {
    oneOf: [
      { properties: { kind: { const: 'circle' }, radius: { type: 'number' } }, required: ['kind', 'radius'] },
      { properties: { kind: { const: 'square' }, side: { type: 'number' } }, required: ['kind', 'side'] },
    ],
  };

  it('is the one whose name the value bears', async () => {
    const problems = await judge(shapes, { kind: 'square', side: 'x' });
    expect(problems.map(({ pointer, args }) => [pointer, args.expected])).toEqual([['/side', 'number']]);
  });

  it('is none where the name is misspelt: all names are listed', async () => {
    const problems = await judge(shapes, { kind: 'squaer', side: 1 });
    expect(problems.map(({ pointer }) => pointer)).toEqual(['/kind']);
    expect(problems[0]?.args).toMatchObject({ expected: '"circle" | "square"', suggestion: '"square"' });
  });

  it('is the one of the value’s own type', async () => {
    const schema = { anyOf: [{ type: 'null' }, { type: 'object', required: ['id'] }] };
    const problems = await judge(schema, {});
    expect(problems.map(({ args }) => args.key)).toEqual(['id']);
  });

  it('is not named where all ask for another type', async () => {
    const [problem, ...more] = await judge({ anyOf: [{ type: 'null' }, { type: 'string' }] }, 5);
    expect(more).toEqual([]);
    expect(problem?.args.expected).toBe('null | string');
  });

  it('is not named where none is nearest', async () => {
    const schema = { anyOf: [{ required: ['a'] }, { required: ['b'] }] };
    const [problem, ...more] = await judge(schema, {});
    expect(more).toEqual([]);
    expect(problem?.args).toMatchObject({ keyword: 'anyOf', expected: 'one of 2 forms, and it matches none' });
  });

  it('is one too many where two fit', async () => {
    const [problem] = await judge({ oneOf: [{ type: 'integer' }, {}, { minimum: 9 }] }, 5);
    expect(problem?.args).toMatchObject({ expected: 'just one of the 3 forms', found: 'one that fits forms 1 and 2' });
  });

  it('is found in time that does not double with every level: forms within forms', async () => {
    const branch = (least: number): Value => ({
      properties: { next: { $ref: '#' } },
      minProperties: least,
      required: ['next'],
    });
    let value: Value = { end: true };
    for (let depth = 0; depth < 200; depth += 1) value = { next: value, a: 1, b: 2 };
    const start = performance.now();
    for (const keyword of ['anyOf', 'oneOf', 'allOf'])
      expect((await judge({ [keyword]: [1, 2, 3].map(branch) }, value)).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('is forgotten before the next value: a value judged twice, changed in between', async () => {
    const validator = await createCompiler(NO_SCHEMAS).compile({
      path: PATH,
      schema: { $ref: '#/$defs/a', allOf: [{ $ref: '#/$defs/a' }], $defs: { a: { required: ['id'] } } },
    });
    const value: Record<string, Value> = {};
    expect(validator.validate(value)).not.toEqual([]);
    value['id'] = 1;
    expect(validator.validate(value)).toEqual([]);
  });
});

describe('patterns of schemas', () => {
  it('do not hang on a hostile text', async () => {
    const start = performance.now();
    expect(await fitsSchema({ pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}!`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('that cannot be judged in time are a problem that names them', async () => {
    const problems = await judge({ properties: { a: { pattern: '^(?=a)(a+)+$' } } }, { a: `${'a'.repeat(60)}!` });
    expect(problems.map(({ pointer, args }) => [pointer, args.expected])).toEqual([
      ['/a', 'text on which ^(?=a)(a+)+$ can be judged in time'],
    ]);
  });

  it('that cannot be judged in time make no value valid by negation', async () => {
    const problems = await judge({ not: { pattern: '^(?=a)(a+)+$' } }, `${'a'.repeat(60)}!`);
    expect(problems.map(({ args }) => args.expected)).toEqual(['text on which ^(?=a)(a+)+$ can be judged in time']);
  });

  it('also choose members', async () => {
    const schema = { patternProperties: { '^\\p{Lu}': { type: 'integer' } }, additionalProperties: false };
    expect(await fitsSchema(schema, { Åa: 1 })).toBe(true);
    expect(await fitsSchema(schema, { Åa: 'x' })).toBe(false);
    expect(await fitsSchema(schema, { åa: 1 })).toBe(false);
  });
});

describe('formats', () => {
  it('are judged in every draft, by default', async () => {
    for (const $schema of [D4, D7, 'https://json-schema.org/draft/2020-12/schema'])
      expect(await fitsSchema({ $schema, format: 'uuid' }, 'x')).toBe(false);
  });

  it('are notes where the caller says so', async () => {
    expect(await judge({ format: 'uuid' }, 'x', NO_SCHEMAS, { assertFormats: false })).toEqual([]);
  });

  it('that are unknown are ignored, and so are unknown keywords', async () => {
    expect(await fitsSchema({ format: 'colour', 'x-note': 1, toString: 5 }, 'x')).toBe(true);
  });
});

describe('references', () => {
  const folder = '/registry/schemas/daemon';

  it('lead to files, relative to the file they stand in', async () => {
    const library = libraryOf({
      [join(folder, 'parts/name.json')]: { $ref: '../base.json#/$defs/text' },
      [join(folder, 'base.json')]: { $defs: { text: { type: 'string' } } },
    });
    const schema = { properties: { name: { $ref: 'parts/name.json' } } };
    const [problem] = await judge(schema, { name: 5 }, library);
    expect(problem?.args.schema).toBe(`${join(folder, 'base.json')}#/$defs/text`);
    expect(await fitsSchema(schema, { name: 'x' }, library)).toBe(true);
  });

  it('work for a schema known by a relative path', async () => {
    const library = libraryOf({ 'schemas/b.json': { type: 'string' } });
    const validator = await createCompiler(library).compile({ path: 'schemas/a.json', schema: { $ref: 'b.json' } });
    expect(validator.validate(5)[0]?.args.schema).toBe('schemas/b.json#');
  });

  it('lead to an $id, also one inside another file', async () => {
    const known = [
      { path: '/refs/a.json', schema: { $id: 'https://example.com/a', type: 'integer' } },
      { path: '/refs/b.json', schema: { $defs: { in: { $id: 'https://example.com/b', type: 'integer' } } } },
    ];
    for (const $ref of ['https://example.com/a', 'https://example.com/b']) {
      expect(await fitsSchema({ $ref }, 'x', libraryOf({}, known))).toBe(false);
      expect(await fitsSchema({ $ref }, 1, libraryOf({}, known))).toBe(true);
    }
  });

  it('lead to the file beside, also from a schema whose $id is an address', async () => {
    const library = libraryOf({ [join(folder, 'b.json')]: { type: 'integer' } });
    expect(await fitsSchema({ $id: 'https://example.com/s/a.json', $ref: 'b.json' }, 'x', library)).toBe(false);
  });

  it('may cross from one draft into another', async () => {
    const library = libraryOf({ [join(folder, 'old.json')]: { $schema: D4, maximum: 5, exclusiveMaximum: true } });
    expect(await fitsSchema({ $ref: 'old.json' }, 5, library)).toBe(false);
    expect(await fitsSchema({ $ref: 'old.json' }, 4, library)).toBe(true);
  });

  it('may lead to a published meta-schema, without a network', async () => {
    const $ref = 'https://json-schema.org/draft/2020-12/schema';
    expect(await fitsSchema({ $ref }, { type: 'strin' })).toBe(false);
    expect(await fitsSchema({ $ref }, { type: 'string' })).toBe(true);
  });

  it('without target are an error that names file, pointer and target', async () => {
    const error = await refusal({ properties: { a: { $ref: 'https://example.com/none.json' } } });
    expect(error).toMatchObject({ code: 'REGISTRY_INVALID', path: PATH, pointer: '/properties/a/$ref' });
    expect(error.message).toBe(
      `${PATH}#/properties/a/$ref leads nowhere: no schema is known as "https://example.com/none.json"`,
    );
    expect(error.hint).toContain('Nothing is fetched');
  });

  it('to a missing part are the same error', async () => {
    expect((await refusal({ $ref: '#/$defs/none' })).message).toContain('no schema is known as "#/$defs/none"');
    expect((await refusal({ $ref: '#none' })).message).toContain('no schema is known as "#none"');
    expect((await refusal({ $ref: 'other.json' })).message).toContain('(/registry/schemas/daemon/other.json)');
    expect((await refusal({ $ref: '#/%zz' })).message).toContain('leads nowhere');
  });

  it.each([
    [{ $ref: '#' }],
    [{ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { allOf: [{ $ref: '#/$defs/a' }] } } }],
    [{ anyOf: [{ type: 'string' }, { not: { $ref: '#' } }] }],
  ] as readonly [Value][])('that have no end are an error: %o', async (schema) => {
    const error = await refusal(schema);
    expect(error.code).toBe('REGISTRY_INVALID');
    expect(error.message).toContain('it refers back to itself on the same value, which has no end');
  });

  it('that follow one another too long are an error, no stack overflow', async () => {
    const $defs: Record<string, Value> = { a5000: {} };
    for (let index = 0; index < 5000; index += 1) $defs[`a${index}`] = { $ref: `#/$defs/a${index + 1}` };
    expect((await refusal({ $ref: '#/$defs/a0', $defs })).message).toContain(
      'more than 256 schemas follow one another',
    );
  });

  it('may go as deep as values do', async () => {
    const schema = { properties: { next: { $ref: '#' } }, required: ['id'] };
    let value: Value = { id: 1 };
    for (let depth = 0; depth < 255; depth += 1) value = { id: 1, next: value };
    expect(await fitsSchema(schema, value)).toBe(true);
  });
});

describe('invalid schemas', () => {
  it.each([
    [
      { type: 'strin' },
      '/type',
      'type must be one of null, boolean, object, array, number, string, integer, or an array of them',
    ],
    [{ properties: { a: { minLength: -1 } } }, '/properties/a/minLength', 'minLength must be an integer from 0'],
    [{ required: 'a' }, '/required', 'required must be an array of different strings'],
    [{ pattern: '(' }, '/pattern', 'pattern must be a regular expression of ECMAScript'],
    [
      { patternProperties: { '(': {} } },
      '/patternProperties',
      'the key "(" must be a regular expression of ECMAScript',
    ],
    [{ multipleOf: 0 }, '/multipleOf', 'multipleOf must be a number above 0'],
    [{ items: [{}] }, '/items', 'items must be a schema: an object, true or false'],
    [{ allOf: [] }, '/allOf', 'allOf must be a non-empty array of schemas'],
    [{ $schema: D4, exclusiveMaximum: true }, '/exclusiveMaximum', 'exclusiveMaximum stands beside no maximum'],
    [{ $schema: D4, properties: { a: true } }, '/properties', 'properties must be an object of schemas'],
    [5, '', 'a schema must be an object, true or false'],
    [[], '', 'a schema must be an object, true or false'],
  ] as readonly [Value, string, string][])('%o: the error names place and reason', async (schema, pointer, reason) => {
    const error = await refusal(schema);
    expect(error).toMatchObject({ code: 'REGISTRY_INVALID', path: PATH, pointer });
    expect(error.message).toBe(`${PATH}#${pointer} is no valid JSON Schema: ${reason}`);
  });

  it('nested beyond measure are an error, no stack overflow', async () => {
    let schema: Value = {};
    for (let depth = 0; depth < 20_000; depth += 1) schema = { not: schema };
    expect((await refusal(schema)).message).toContain('it nests deeper than 512 schemas');
  });
});

describe('$schema', () => {
  it('that is unknown is an error that names the known ones, and the one that was meant', async () => {
    const error = await refusal({ $schema: 'http://json-schema.org/draft-08/schema#' });
    expect(error.message).toContain('its $schema "http://json-schema.org/draft-08/schema#" is not known');
    expect(error.hint).toMatch(/^Did you mean http:\/\/json-schema\.org\/draft-0\d\/schema\?/);
    expect(error.hint).toContain('https://json-schema.org/draft/2020-12/schema');
  });

  it('may name a meta-schema of one’s own, whose vocabularies count', async () => {
    const core = 'https://json-schema.org/draft/2020-12/vocab/core';
    const metaSchema = (vocabularies: Value): SchemaLibrary =>
      libraryOf({}, [
        {
          path: '/m.json',
          schema: {
            $id: 'https://example.com/m',
            $schema: 'https://json-schema.org/draft/2020-12/schema',
            $vocabulary: vocabularies,
          },
        },
      ]);
    const schema = { $schema: 'https://example.com/m', minimum: 5 };
    expect(await fitsSchema(schema, 1, metaSchema({ [core]: true }))).toBe(true);
    const validation = 'https://json-schema.org/draft/2020-12/vocab/validation';
    expect(await fitsSchema(schema, 1, metaSchema({ [core]: true, [validation]: true }))).toBe(false);
    const error = await refusal(schema, metaSchema({ 'https://example.com/vocab': true }));
    expect(error.message).toContain('asks for a vocabulary that statefix does not know: https://example.com/vocab');
  });

  it.each([
    [D4, { $schema: D4, $ref: '#/definitions/a', definitions: { a: {} }, type: 'string' }, true],
    ['2020-12', { $ref: '#/$defs/a', $defs: { a: {} }, type: 'string' }, false],
  ] as readonly [string, Value, boolean][])(
    '%s decides whether keywords beside $ref count',
    async (_, schema, expected) => {
      expect(await fitsSchema(schema, 5)).toBe(expected);
    },
  );
});
