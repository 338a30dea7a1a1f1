import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04 from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatefixError } from '../../../src/model/errors.ts';
import type { Value } from '../../../src/model/value.ts';
import { keywordsOf } from '../../../src/registry/validation/keywords.ts';
import { createCompiler, NO_SCHEMAS } from '../../../src/registry/validator.ts';

// Ajv is the measure here, set up plainly: without the lowering, the exact keywords and the mends that stand around it in the engine.

const OPTIONS = {
  strict: false,
  logger: false,
  ownProperties: true,
  formats: { regex: isRegExp, uri: true, 'uri-reference': true },
} as const;

function isRegExp(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

const JUDGES = [
  { draft: 4, uri: 'http://json-schema.org/draft-04/schema#', ajv: () => new AjvDraft04.default(OPTIONS) },
  { draft: 7, uri: 'http://json-schema.org/draft-07/schema#', ajv: () => new Ajv(OPTIONS) },
  { draft: 2019, uri: 'https://json-schema.org/draft/2019-09/schema', ajv: () => new Ajv2019(OPTIONS) },
  { draft: 2020, uri: 'https://json-schema.org/draft/2020-12/schema', ajv: () => new Ajv2020(OPTIONS) },
] as const;

/** Values of every sort, to be put under every keyword. */
const SAMPLES: readonly Value[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  2.0,
  '',
  'a',
  'string',
  '(',
  '#a',
  'a b',
  '_a',
  [],
  [1],
  [1, 1],
  ['a'],
  ['a', 'a'],
  ['string'],
  ['string', 'null'],
  ['string', 'string'],
  [{}],
  [true],
  [{ type: 5 }],
  {},
  { a: 1 },
  { a: true },
  { a: {} },
  { a: [] },
  { a: ['b'] },
  { a: ['b', 'b'] },
  { type: 5 },
  { a: { type: 5 } },
  { a: 'x' },
];

async function accepts(schema: Value): Promise<boolean> {
  try {
    await createCompiler(NO_SCHEMAS).compile({ path: '/schema.json', schema });
    return true;
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    return false;
  }
}

describe('the form of a schema', () => {
  // References are another matter: they must lead somewhere.
  const asides = ['$ref', '$dynamicRef', '$recursiveRef', '$schema', '$id', 'id'];
  // The published meta-schemas say so, Ajv's copies do not: an `enum` of draft-07 may repeat itself, the `format` of draft-04 is text; and Ajv compiles a
  // pattern before it refuses one.
  const differs = (draft: number, name: string, sample: Value): boolean =>
    (draft === 7 && name === 'enum') || (draft === 4 && name === 'format') || (name === 'pattern' && sample === '(');

  it.each(JUDGES)(
    'is judged as the meta-schema of draft $draft judges it, each keyword with every sort of value',
    async ({ draft, uri, ajv }) => {
      const oracle = ajv();
      const disagreements: unknown[] = [];
      let count = 0;
      for (const { name } of keywordsOf(draft)) {
        if (asides.includes(name)) continue;
        for (const sample of SAMPLES.filter((each) => !differs(draft, name, each))) {
          const limits = draft === 4 ? { maximum: 9, minimum: 1 } : {};
          const schema = { $schema: uri, ...limits, [name]: sample };
          const expected = oracle.validateSchema(schema) === true;
          count += 1;
          if ((await accepts(schema)) !== expected) disagreements.push(JSON.stringify([name, sample, expected]));
        }
      }
      expect(disagreements).toEqual([]);
      expect(count).toBeGreaterThan(900);
    },
  );
});

/** Ajv lets [] pass where `contains` stands beside `prefixItems`. */
function withoutBug(schema: Record<string, Value>): Record<string, Value> {
  const { prefixItems, ...rest } = schema;
  return prefixItems === undefined || 'contains' in schema ? rest : schema;
}

/** Schemas of the keywords that occur in practice, over a few keys, so that values often nearly fit. */
const schemas: fc.Arbitrary<Value> = fc.letrec<{ schema: Value }>((tie) => {
  const key = fc.constantFrom('a', 'b', 'c');
  const map = fc.dictionary(key, tie('schema'), { maxKeys: 2 });
  const list = fc.array(tie('schema'), { minLength: 1, maxLength: 3 });
  const count = fc.nat({ max: 3 });
  const keyword = fc.oneof(
    fc.record({ type: fc.constantFrom('object', 'array', 'string', 'number', 'integer', 'null', 'boolean') }),
    fc.record({ enum: fc.constant([1, 'a', null, { a: 1 }, [1]]) }),
    fc.record({ const: fc.constantFrom<Value[]>(1, 'a', null, { a: 1 }, [1], 0, false) }),
    fc.record({ minimum: fc.integer({ min: -2, max: 3 }) }),
    fc.record({ exclusiveMaximum: fc.integer({ min: -2, max: 3 }) }),
    fc.record({ multipleOf: fc.constantFrom(1, 2, 0.5) }),
    fc.record({ minLength: count }),
    fc.record({ maxLength: count }),
    fc.record({ pattern: fc.constantFrom('^a', 'b$', '.') }),
    fc.record({ required: fc.uniqueArray(key, { maxLength: 2 }) }),
    fc.record({ minProperties: count }),
    fc.record({ properties: map }),
    fc.record({ patternProperties: fc.dictionary(fc.constantFrom('^[ab]$', 'c'), tie('schema'), { maxKeys: 2 }) }),
    fc.record({ additionalProperties: tie('schema') }),
    fc.record({ propertyNames: tie('schema') }),
    fc.record({ dependentRequired: fc.dictionary(key, fc.uniqueArray(key), { maxKeys: 1 }) }),
    fc.record({ dependentSchemas: map }),
    fc.record({ prefixItems: list }),
    fc.record({ items: tie('schema') }),
    fc.record({ contains: tie('schema') }),
    fc.record({ contains: tie('schema'), minContains: count, maxContains: count }),
    fc.record({ maxItems: count }),
    fc.record({ uniqueItems: fc.boolean() }),
    fc.record({ allOf: list }),
    fc.record({ anyOf: list }),
    fc.record({ oneOf: list }),
    fc.record({ not: tie('schema') }),
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }),
    fc.record({ unevaluatedProperties: fc.boolean() }),
    fc.record({ $ref: fc.constant('#/$defs/d') }),
  );
  return {
    schema: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'schema' },
      fc.boolean(),
      fc
        .array(keyword, { minLength: 1, maxLength: 3, depthIdentifier: 'schema' })
        .map((each) => withoutBug(Object.assign({}, ...each))),
    ),
  };
}).schema;

/** What Ajv says; `undefined` where it breaks, as on some schemas with `unevaluatedProperties`: there it is no measure. */
function unlessBroken<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Value[]>(null, true, false, 0, 1, 2, -1, 0.5, '', 'a', 'ab', 'b'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe('verdicts', () => {
  it('are those of Ajv, on random schemas and values', async () => {
    let fitting = 0;
    let misfit = 0;
    const definition = { type: ['object', 'string'], properties: { a: { type: 'integer' } } };
    await fc.assert(
      fc.asyncProperty(schemas, fc.array(values, { minLength: 5, maxLength: 10 }), async (random, samples) => {
        const schema = { allOf: [random], $defs: { d: definition } };
        const oracle = unlessBroken(() => new Ajv2020(OPTIONS).compile(schema));
        const validator = await createCompiler(NO_SCHEMAS).compile({ path: '/schema.json', schema });
        for (const value of samples) {
          const expected = unlessBroken(() => oracle?.(value));
          if (expected === undefined) continue;
          const problems = validator.validate(value);
          expect(problems.length === 0, JSON.stringify([schema, value])).toBe(expected);
          // The explanation is a second reading of the schema: it must find what the verdict saw.
          expect(problems.every(({ args }) => args.keyword !== 'schema')).toBe(true);
          if (expected) fitting += 1;
          else misfit += 1;
        }
      }),
      // A fixed seed: other seeds find further faults of Ajv from time to time, each to be looked at by a person.
      { numRuns: 1500, seed: 20_261_121 },
    );
    expect(Math.min(fitting, misfit)).toBeGreaterThan(400);
  });
});
