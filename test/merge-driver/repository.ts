import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { inject } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import type { Run } from '../../src/commands/run.ts';
import { seal } from '../../src/commands/seal.ts';
import { aContext, addFiles, aProject, type Files, newDirectory, only, options, textOf } from '../support/project.ts';

/** What a command did. */
interface Done {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real repository whose state files git merges by the bundled statefix. */
export interface Repository {
  readonly root: string;
  git(...args: readonly string[]): Done;
  /** Git with more variables in its environment. */
  gitWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Done;
  statefix(...args: readonly string[]): Done;
  /** Commits all there is, with those files changed; a file whose content is `undefined` is taken away. */
  commit(message: string, files: Readonly<Record<string, string | undefined>>): void;
  text(name: string): string;
  write(files: Files): void;
}

/** A repository with one commit on `main`. The driver is set up as `init --merge-driver` tells it. */
export function aRepository(files: Files, attributes = '/state.* merge=statefix\n'): Repository {
  const root = aProject({ '.gitattributes': attributes, '.gitignore': '*.bak\n', ...files });
  const env = { PATH: `${binDirectory()}${delimiter}${process.env['PATH']}`, HOME: root, GIT_CONFIG_NOSYSTEM: '1' };
  const run = (command: string, args: readonly string[], more = {}): Done => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: root,
      env: { ...env, ...more },
      encoding: 'utf8',
    });
    return { code: status ?? -1, stdout, stderr };
  };
  const git = (...args: readonly string[]) => run('git', args);
  const repository: Repository = {
    root,
    git,
    gitWith: (more, ...args) => run('git', args, more),
    statefix: (...args) => run('statefix', args),
    commit(message, changed) {
      for (const [name, content] of Object.entries(changed)) {
        if (content === undefined) git('rm', '-q', '--', name);
        else addFiles(root, { [name]: content });
      }
      git('add', '--all');
      ok(git('commit', '-q', '-m', message));
    },
    text: (name) => textOf(root, name),
    write: (more) => addFiles(root, more),
  };
  ok(git('init', '-q', '-b', 'main'));
  for (const [name, value] of [
    ['user.name', 'A'],
    ['user.email', 'a@example.org'],
    ['advice.detachedHead', 'false'],
    ['core.autocrlf', 'false'],
    ['merge.statefix.driver', 'statefix merge %O %A %B --path %P'],
  ] as const) {
    ok(git('config', name, value));
  }
  repository.commit('base', {});
  return repository;
}

/** Fails with what a command said, where it failed. */
export function ok(done: Done): Done {
  if (done.code !== 0) throw new Error(`exit ${done.code}: ${done.stdout}${done.stderr}`);
  return done;
}

/** A directory with `statefix` in it, as a user has it on the path. */
function binDirectory(): string {
  const directory = newDirectory();
  mkdirSync(directory, { recursive: true });
  const script = `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(join(inject('dist'), 'cli.js'))} "$@"\n`;
  writeFileSync(join(directory, 'statefix'), script, { mode: 0o755 });
  return directory;
}

/** A registry of one kind, `app`: version 1, with a checksum. */
export const REGISTRY: Readonly<Record<string, string>> = {
  'statefix.config.yaml': "version: 1\nkinds:\n  app:\n    files: ['state.*', 'my files/*.json', 'many/*.json']\n",
  'schemas/app/kind.yaml': 'checksum: /checksum\nidentities: [{ items: /items, by: /id }]\n',
  'schemas/app/1.schema.json': schema(1, ['name', 'checksum']),
};

/** The step of `NEXT_VERSION`. */
export const STEP =
  "export const up = (state) =>\n  Object.fromEntries(Object.entries(state).map(([key, value]) => [key === 'name' ? 'title' : key, value]));\n";

/** What the branch that migrates adds: version 2, in which `name` is called `title`, and the step that leads to it. */
export const NEXT_VERSION: Readonly<Record<string, string>> = {
  'schemas/app/2.schema.json': schema(2, ['title', 'checksum']),
  'migrations/app/2_title.mjs': STEP,
};

function schema(version: number, required: readonly string[]): string {
  const properties = { version: { const: version }, checksum: { type: 'string' }, count: { type: 'integer' } };
  return JSON.stringify({ type: 'object', required: ['version', ...required], properties });
}

/** Replaces texts of a file, each of which must be in it, and seals it. */
export async function edit(
  { root, text, write }: Repository,
  path: string,
  ...replacements: readonly (readonly [from: string, to: string])[]
): Promise<void> {
  let content = text(path);
  for (const [from, to] of replacements) {
    if (!content.includes(from)) throw new Error(`${path} does not hold ${from}`);
    content = content.replace(from, to);
  }
  write({ [path]: content });
  await applied(seal(options(basename(path)), aContext(join(root, dirname(path)))));
}

/** Brings a file to the newest version of the registry. */
export async function migrated({ root }: Repository, path: string): Promise<void> {
  await applied(migrate(options(basename(path)), aContext(join(root, dirname(path)))));
}

async function applied(run: Run): Promise<void> {
  const { report } = await only(run);
  if (report.outcome.kind !== 'applied') throw new Error(JSON.stringify(report));
}

/** What the two branches of a parting change. */
export interface Changes {
  readonly old: readonly [from: string, to: string];
  readonly new: readonly [from: string, to: string];
}

/**
 * A repository with two branches: `old` changed the file at version 1, `new` brought the version 2 and migrated it. `main` is where they part. The registry
 * stands in the folder of the file.
 */
export async function aParting(
  path: string,
  text: string,
  changes: Changes,
  nextVersion: Readonly<Record<string, string>> = NEXT_VERSION,
): Promise<Repository> {
  const inFolder = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(files).map(([name, content]) => [join(dirname(path), name), content]));
  const repository = aRepository({ ...inFolder(REGISTRY), [path]: text }, `${basename(path)} merge=statefix\n`);
  await edit(repository, path);
  repository.commit('seal', {});
  ok(repository.git('switch', '-q', '-c', 'new'));
  repository.write(inFolder(nextVersion));
  await migrated(repository, path);
  await edit(repository, path, changes.new);
  repository.commit('new', {});
  ok(repository.git('switch', '-q', '-c', 'old', 'main'));
  await edit(repository, path, changes.old);
  repository.commit('old', {});
  return repository;
}
