import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StepResult } from '../../src/plan/step-runner.ts';
import { aSandbox, stepIn } from '../support/sandbox.ts';
import { makeTree } from '../support/tree.ts';

const UP = 'export const up = (s) => s;';

async function run(files: Readonly<Record<string, string>>, name?: string): Promise<StepResult> {
  const root = makeTree(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`migrations/app/${path}`, text])),
  );
  return aSandbox()(stepIn(root, name), 'up', { n: 1 });
}

async function reason(files: Readonly<Record<string, string>>, name?: string): Promise<string> {
  const result = await run(files, name);
  return result.kind === 'failed' ? result.reason : 'it was done';
}

describe('what a step imports in the sandbox', () => {
  it('is refused where it hides in what a scanner takes for a regular expression', async () => {
    const hidden = "let p; const x = class {} / (p = import('node:fs')) / 1;\n";
    expect(await reason({ '2_x.mjs': hidden + UP })).toContain('holds what looks like an import while it runs (line 1');
  });

  it('is no type in a comment', async () => {
    const typed = "/** @type {import('./x.mjs').Up} */\n";
    expect(await run({ '2_x.mjs': typed + UP })).toMatchObject({ kind: 'done' });
  });

  it('is refused with the whole text where that cannot be scanned', async () => {
    expect(await reason({ '2_x.mjs': `const a = '\n${UP}` })).toContain('is no JavaScript that can be scanned');
  });

  it('is in a privileged event nothing that takes the types out and stands beside it', async () => {
    const stranger = 'exports.transformSync = (text) => ({ code: "export const up = (s) => ({ n: 666 });" });';
    const root = makeTree({
      'migrations/app/2_x.ts': 'export const up = (s: { n: number }) => s;',
      'migrations/app/node_modules/amaro/package.json': '{"name": "amaro", "main": "index.js"}',
      'migrations/app/node_modules/amaro/index.js': stranger,
    });
    const step = stepIn(root, '2_x.ts');
    const borrowed = await aSandbox()(step, 'up', { n: 1 });
    const own = await aSandbox({}, process.env, false)(step, 'up', { n: 1 });
    const isNative = 'stripTypeScriptTypes' in process.getBuiltinModule('node:module');
    expect(borrowed).toMatchObject({ kind: 'done', value: { n: isNative ? 1 : 666 } });
    expect(own).toMatchObject(
      isNative
        ? { value: { n: 1 } }
        : { kind: 'failed', reason: expect.stringContaining('no package of the work tree is run') },
    );
  });

  it('may be files of the migrations, and data', async () => {
    const files = {
      '2_x.mjs':
        "import { add } from '../shared/add.mjs';\nimport table from './table.json' with { type: 'json' };\nexport const up = (s) => ({ n: add(s.n, table.two) });",
      '../shared/add.mjs': "import { one } from './one.mjs'; export const add = (a, b) => a + b * one;",
      '../shared/one.mjs': 'export const one = 1;',
      'table.json': '{"two": 2}',
    };
    expect(await run(files)).toMatchObject({ kind: 'done', value: { n: 3 } });
  });

  it.each([
    ['a module of Node', "import fs from 'node:fs';", 'imports node:fs (line 1, column 1)'],
    ['a module of Node without its scheme', "\n  import 'child_process';", 'imports child_process (line 2, column 3)'],
    ['a package', "import _ from 'lodash';", 'imports lodash (line 1, column 1)'],
    ['an absolute path', "import _ from '/etc/x.mjs';", 'imports /etc/x.mjs (line 1, column 1)'],
    [
      'an address',
      "import _ from 'https://example.org/x.mjs';",
      'imports https://example.org/x.mjs (line 1, column 1)',
    ],
    ['a text of code', "import _ from 'data:text/javascript,1';", 'imports data:text/javascript,1 (line 1, column 1)'],
    ['what another exports', "export * from 'node:net';", 'imports node:net (line 1, column 1)'],
  ])('is refused: %s', async (_, text, expected) => {
    expect(await reason({ '2_x.mjs': `${text}\n${UP}` })).toBe(
      `it ${expected}; in the sandbox a step imports only files of the directory of its migrations, by relative paths`,
    );
  });

  it('is refused while the step runs, before it runs', async () => {
    expect(await reason({ '2_x.mjs': `${UP}\nconst f = (name) => import(name);` })).toBe(
      'it imports while it runs (line 2, column 21); in the sandbox every import stands at the top, with its path',
    );
  });

  it('is refused in what it imports, too', async () => {
    const files = { '2_x.mjs': `import './a.mjs'; ${UP}`, 'a.mjs': "import 'node:fs';" };
    expect(await reason(files)).toMatch(/^app\/a\.mjs, which it needs, imports node:fs \(line 1, column 1\)/);
  });

  it('is refused outside of the directory of the migrations', async () => {
    expect(await reason({ '2_x.mjs': `import '../../secret.mjs'; ${UP}`, '../../secret.mjs': '' })).toBe(
      'it imports ../../secret.mjs (line 1, column 1), which stands outside of the directory of its migrations',
    );
  });

  it('is refused where a link leads outside', async () => {
    const root = makeTree({ 'migrations/app/2_x.mjs': `import './link.mjs'; ${UP}`, 'secret.mjs': '' });
    symlinkSync(join(root, 'secret.mjs'), join(root, 'migrations/app/link.mjs'));
    const result = await aSandbox()(stepIn(root), 'up', {});
    expect(result).toMatchObject({
      reason: 'it imports ./link.mjs (line 1, column 1), which stands outside of the directory of its migrations',
    });
  });

  it('is refused where the step itself is a link that leads outside', async () => {
    const root = makeTree({ 'migrations/app/other.mjs': '', 'passwords.txt': 'root:x:0:0' });
    symlinkSync(join(root, 'passwords.txt'), join(root, 'migrations/app/2_x.mjs'));
    const result = await aSandbox()(stepIn(root), 'up', {});
    expect(result).toEqual({ kind: 'failed', reason: 'it stands outside of the directory of its migrations' });
  });

  it('says what is not there', async () => {
    expect(await reason({ '2_x.mjs': `import './gone'; ${UP}` })).toBe(
      'it imports ./gone (line 1, column 1), which is not there; an import names its file with the extension',
    );
  });

  it('that is found while the step runs alone is refused by the world itself', async () => {
    // What a scanner of the text could be made to overlook.
    const source = `${UP.replace('=> s', "=> import('node:fs')")}`;
    expect(await reason({ '2_x.mjs': source })).toMatch(/^it imports while it runs/);
  });

  it('and where a mistake in the syntax is', async () => {
    expect(await reason({ '2_x.mjs': `${UP}\nconst = 1;` })).toBe(
      "it cannot be loaded: SyntaxError: Unexpected token '='; to see where, run: node --check",
    );
  });

  it('is refused where it is larger than a program should be', async () => {
    expect(await reason({ '2_x.mjs': `${UP}//${' '.repeat(1024 * 1024)}` })).toBe('it is larger than 1 MiB');
  });

  it('may go round in a circle', async () => {
    const files = {
      '2_x.mjs': "import { b } from './b.mjs'; export const a = 1; export const up = (s) => ({ ...s, b: b() });",
      'b.mjs': "import { a } from './2_x.mjs'; export const b = () => a;",
    };
    expect(await run(files)).toMatchObject({ value: { n: 1, b: 1 } });
  });
});

describe('a step in TypeScript', () => {
  const step = 'interface S { readonly n: number }\nexport const up = (s: S): S => ({ ...s, n: s.n + 1 });';
  const isNative = 'stripTypeScriptTypes' in process.getBuiltinModule('node:module');

  it('runs where Node strips types, else says what it takes', async () => {
    const result = await run({ '2_x.ts': step }, '2_x.ts');
    expect(result.kind === 'done' ? result.value : result.reason).toEqual(
      isNative
        ? { n: 2 }
        : 'it is TypeScript, which this Node cannot run: use Node 22.18 or newer, or install amaro beside it (npm install --save-dev amaro)',
    );
  });

  it.skipIf(isNative)('goes through a type stripper beside it, which runs in a child, too', async () => {
    const root = makeTree({
      'migrations/app/2_x.ts': 'export const up = (s: unknown): unknown => s;',
      'node_modules/amaro/package.json': '{"name": "amaro", "main": "lib/index.js"}',
      'node_modules/amaro/lib/index.js': `const { all } = require('./all.js');
        let seen; try { require('node:fs').readFileSync(${JSON.stringify(import.meta.filename)}); seen = 'read'; } catch (error) { seen = error.code; }
        exports.transformSync = (text) => ({ code: 'export const up = () => ({ seen: ' + JSON.stringify(seen) + ' });' });`,
      'node_modules/amaro/lib/all.js': 'exports.all = 1;',
    });
    writeFileSync(join(root, 'token'), 'x');
    expect(await aSandbox()(stepIn(root, '2_x.ts'), 'up', {})).toMatchObject({ value: { seen: 'ERR_ACCESS_DENIED' } });
  });
});
