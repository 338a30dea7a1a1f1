import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import { aSandbox, stepIn } from '../support/sandbox.ts';
import { makeTree } from '../support/tree.ts';

async function reasonFor(source: string, value: Value = { a: { b: 1 } }): Promise<string> {
  const root = makeTree({ 'migrations/app/2_x.mjs': source });
  const result = await aSandbox()(stepIn(root), 'up', value);
  return result.kind === 'failed'
    ? `${result.reason}${result.pointer === undefined ? '' : ` at ${result.pointer}`}`
    : 'it was done';
}

const LANGUAGE_ALONE = 'in the sandbox a step has the language alone, and nothing of Node';

describe('a step in the sandbox', () => {
  it.each([
    ['reads the environment', 'process.env.TOKEN', 'process'],
    ['exits the process', 'process.exit(0)', 'process'],
    ['floods standard output', 'process.stdout.write("x")', 'process'],
    ['opens a socket by fetch', 'fetch("http://127.0.0.1:9/")', 'fetch'],
    ['opens a socket by WebSocket', 'new WebSocket("ws://127.0.0.1:9/")', 'WebSocket'],
    ['requires a module', 'require("fs")', 'require'],
    ['waits', 'setTimeout(() => {}, 1)', 'setTimeout'],
    ['takes memory outside of the heap', 'new Uint8Array(1e9)', 'Uint8Array'],
    ['shares memory', 'new SharedArrayBuffer(8)', 'SharedArrayBuffer'],
    ['compiles machine code', 'new WebAssembly.Module()', 'WebAssembly'],
  ])('%s: there is no such thing', async (_, expression, name) => {
    expect(await reasonFor(`export const up = (s) => { ${expression}; return s; };`)).toMatch(
      new RegExp(`^it threw ReferenceError: ${name} is not defined \\(line 1, column \\d+\\); ${LANGUAGE_ALONE}$`),
    );
  });

  it('makes no code of a text', async () => {
    expect(await reasonFor('export const up = (s) => eval("s");')).toMatch(/^it threw EvalError: Code generation/);
    expect(await reasonFor('export const up = (s) => s.constructor.constructor("return process")();')).toMatch(
      /^it threw EvalError: Code generation/,
    );
  });

  it.each([
    ['adds to a prototype', 'Object.prototype.polluted = 1'],
    ['replaces a method', 'Array.prototype.map = () => []'],
    ['replaces what every object inherits', 'Object.prototype.toString = () => ""'],
    ['changes an object of the language', 'JSON.parse = () => 0'],
    ['changes a prototype without a name', 'Object.getPrototypeOf([].values()).next = () => 0'],
  ])('%s: it is frozen', async (_, statement) => {
    expect(await reasonFor(`export const up = (s) => { ${statement}; return s; };`)).toMatch(
      /^it threw TypeError: Cannot .*; in the sandbox what the language gives is frozen$/,
    );
  });

  it.each([
    ['loops', 'export const up = (s) => { for (;;); };'],
    ['loops while it loads', 'for (;;);'],
    ['waits for ever while it loads', 'await new Promise(() => {}); export const up = (s) => s;'],
    ['loops when its result is looked at', 'export const up = () => ({ get a() { for (;;); } });'],
  ])('that %s is ended', async (_, source) => {
    expect(await reasonFor(source)).toBe('it did not end within 5 s, and was ended');
  });

  it('that goes on in promises is ended before its result counts', async () => {
    const source = 'export const up = (s) => { const f = () => Promise.resolve().then(f); f(); return s; };';
    expect(await reasonFor(source)).toMatch(/^it (?:did not end|used more than).*, and was ended$/);
  });

  it('that eats memory is ended', async () => {
    const source = 'export const up = () => { const all = []; for (;;) all.push({ text: String(all.length) }); };';
    expect(await reasonFor(source)).toBe('it used more than 128 MiB of memory, and was ended');
  });

  it('that recurses without end has thrown', async () => {
    expect(await reasonFor('export const up = (s) => up(s);')).toMatch(/^it threw RangeError: Maximum call stack/);
  });

  it.each([
    ['asks chance', 'export const up = (s) => ({ ...s, c: Math.random() });', '/c'],
    ['asks chance for little', 'export const up = (s) => ({ ...s, c: Math.random() < 0.5 });', '/c'],
    ['reads the clock', 'export const up = (s) => ({ ...s, c: Date.now() });', '/c'],
    ['reads the year alone', 'export const up = (s) => ({ ...s, c: new Date().getFullYear() });', '/c'],
    ['reads the clock while it loads', 'const at = Date(); export const up = (s) => ({ ...s, c: { at } });', '/c/at'],
    ['counts its runs', 'let n = 0; export const up = (s) => { n += 1; return { ...s, n }; };', '/n'],
    ['has chance in its keys', 'export const up = (s) => ({ ...s, ["k" + Math.random()]: 1 });', ''],
  ])('that %s is named, with the place', async (_, source, pointer) => {
    const root = makeTree({ 'migrations/app/2_x.mjs': source });
    const result = await aSandbox()(stepIn(root), 'up', {});
    expect(result).toMatchObject({ kind: 'failed', isNondeterministic: true });
    expect(result.kind === 'failed' && result.reason).toMatch(/^run twice on equal input it gave two results/);
    expect(result.kind === 'failed' && result.pointer?.startsWith(pointer)).toBe(true);
  });

  it('throws what cannot be shown', async () => {
    const source = 'export const up = () => { throw { toString() { throw 1; } }; };';
    expect(await reasonFor(source)).toBe('it threw an object that cannot be shown');
  });

  it('gets no function of the process around it by being thenable', async () => {
    const source = `let got; export const up = () => ({ then(resolve) { got = resolve; } });`;
    expect(await reasonFor(source)).toBe('it is asynchronous; a step returns the new state at once');
  });
});
