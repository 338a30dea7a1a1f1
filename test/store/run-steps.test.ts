import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import type { StepResult } from '../../src/plan/step-runner.ts';
import type { MigrationStep } from '../../src/registry/kind.ts';
import { createStepRunner } from '../../src/store/run-steps.ts';
import { makeTree } from '../support/tree.ts';

function stepAt(path: string): MigrationStep {
  return { kindName: 'app', from: '1', to: '2', name: '2_x', path, shown: '2_x.mjs' };
}

async function run(
  source: string,
  value: Value = { a: { b: 1 } },
  direction: 'up' | 'down' = 'up',
): Promise<StepResult> {
  const root = makeTree({ '2_x.mjs': source });
  return createStepRunner()(stepAt(join(root, '2_x.mjs')), direction, value);
}

async function reason(
  source: string,
  value?: Value,
  direction?: 'up' | 'down',
): Promise<readonly (string | undefined)[]> {
  const result = await run(source, value, direction);
  return result.kind === 'failed' ? [result.reason, result.pointer] : ['it did not fail', undefined];
}

describe('a step', () => {
  it.each([
    ['a spread', '({ ...state, c: 2 })'],
    ['structuredClone', '{ const next = structuredClone(state); next.c = 2; return next; }'],
    ['a copy that is mutated', '{ const next = { ...state }; next.c = 2; return next; }'],
  ])('may be written with %s', async (_, body) => {
    expect(await run(`export const up = (state) => ${body};`)).toMatchObject({
      kind: 'done',
      value: { a: { b: 1 }, c: 2 },
      drops: [],
    });
  });

  it('tells where parts come from, by their identity', async () => {
    const value = { old: { x: [1, 2] }, other: { x: [1, 2] } };
    const result = await run('export const up = ({ old, other }) => ({ first: other, second: old });', value);
    if (result.kind !== 'done') throw new TypeError(result.reason);
    expect([result.origins.get('/first'), result.origins.get('/second')]).toEqual(['/other', '/old']);
  });

  it('goes back by its down, with the drops of that direction', async () => {
    const source = `export const up = (s) => s; export const drops = ['/up'];
      export const down = ({ a }) => ({ a }); export const dropsDown = ['/x', '/list/*/y'];`;
    expect(await run(source, { a: 1, x: 2 }, 'down')).toMatchObject({ value: { a: 1 }, drops: ['/x', '/list/*/y'] });
  });

  it('gets integers beyond 2^53 as bigint, and gives them back', async () => {
    expect(await run('export const up = (s) => ({ n: s.n + 1n });', { n: 18446744073709551614n })).toMatchObject({
      value: { n: 18446744073709551615n },
    });
  });
});

describe('a step fails', () => {
  it.each([
    ['without up', 'export const upp = (s) => s;', 'it exports no up (but upp); write: export const up = (state) => …'],
    [
      'with a default export',
      'export default { up: (s) => s };',
      'it exports no up, but something by default; write: export const up = (state) => …',
    ],
    [
      'with an up that is no function',
      'export const up = 1;',
      'its up is no function; write: export const up = (state) => …',
    ],
    ['that returns nothing', 'export const up = (s) => {};', 'it returned nothing; a step returns the new state'],
    ['that is async', 'export const up = async (s) => s;', 'its up is an async function; a step is synchronous'],
    [
      'that returns a promise',
      'export const up = (s) => Promise.reject(new Error("x"));',
      'it is asynchronous; a step returns the new state at once',
    ],
    [
      'that throws',
      'export const up = () => { throw new RangeError("too old"); };',
      'it threw RangeError: too old (line 1, column 33)',
    ],
    ['that throws a text', 'export const up = () => { throw "no"; };', 'it threw "no"'],
    [
      'with drops that are no list',
      'export const up = (s) => s; export const drops = "/a";',
      "its drops is no list of JSON Pointers, such as ['/legacy']",
    ],
    [
      'with drops that are no pointers',
      'export const up = (s) => s; export const drops = ["a"];',
      'its drops names "a", which is no JSON Pointer; write "/a"',
    ],
    ['that throws while it loads', 'throw new Error("boom");', 'it cannot be loaded: Error: boom'],
  ])('%s', async (_, source, expected) => {
    expect((await reason(source))[0]).toBe(expected);
  });

  it('that has no way back', async () => {
    expect(await reason('export const up = (s) => s;', {}, 'down')).toEqual([
      'it has no down, so there is no way back from 2 to 1',
      undefined,
    ]);
  });

  it('that changes its input: with the place, and without harm to the caller’s value', async () => {
    const value = { a: { b: 1 } };
    expect(await reason('export const up = (s) => { s.a.b = 2; return { ...s }; };', value)).toEqual([
      'it changes its input; copy first, with a spread or structuredClone(state)',
      '/a/b',
    ]);
    expect(value).toEqual({ a: { b: 1 } });
  });

  it('that returns what no document can hold, with the place', async () => {
    expect(await reason('export const up = (s) => ({ ...s, at: new Date(0) });')).toEqual([
      'it returned an object of the class Date, not plain data; write its toISOString()',
      '/at',
    ]);
  });

  it('that mixes number and bigint: with the places of the bigints', async () => {
    const [text, pointer] = await reason('export const up = (s) => ({ n: s.list[1] + 1 });', {
      list: [1, 18446744073709551615n],
      m: 18446744073709551615n,
    });
    expect(pointer).toBe('/list/1');
    expect(text).toMatch(
      /^it threw TypeError: Cannot mix BigInt.*; integers beyond 2\^53 are bigint: .*; also at \/m$/,
    );
  });
});

describe('what Node makes of a module, in a process of its own, from a bundle', () => {
  let runner: string;
  beforeAll(async () => {
    const bundle = await rolldown({ input: 'src/store/run-steps.ts', platform: 'node', logLevel: 'silent' });
    const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
    runner = output[0].code;
  });

  const SCRIPT = `import { createStepRunner } from './runner.mjs';
    const path = process.argv[2];
    const step = { kindName: 'app', from: '1', to: '2', name: '2_x', path, shown: '2_x.mjs' };
    const result = await createStepRunner()(step, 'up', { a: 1 });
    console.log(JSON.stringify({ kind: result.kind, value: result.value, reason: result.reason }));`;

  function runIn(root: string, path: string): unknown {
    const output = execFileSync(process.execPath, [join(root, 'run.mjs'), join(root, path)], { encoding: 'utf8' });
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  }

  const files = {
    '2_x.ts': `import { add } from './shared.ts';\nexport const up = (state: { a: number }): unknown => ({ ...state, b: add(state.a) });`,
    'shared.ts': 'export const add = (n: number): number => n + 1;',
    'package.json': '{"type": "module"}',
    'run.mjs': SCRIPT,
  };

  it('runs where Node strips types itself, else says what it takes', () => {
    const root = makeTree({ ...files, 'runner.mjs': runner });
    const expected =
      'typescript' in process.features && process.features.typescript
        ? { kind: 'done', value: { a: 1, b: 2 } }
        : {
            kind: 'failed',
            reason:
              'it is TypeScript, which this Node cannot run: use Node 22.18 or newer, or install amaro beside it (npm install --save-dev amaro)',
          };
    expect(runIn(root, '2_x.ts')).toEqual(expected);
  });

  it('goes through a type stripper of the name amaro where Node does not', () => {
    // Stands in for the package, which is too large to be a dependency: it strips the annotations of these two files by the same interface.
    const stripper = `exports.transformSync = (text) => ({ code: text.replaceAll(/: (?:\\{[^}]*\\}|number|unknown)/g, '') });`;
    const root = makeTree({
      ...files,
      'runner.mjs': runner,
      'node_modules/amaro/package.json': '{"name": "amaro", "main": "index.js"}',
      'node_modules/amaro/index.js': stripper,
    });
    expect(runIn(root, '2_x.ts')).toEqual({ kind: 'done', value: { a: 1, b: 2 } });
  });

  it('says how to find the place of a mistake in the syntax, which Node keeps to itself', () => {
    const root = makeTree({ ...files, 'runner.mjs': runner, '2_x.mjs': 'export const up = (s) => ({' });
    expect(runIn(root, '2_x.mjs')).toEqual({
      kind: 'failed',
      reason: 'it cannot be loaded: SyntaxError: Unexpected end of input; to see where, run: node --check',
    });
  });

  it('says that imports name extensions, where one does not', () => {
    const source = 'import { add } from "./shared";\nexport const up = (s) => ({ ...s, b: add(s.a) });';
    const root = makeTree({ ...files, 'runner.mjs': runner, '2_x.mjs': source });
    expect(runIn(root, '2_x.mjs')).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/2_x\.mjs; an import names its file with the extension$/),
    });
  });

  it.runIf('typescript' in process.features && process.features.typescript)(
    'says the line of TypeScript that Node cannot strip',
    () => {
      const source =
        '// What it was\nenum Colour { Red }\nexport const up = (s: object) => ({ ...s, colour: Colour.Red });';
      const root = makeTree({ ...files, 'runner.mjs': runner, '2_x.ts': source });
      expect(runIn(root, '2_x.ts')).toMatchObject({
        kind: 'failed',
        reason: expect.stringMatching(/enum.* \(line 2\)$/),
      });
    },
  );

  it('says how to name a module that Node takes for a script', () => {
    const root = makeTree({
      ...files,
      'package.json': '{"type": "commonjs"}',
      'runner.mjs': runner,
      '2_x.js': 'export const up = (s) => s;',
    });
    expect(runIn(root, '2_x.js')).toMatchObject({ kind: 'failed', reason: expect.stringContaining('name it .mjs') });
  });
});
