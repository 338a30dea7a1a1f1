import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { bundleScript } from '../support/bundle-script.ts';
import { aProject } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';
import { auditOf, faultsOf, projectFiles, SET, stateOf, V1, V2 } from './project.ts';

// A process that may open no further file, really, from some moment on to its end.

const CLI = join(inject('dist'), 'cli.js');
const HINT = 'hint: Too many files are open in this process. Raise the limit (ulimit -n) and run again.';
let preload = '';
beforeAll(async () => {
  preload = await bundleScript(resolve(import.meta.dirname, 'take-descriptors.ts'));
});

/** The command under `ulimit -n`, out of descriptors before its file operation of that number. */
function starved(root: string, args: readonly string[], at: number) {
  const script = 'ulimit -n 60 && exec "$0" --import "$@"';
  const child = spawn('/bin/sh', ['-c', script, process.execPath, preload, CLI, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: root, AT: String(at), ROOT: root },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise<{ readonly code: number | null; readonly output: string }>((done) => {
    child.on('close', (code) => done({ code, output }));
  });
}

test.skipIf(isWindows)('out of descriptors for the journal: nothing is said to be visible', async () => {
  const outputs: string[] = [];
  for (let at = 12; at <= 20; at += 2) {
    const root = aProject({ ...projectFiles(), 'a.json': V1 });
    const { output } = await starved(root, ['migrate', 'a.json'], at);
    outputs.push(output);
    if (stateOf(root, 'a.json').slice(4) === V1) expect(output).not.toContain('new content is');
  }
  expect(outputs.join('')).toMatch(/error WRITE_FAILED .+\.statefix\/journal: cannot sync directory: EMFILE\n/);
});

test.skipIf(isWindows)('out of descriptors for its own modules: exit 3, and what to do', async () => {
  const ends: (readonly [number | null, string])[] = [];
  for (let at = 58; at <= 70; at += 1) {
    const { code, output } = await starved(aProject({ ...projectFiles(), 'a.json': V1 }), ['migrate', 'a.json'], at);
    ends.push([code, output.slice(output.indexOf('statefix: '))]);
  }
  expect(ends).toContainEqual([
    3,
    'statefix: too many files are open (EMFILE); every file is whole, old or new\n  hint: Raise the limit (ulimit -n) and run again.\n',
  ]);
});

// The limit is set by a shell.
describe.skipIf(isWindows).each([
  ['migrate', ['migrate', 'a.json']],
  ['migrate --atomic', ['migrate', '--atomic', ...SET]],
])('%s', (_name, args) => {
  test('out of descriptors at any moment: exit 3 with the reason, whole, and done by the next run', async () => {
    const codes = new Set<number | null>();
    let told = 0;
    for (let at = 8; at <= 88; at += 8) {
      const root = aProject({ ...projectFiles(), ...Object.fromEntries(SET.map((name) => [name, V1])) });
      const { code, output } = await starved(root, args, at);
      codes.add(code);
      if (code === 3) expect(output, `at ${at}`).toContain('EMFILE');
      if (output.includes(HINT)) told += 1;
      const names = args.slice(1).filter((each) => !each.startsWith('--'));
      const found = names.map((name) => stateOf(root, name).slice(4));
      for (const content of found) expect([V1, V2], `at ${at}`).toContain(content);
      if (args.includes('--atomic') && auditOf(root).length === 1) expect(new Set(found)).toEqual(new Set([V2]));
      expect((await runNode(CLI, args, { cwd: root })).code, `at ${at}`).toBe(0);
      expect(names.map((name) => stateOf(root, name).slice(4))).toEqual(names.map(() => V2));
      expect(auditOf(root)).toHaveLength(1);
      expect(faultsOf(root), `at ${at}`).toEqual([]);
    }
    expect([...codes].filter((code) => code !== 3 && code !== 0)).toEqual([]);
    process.stdout.write(`descriptors: exits ${[...codes].join(' ')}, ${told} times with the hint\n`);
    expect(codes.has(3)).toBe(true);
    expect(told).toBeGreaterThan(0);
  });
});
