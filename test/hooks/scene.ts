import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, inject } from 'vitest';
import { TOOL_VERSION } from '../../src/model/tool.ts';
import { addFiles, type Files } from '../support/project.ts';

/** The checkout that the tests are of. */
const CHECKOUT = resolve(import.meta.dirname, '../..');

const require = createRequire(import.meta.url);

/** The lefthook from npm: its package holds the program of this system. */
const LEFTHOOK = require.resolve('lefthook/bin/index.js');

/** What a program did: its exit code, and all that it said on both streams. */
interface Done {
  readonly code: number | null;
  readonly said: string;
}

/**
 * Directories of git and of hooks, under one home of their own: nothing of this machine's settings counts, and all of it
 * goes away in the end. On the path are the `statefix` of this test run, and lefthook.
 */
export interface Scene {
  /** A new repository with those files, nothing committed. */
  repository(files: Files): string;
  run(cwd: string, program: string, ...args: readonly string[]): Done;
  /** Runs a program that must succeed; gives what it said. */
  ensure(cwd: string, program: string, ...args: readonly string[]): string;
}

/** `environment` is added to what every program gets. Call it once a test file. */
export function aScene(environment: Readonly<Record<string, string>> = {}): Scene {
  const home = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-hooks-')));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const shell = (command: string) => `#!/bin/sh\nexec ${command} "$@"\n`;
  addFiles(home, {
    'bin/statefix:0755': shell(`'${process.execPath}' '${join(inject('dist'), 'cli.js')}'`),
    'bin/lefthook:0755': shell(`'${process.execPath}' '${LEFTHOOK}'`),
    '.gitconfig': '[user]\n\tname = Test\n\temail = test@example.org\n[init]\n\tdefaultBranch = main\n',
  });
  const env = {
    PATH: [join(home, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    PRE_COMMIT_HOME: join(home, 'pre-commit'),
    GIT_CONFIG_NOSYSTEM: '1',
    ...environment,
  };
  let count = 0;
  const run = (cwd: string, program: string, ...args: readonly string[]): Done => {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
    if (error !== undefined) throw error;
    return { code: status, said: stdout + stderr };
  };
  const ensure = (cwd: string, program: string, ...args: readonly string[]) => {
    const { code, said } = run(cwd, program, ...args);
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} exits ${code}: ${said}`);
    return said;
  };
  return {
    run,
    ensure,
    repository(files) {
      count += 1;
      const root = join(home, `repository-${count}`);
      mkdirSync(root);
      addFiles(root, files);
      ensure(root, 'git', 'init', '-q');
      return root;
    },
  };
}

/** A repository as users get this one: all that is tracked, with the bundles of this test run as its committed `dist/`, tagged as a release. */
export function aRelease({ repository, ensure }: Scene): string {
  const root = repository({});
  const names = spawnSync('git', ['ls-files', '-z'], { cwd: CHECKOUT, encoding: 'utf8' }).stdout.split('\0');
  for (const name of names) {
    if (name === '' || name.startsWith('dist/') || !existsSync(join(CHECKOUT, name))) continue;
    cpSync(join(CHECKOUT, name), join(root, name), { recursive: true });
  }
  cpSync(inject('dist'), join(root, 'dist'), { recursive: true });
  ensure(root, 'git', 'add', '--all', '--force');
  ensure(root, 'git', 'commit', '-q', '-m', 'Release');
  ensure(root, 'git', 'tag', `v${TOOL_VERSION}`);
  return root;
}

/** True where a program is on the path. On Linux in CI it must be: there a test that needs it fails without it. */
export function canRun(program: string): boolean {
  const isAsked = process.env['CI'] === 'true' && process.platform === 'linux';
  return isAsked || spawnSync(program, ['--version']).error === undefined;
}

/** A project of one kind, `app`, in versions 1 and 2, that lives in `state.json`. */
export const PROJECT: Files = {
  'statefix.config.yaml': 'version: 1\nkinds:\n  app:\n    files: [state.json]\n',
  'schemas/app/1.schema.json': '{"type":"object","required":["version","name"],"properties":{"version":{"const":1}}}\n',
  'schemas/app/2.schema.json':
    '{"type":"object","required":["version","title"],"properties":{"version":{"const":2},"title":{"type":"string"}}}\n',
  'migrations/app/2_rename.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
  '.gitignore': '*.bak\n*.lock\n*.corrupt-*\n.tmp-*/\n.statefix/\n',
};

export const HEALTHY = '{\n  "version": 2,\n  "title": "a"\n}\n';
export const OLD = '{\n  "version": 1,\n  "name": "a"\n}\n';
export const BROKEN = '{\n  "version": 2,\n  "title": \n}\n';
