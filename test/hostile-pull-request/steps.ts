import type { Canary } from './repository.ts';

/** A migration that means harm, what is said of it, and whether it reaches the canary where nothing contains it. */
export interface HostileStep {
  readonly what: string;
  readonly source: (canary: Canary) => string;
  readonly said: RegExp;
  readonly code?: 'MIGRATION_NONDETERMINISTIC';
  readonly reaches: boolean;
}

const GOOD = '({ ...state, title: state.name })';
const text = (value: string) => JSON.stringify(value);

export const HOSTILE_STEPS: readonly HostileStep[] = [
  {
    what: 'reads the environment and keeps it in the state',
    source: () => 'export const up = (state) => ({ ...state, title: process.env.TOKEN });',
    said: /it threw ReferenceError: process is not defined .*nothing of Node/,
    reaches: false,
  },
  {
    what: 'writes a file by a module of Node',
    source: ({ file }) =>
      `import { writeFileSync } from 'node:fs';\nwriteFileSync(${text(file)}, 'x'); export const up = (state) => ${GOOD};`,
    said: /it imports node:fs \(line 1, column 1\); in the sandbox a step imports only files of the directory of its migrations/,
    reaches: true,
  },
  {
    what: 'writes a file by a module that it asks for while it runs',
    source: ({ file }) =>
      `const fs = await import('node:' + 'fs'); fs.writeFileSync(${text(file)}, 'x'); export const up = (state) => ${GOOD};`,
    said: /it imports while it runs \(line 1, column 18\)/,
    reaches: true,
  },
  {
    what: 'writes a file without an import',
    source: ({ file }) =>
      `export const up = (state) => { process.getBuiltinModule('fs').writeFileSync(${text(file)}, process.env.TOKEN); return ${GOOD}; };`,
    said: /it threw ReferenceError: process is not defined/,
    reaches: true,
  },
  {
    what: 'writes a file by a program',
    source: ({ file }) =>
      `import { execFileSync } from 'child_process'; execFileSync('touch', [${text(file)}]); export const up = (state) => ${GOOD};`,
    said: /it imports child_process/,
    reaches: true,
  },
  {
    what: 'writes a file by a way out of its world',
    source: ({
      file,
    }) => `const ways = [() => this, () => globalThis, () => structuredClone({}), () => (async () => {}), () => [].map];
      const write = (process) => process.getBuiltinModule('fs').writeFileSync(${text(file)}, 'x');
      if (typeof process === 'object') write(process);
      export const up = (state) => {
        for (const way of [...ways, () => state]) {
          try { write(way().constructor.constructor('return process')()); } catch {}
          try { write(way().constructor('return process')()); } catch {}
        }
        return { ...state };
      };`,
    said: /its result does not fit|it would lose|title/,
    reaches: true,
  },
  {
    what: 'opens a socket by a module of Node',
    source: ({ port }) =>
      `import net from 'node:net'; await new Promise((done) => net.connect(${port}, '127.0.0.1').on('close', done).on('error', done)); export const up = (state) => ${GOOD};`,
    said: /it imports node:net/,
    reaches: true,
  },
  {
    what: 'opens a socket without an import',
    source: ({ port }) =>
      `await fetch('http://127.0.0.1:${port}/').catch(() => {}); export const up = (state) => ${GOOD};`,
    said: /it cannot be loaded: ReferenceError: fetch is not defined/,
    reaches: true,
  },
  {
    what: 'ends the process',
    source: () => 'export const up = () => process.exit(0);',
    said: /it threw ReferenceError: process is not defined/,
    reaches: false,
  },
  {
    what: 'floods standard output',
    source: () =>
      `export const up = (state) => { for (let i = 0; i < 1e6; i += 1) process.stdout.write('::add-mask::x\\n'); return ${GOOD}; };`,
    said: /it threw ReferenceError: process is not defined/,
    reaches: false,
  },
  {
    what: 'changes a prototype',
    source: () => `Object.prototype.title = 'x'; export const up = (state) => ${GOOD};`,
    said: /it cannot be loaded: TypeError: Cannot add property title, object is not extensible/,
    reaches: false,
  },
  {
    what: 'is random',
    source: () => 'export const up = (state) => ({ ...state, title: String(Math.random()) });',
    said: /run twice on equal input it gave two results.*\(at \/title\)/,
    code: 'MIGRATION_NONDETERMINISTIC',
    reaches: false,
  },
  {
    what: 'reads the clock',
    source: () => 'export const up = (state) => ({ ...state, title: new Date().toISOString().slice(0, 10) });',
    said: /run twice on equal input it gave two results.*\(at \/title\)/,
    code: 'MIGRATION_NONDETERMINISTIC',
    reaches: false,
  },
  {
    what: 'loops for ever',
    source: () => 'export const up = () => { for (;;); };',
    said: /it did not end within 10 s, and was ended/,
    reaches: false,
  },
  {
    what: 'eats memory',
    source: () =>
      'export const up = () => { const all = []; for (;;) all.push({ text: "x".repeat(1000) + all.length }); };',
    said: /it used more than 1024 MiB of memory, and was ended|it did not end within 10 s, and was ended/,
    reaches: false,
  },
];
