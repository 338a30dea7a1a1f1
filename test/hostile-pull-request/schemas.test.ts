import { describe, expect, test } from 'vitest';
import { isWindows } from '../support/system.ts';
import { aPullRequest, type PullRequest } from './repository.ts';

const VERSION = { version: { const: 1 } };
const app = (schema: object) => JSON.stringify({ type: 'object', properties: { ...VERSION }, ...schema });
const text = (value: unknown) => `${JSON.stringify({ version: 1, ...(value as object) })}\n`;
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ index, name: `item ${index}` }));

/** Each level refers twice to the next: 2^40 ways through. */
const doubling = Object.fromEntries(
  Array.from({ length: 40 }, (_, level) => {
    const next = { $ref: `#/$defs/d${level + 1}` };
    return [`d${level}`, { allOf: [next, next] }];
  }),
);

/** Each level refers twice to itself, deeper in the state. */
const branching = {
  $ref: '#/$defs/d',
  $defs: { d: { properties: { a: { anyOf: [{ $ref: '#/$defs/d' }, { $ref: '#/$defs/d' }] } }, required: ['never'] } },
};

function nested(keyword: string, depth: number): string {
  const open = `{"${keyword}":[`.repeat(depth);
  return `${open}{"type":"object"}${']}'.repeat(depth)}`;
}

function deepState(depth: number): string {
  return `{"version":1,"a":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}\n`;
}

const CASES: readonly (readonly [what: string, schema: string, state: string])[] = [
  [
    'refers on in twos, forty times',
    app({ $ref: '#/$defs/d0', $defs: { ...doubling, d40: { type: 'object' } } }),
    text({}),
  ],
  ['asks both ways at every level of the state', JSON.stringify(branching), deepState(200)],
  [
    'refers to itself without end',
    app({ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }),
    text({}),
  ],
  [
    'lists 100 000 values',
    app({ properties: { ...VERSION, a: { enum: Array.from({ length: 100_000 }, (_, n) => `value ${n}`) } } }),
    text({ a: 'none' }),
  ],
  [
    'lists 20 000 objects',
    app({ properties: { ...VERSION, a: { items: { enum: many(20_000) } } } }),
    text({ a: many(2000) }),
  ],
  [
    'has a pattern that goes back and forth',
    app({ properties: { ...VERSION, a: { pattern: '^(a+)+$' } } }),
    text({ a: `${'a'.repeat(50_000)}!` }),
  ],
  [
    'has a pattern that looks ahead and goes back',
    app({ properties: { ...VERSION, a: { pattern: '^(?=(a+)+$)' } } }),
    text({ a: `${'a'.repeat(40)}!` }),
  ],
  [
    'has a pattern with a back reference',
    app({ properties: { ...VERSION, a: { pattern: '^(a*)*\\1$' } } }),
    text({ a: `${'a'.repeat(40)}!` }),
  ],
  [
    'has a pattern of keys that goes back',
    app({ patternProperties: { '^(?=(a+)+$)': {} } }),
    text({ [`${'a'.repeat(40)}!`]: 1 }),
  ],
  [
    'has 10 000 patterns of keys',
    app({ patternProperties: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`^k${n}.*x$`, {}])) }),
    text(Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`k${n}`, n]))),
  ],
  ['nests allOf 250 deep', nested('allOf', 250), text({})],
  ['nests allOf 20 000 deep', nested('allOf', 20_000), text({})],
  [
    'nests not and anyOf 100 deep',
    nested('anyOf', 100).replaceAll('"anyOf":[', '"not":{"anyOf":[').replaceAll(']}', ']}}'),
    text({}),
  ],
  [
    'wants 20 000 objects to be different',
    app({ properties: { ...VERSION, a: { uniqueItems: true } } }),
    text({ a: many(20_000) }),
  ],
  [
    'wants one item of 20 000 to be contained, each against many',
    app({ properties: { ...VERSION, a: { contains: { enum: many(200) } } } }),
    text({ a: Array.from({ length: 20_000 }, (_, n) => n) }),
  ],
  [
    'asks 20 000 items each of 20 000 things',
    app({
      properties: {
        ...VERSION,
        a: { items: { anyOf: Array.from({ length: 20_000 }, (_, n) => ({ const: `c${n}` })) } },
      },
    }),
    text({ a: many(20_000) }),
  ],
  [
    'has 50 000 members',
    app({
      properties: {
        ...VERSION,
        ...Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`m${n}`, { type: 'string' }])),
      },
    }),
    text({}),
  ],
  [
    'has a wrong item a million times',
    app({ properties: { ...VERSION, a: { items: { type: 'string' } } } }),
    text({ a: Array.from({ length: 300_000 }, () => 1) }),
  ],
  [
    'has no end to its unevaluated members',
    app({
      unevaluatedProperties: false,
      anyOf: Array.from({ length: 300 }, (_, n) => ({ properties: { [`m${n}`]: {} } })),
    }),
    text(Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`m${n}`, 1]))),
  ],
];

/** A schema that no registry takes: what stops the run, at once, as every broken registry does. */
const REFUSED: ReadonlySet<string> = new Set([
  'refers to itself without end',
  'nests allOf 250 deep',
  'nests allOf 20 000 deep',
  'nests not and anyOf 100 deep',
]);

function requestWith(schema: string, state: string): Promise<PullRequest> {
  return aPullRequest(() => ({
    'schemas/app/1.schema.json': schema,
    'schemas/app/2.schema.json': schema,
    'app.json': state,
    // Broken, so that it must be seen.
    'other.json': '{"version": 2}\n',
  }));
}

describe.skipIf(isWindows)('a schema of a pull request', () => {
  test.each(CASES.filter(([what]) => !REFUSED.has(what)))(
    'that %s: the check ends, and the other file is judged',
    async (_, schema, state) => {
      const request = await requestWith(schema, state);
      const { code, stdout, stderr, seconds } = await request.statefix(
        'pull_request_target',
        'check',
        '--format',
        'json',
      );
      expect([code, stderr]).toEqual([1, '']);
      const { files } = JSON.parse(stdout);
      expect(files.map(({ path }: { path: string }) => path)).toEqual(['app.json', 'other.json']);
      expect(files[1].findings.map((finding: { code: string }) => finding.code)).toEqual(['SCHEMA_MISMATCH']);
      expect(seconds).toBeLessThan(30);
    },
  );

  test.each(CASES.filter(([what]) => REFUSED.has(what)))(
    'that %s is refused, with its name',
    async (_, schema, state) => {
      const request = await requestWith(schema, state);
      const { code, stderr, seconds } = await request.statefix('pull_request_target', 'check');
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/error REGISTRY_INVALID schemas\/app\/1\.schema\.json/),
      ]);
      expect(seconds).toBeLessThan(30);
    },
  );
});
