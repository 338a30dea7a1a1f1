import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { TOOL_VERSION } from '../../src/model/tool.ts';
import type { Files } from '../support/project.ts';
import { textOf } from '../support/project.ts';
import { aRelease, aScene, BROKEN, canRun, HEALTHY, OLD, PROJECT } from './scene.ts';

const checkout = resolve(import.meta.dirname, '../..');

describe('the hooks', () => {
  const hooks: readonly Readonly<Record<string, unknown>>[] = parse(
    readFileSync(join(checkout, '.pre-commit-hooks.yaml'), 'utf8'),
  );

  test('install nothing: they are scripts of the clone, which runs none of its own when it is installed', () => {
    expect(hooks.map(({ language }) => language)).toEqual(['script', 'script', 'script']);
    const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
    const lifecycle = /^(?:(?:pre|post)?(?:install|pack|publish)|prepare|prepublishOnly|dependencies)$/;
    expect(Object.keys(scripts).filter((name) => lifecycle.test(name))).toEqual([]);
    expect(['postinstall', 'prepare', 'install'].every((name) => lifecycle.test(name))).toBe(true);
  });

  test('run one at a time, since they take the locks of the same files', () => {
    expect(hooks.map(({ require_serial }) => require_serial)).toEqual([true, true, true]);
  });

  test('fail where they changed a file, and pass over files that no kind claims', () => {
    const entries = Object.fromEntries(hooks.map(({ id, entry }) => [id, entry]));
    expect(entries).toEqual({
      'statefix-check': 'dist/cli.js check --no-error-on-unmatched',
      'statefix-migrate': 'dist/cli.js migrate --no-error-on-unmatched --exit-non-zero-on-change',
      'statefix-repair': 'dist/cli.js repair --no-error-on-unmatched --exit-non-zero-on-change',
    });
  });
});

describe.skipIf(!canRun('pre-commit'))('with pre-commit,', () => {
  const scene = aScene();
  const { run, ensure } = scene;
  let release = '';
  beforeAll(() => {
    release = aRelease(scene);
  });

  /** A repository that uses those hooks of the release; its first commit is made, and pre-commit is installed in it. */
  function aProject(hooks: readonly string[], files: Files = { 'state.json': HEALTHY }): string {
    const ids = hooks.map((id) => `      - id: ${id}\n`).join('');
    const config = `repos:\n  - repo: ${release}\n    rev: v${TOOL_VERSION}\n    hooks:\n${ids}`;
    const root = scene.repository({ ...PROJECT, '.pre-commit-config.yaml': config, ...files });
    ensure(root, 'git', 'add', '.');
    ensure(root, 'git', 'commit', '-q', '-m', 'Begin');
    ensure(root, 'pre-commit', 'install');
    return root;
  }

  const write = (root: string, name: string, text: string) => writeFileSync(join(root, name), text);
  const stage = (root: string, name: string, text: string) => {
    write(root, name, text);
    ensure(root, 'git', 'add', name);
  };
  const commit = (root: string) => run(root, 'git', 'commit', '-m', 'Change');
  const commitsOf = (root: string) => Number(ensure(root, 'git', 'rev-list', '--count', 'HEAD'));

  test('run --all-files is green where all is well, and looks at the state file', () => {
    const root = aProject(['statefix-check', 'statefix-migrate', 'statefix-repair']);
    const { code, said } = run(root, 'pre-commit', 'run', '--all-files', '--verbose');
    expect([code, said.match(/Passed/g)?.length]).toEqual([0, 3]);
    expect(said).toContain('Checked 1 file');
  });

  test('run --all-files names what is wrong, with its place', () => {
    const root = aProject(['statefix-check'], { 'state.json': BROKEN });
    const { code, said } = run(root, 'pre-commit', 'run', '--all-files');
    expect(code).toBe(1);
    expect(said).toContain('state.json:4:1: error SYNTAX_INVALID');
  });

  test('a commit of a broken state file is refused', () => {
    const root = aProject(['statefix-check']);
    stage(root, 'state.json', BROKEN);
    const { code, said } = commit(root);
    expect([code, commitsOf(root)]).toEqual([1, 1]);
    expect(said).toContain('SYNTAX_INVALID');
  });

  test('a commit without a state file is none of their business', () => {
    const root = aProject(['statefix-check', 'statefix-migrate', 'statefix-repair']);
    stage(root, 'package.json', '{ "private": true }\n');
    stage(root, 'notes.txt', 'x\n');
    expect(commit(root)).toMatchObject({ code: 0 });
    expect(commitsOf(root)).toBe(2);
  });

  test('a commit of an outdated file is mended, and goes through when what was mended is added', () => {
    const root = aProject(['statefix-migrate', 'statefix-check']);
    stage(root, 'state.json', OLD);
    const first = commit(root);
    expect([first.code, commitsOf(root)]).toEqual([1, 1]);
    expect(first.said).toContain('files were modified by this hook');
    expect(JSON.parse(textOf(root, 'state.json'))).toEqual({ version: 2, title: 'a' });
    stage(root, 'state.json', textOf(root, 'state.json').replace('"a"', '"b"'));
    expect(commit(root)).toMatchObject({ code: 0 });
    expect(commitsOf(root)).toBe(2);
  });

  test('a broken file is brought back from what git has of it', () => {
    const root = aProject(['statefix-repair']);
    stage(root, 'state.json', BROKEN);
    expect(commit(root)).toMatchObject({ code: 1 });
    expect(textOf(root, 'state.json')).toBe(HEALTHY);
  });

  test('of a file that is staged in part, what is staged is judged, and the rest stays as it was', () => {
    const root = aProject(['statefix-check']);
    stage(root, 'state.json', HEALTHY.replace('"a"', '"b"'));
    write(root, 'state.json', BROKEN);
    expect(commit(root)).toMatchObject({ code: 0 });
    expect(textOf(root, 'state.json')).toBe(BROKEN);
    expect(ensure(root, 'git', 'show', 'HEAD:state.json')).toBe(HEALTHY.replace('"a"', '"b"'));
  });

  test('a broken content that is staged is refused, though the file has been mended since', () => {
    const root = aProject(['statefix-check']);
    stage(root, 'state.json', BROKEN);
    write(root, 'state.json', HEALTHY);
    expect(commit(root)).toMatchObject({ code: 1 });
    expect([commitsOf(root), textOf(root, 'state.json')]).toEqual([1, HEALTHY]);
  });

  test('a fix that meets changes that are not staged is taken back, and loses none of them', () => {
    const root = aProject(['statefix-migrate']);
    stage(root, 'state.json', OLD);
    const further = OLD.replace('"a"', '"not staged"');
    write(root, 'state.json', further);
    expect(commit(root)).toMatchObject({ code: 1 });
    expect([commitsOf(root), textOf(root, 'state.json')]).toEqual([1, further]);
    expect(ensure(root, 'git', 'show', ':state.json')).toBe(OLD);
  });

  test('names with blanks and letters of other alphabets arrive', () => {
    const name = 'my stäte.json';
    const root = aProject(['statefix-check'], {
      'statefix.config.yaml': `version: 1\nkinds:\n  app:\n    files: ['${name}']\n`,
      [name]: BROKEN,
    });
    const { code, said } = run(root, 'pre-commit', 'run', '--all-files');
    expect([code, said]).toEqual([1, expect.stringContaining(`${name}:4:1: error SYNTAX_INVALID`)]);
  });

  test('a file of another name is looked at where the repository says so', () => {
    const root = aProject(['statefix-check'], {
      'statefix.config.yaml': 'version: 1\nkinds:\n  app:\n    files: [state]\n    format: json\n',
      state: BROKEN,
    });
    expect(run(root, 'pre-commit', 'run', '--all-files')).toMatchObject({ code: 0 });
    const config = textOf(root, '.pre-commit-config.yaml');
    write(root, '.pre-commit-config.yaml', `${config}        files: ^state$\n`);
    expect(run(root, 'pre-commit', 'run', '--all-files')).toMatchObject({ code: 1 });
  });

  test('without a config a hook says what to do', () => {
    const root = aProject(['statefix-check']);
    ensure(root, 'git', 'rm', '-q', '-r', 'statefix.config.yaml', 'schemas', 'migrations');
    const { code, said } = run(root, 'pre-commit', 'run', '--all-files');
    expect(code).toBe(1);
    expect(said).toContain('statefix init');
  });

  test('try-repo runs them before anything is configured', () => {
    const root = scene.repository({ ...PROJECT, 'state.json': BROKEN });
    ensure(root, 'git', 'add', '.');
    const { code, said } = run(root, 'pre-commit', 'try-repo', release, 'statefix-check', '--all-files');
    expect([code, said]).toEqual([1, expect.stringContaining('SYNTAX_INVALID')]);
    write(root, 'state.json', HEALTHY);
    expect(run(root, 'pre-commit', 'try-repo', release, 'statefix-check', '--all-files')).toMatchObject({ code: 0 });
  });

  test('nothing is left in the clone that they run from', () => {
    const root = aProject(['statefix-check', 'statefix-migrate', 'statefix-repair'], { 'state.json': OLD });
    run(root, 'pre-commit', 'run', '--all-files');
    const clones = ensure(root, 'find', join(root, '../pre-commit'), '-name', '.pre-commit-hooks.yaml').trim();
    for (const hooks of clones.split('\n')) {
      const clone = resolve(hooks, '..');
      expect(existsSync(join(clone, 'node_modules'))).toBe(false);
      expect(ensure(clone, 'git', 'status', '--porcelain')).toBe('');
    }
  });
});
