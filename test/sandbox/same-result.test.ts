import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import type { StepRunner } from '../../src/plan/step-runner.ts';
import type { MigrationStep } from '../../src/registry/kind.ts';
import { createStepRunner } from '../../src/store/run-steps.ts';
import { aSandbox, stepIn } from '../support/sandbox.ts';
import { makeTree } from '../support/tree.ts';
import { anyObject, anyValue } from '../support/values.ts';

const MIGRATIONS = resolve(import.meta.dirname, '../../migrations');

const BUILT_IN: readonly MigrationStep[] = readdirSync(MIGRATIONS).flatMap((kindName) =>
  readdirSync(join(MIGRATIONS, kindName)).map((name) => {
    const path = join(MIGRATIONS, kindName, name);
    return { kindName, from: '0', to: '1', name, path, shown: name };
  }),
);

/** All that a result is: the order of keys, `-0`, bigints and the entries of maps as well. */
function shown(result: unknown): string {
  return inspect(result, {
    depth: null,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: Number.POSITIVE_INFINITY,
  });
}

async function expectSame(step: MigrationStep, value: Value, child: StepRunner, own: StepRunner): Promise<void> {
  const [inChild, inOwn] = await Promise.all([child(step, 'up', value), own(step, 'up', value)]);
  expect(shown(inChild)).toBe(shown(inOwn));
}

describe('a child or not, the result is the same', () => {
  it.each(BUILT_IN.map((step) => [`${step.kindName}/${step.name}`, step] as const))('of %s', async (_, step) => {
    const child = aSandbox({ stepMs: 60_000 });
    const own = createStepRunner();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyObject, anyValue), (value) => expectSame(step, value, child, own)),
      { numRuns: 100 },
    );
  });

  it.each([
    ['the value itself', '(s) => s'],
    ['a copy', '(s) => structuredClone(s)'],
    ['a spread', '(s) => ({ ...s })'],
    ['another place', '(s) => ({ inner: s, twice: [s, s] })'],
    ['turned round', '(s) => Object.fromEntries(Object.entries(s ?? {}).reverse())'],
    ['renamed keys', '(s) => Object.fromEntries(Object.entries(s ?? {}).map(([k, v]) => ["x" + k, v]))'],
    ['a text of it', '(s) => ({ text: String(s), type: typeof s, isArray: Array.isArray(s) })'],
    ['what no document holds', '(s) => ({ a: [s, new Map([[1, s]])] })'],
    [
      'members of the names that every object has',
      '(s) => { const n = {}; n.constructor = s; n.toString = 1; n.valueOf = 2; return n; }',
    ],
    ['an error', '(s) => { throw new RangeError(typeof s); }'],
    ['a mistake', '(s) => s.a.b.c'],
    [
      'arithmetic',
      '(s) => Object.fromEntries(Object.entries(s ?? {}).map(([k, v]) => [k, typeof v === "bigint" ? v * 2n : v]))',
    ],
    ['a changed input', '(s) => { if (s) s.x = 1; return s; }'],
  ])('of any value: %s', async (_, up) => {
    const root = makeTree({ 'migrations/app/2_x.mjs': `export const up = ${up};` });
    const child = aSandbox({ stepMs: 60_000 });
    const own = createStepRunner();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyObject, anyValue), (value) => expectSame(stepIn(root), value, child, own)),
      { numRuns: 100 },
    );
  });

  it('which a difference would show', () => {
    expect(shown({ a: 1, b: -0 })).not.toBe(shown({ b: -0, a: 1 }));
    expect(shown([0, 1n])).not.toBe(shown([-0, 1n]));
    expect(shown([1])).not.toBe(shown([1n]));
  });
});
