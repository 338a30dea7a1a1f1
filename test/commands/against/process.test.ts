import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { resolveConfig } from '../../../src/registry/config.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { openRegistry } from '../../../src/store/load-registry.ts';
import { aContext, all, options } from '../../support/project.ts';
import { runNode, type Spawned } from '../../support/spawn.ts';
import { aLedger, aList, aRepository, FILES, type Repository } from './repository.ts';

function statefix({ root }: Repository, ...args: readonly string[]): Promise<Spawned> {
  return runNode(join(inject('dist'), 'cli.js'), args, { cwd: root });
}

/** A repository in which much is broken since its one commit. */
function broken(): Repository {
  const repository = aRepository({ ...FILES, 'lists/a.json': aList(2, 20) });
  repository.write({
    'list.json': aList(1, 2),
    'ledger.json': aLedger(6, 'a1', 90),
    'lists/a.json': undefined,
    'schemas/list/1.schema.json': '{}\n',
    'migrations/list/2_title.mjs': 'export const up = (state) => state;\n',
  });
  return repository;
}

const CODES = ['VERSION_DECREASED', 'SERIAL_DECREASED', 'STATE_SHRUNK', 'STATE_DELETED', 'RELEASED_EDITED'];

describe('statefix check --against', () => {
  test('names what differs, at its line, and ends with 1', async () => {
    const { code, stdout, stderr } = await statefix(broken(), 'check', '--against', 'HEAD');
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.split('\n').filter((line) => /^\S+: (?:error|warning) /.test(line))).toEqual([
      'ledger.json:3:13: error SERIAL_DECREASED The serial went back: at HEAD it is 7, here 6',
      'list.json:1:1: warning STATE_SHRUNK Much of the file is gone: at HEAD it has 22 values, here 4',
      'list.json:2:14: warning VERSION_OUTDATED The document is of version 1; current is 2 (1 step: 2_title)',
      'list.json:2:14: error VERSION_DECREASED The version went back: at HEAD it is 2, here 1',
      'lists/a.json: warning STATE_DELETED The file is gone: HEAD has it',
      'migrations/list/2_title.mjs:1:1: error RELEASED_EDITED The migration of version 2 was edited after its release: HEAD has another',
      'schemas/list/1.schema.json:1:1: error RELEASED_EDITED The schema of version 1 was edited after its release: HEAD has another',
    ]);
  });

  test('without it nothing of that is seen', async () => {
    const { code, stdout } = await statefix(broken(), 'check');
    expect(code).toBe(0);
    expect(CODES.filter((each) => stdout.includes(each))).toEqual([]);
  });

  test('the JSON report fits its schema', async () => {
    const { stdout } = await statefix(broken(), 'check', '--against', 'HEAD', '--format', 'json');
    const builtin = aContext('/').builtinRoot;
    const flags = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };
    const config = resolveConfig(undefined, flags, builtin);
    const registry = openRegistry({ fs: nodeFs, cwd: builtin, builtin, config, refs: [] });
    const { validator } = await (await registry.kind('statefix-report')).schemaOf('1');
    expect(validator.validate(JSON.parse(stdout))).toEqual([]);
  });

  test('a revision that there is not is wrong usage', async () => {
    const { code, stderr } = await statefix(aRepository(FILES), 'check', '--against', 'nowhere');
    expect(code).toBe(2);
    expect(stderr).toMatch(/error USAGE --against "nowhere": git knows no such commit\n {2}hint: Name a branch/);
  });

  test('with --schema there is nothing to compare', async () => {
    const { code, stderr } = await statefix(
      aRepository(FILES),
      'check',
      '--against',
      'HEAD',
      '--schema',
      'x.json',
      '.',
    );
    expect([code, stderr]).toEqual([2, expect.stringContaining('--schema and --against exclude each other')]);
  });

  test('a shallow clone is told the line that helps', async () => {
    const origin = aRepository(FILES);
    origin.commit({ 'list.json': aList(1, 20) });
    const clone = aRepository({});
    clone.git('fetch', '-q', '--depth', '1', `file://${origin.root}`, 'main');
    clone.git('checkout', '-q', '--detach', 'FETCH_HEAD');
    const { code, stderr } = await statefix(clone, 'check', '--against', 'HEAD~1');
    expect(code).toBe(0);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^warning: nothing is compared: .*fetch-depth: 2/),
    ]);
  });

  test('a value in a lineage cannot speak to the terminal', async () => {
    const repository = aRepository(FILES);
    repository.write({ 'ledger.json': aLedger(8, '\u001b[2J\n::error::x\u202e', 100) });
    const { stdout } = await statefix(repository, 'check', '--against', 'HEAD');
    expect(stdout).toContain('LINEAGE_CHANGED');
    expect(stdout).not.toMatch(/\u001b|\u202e|^::/m);
  });

  test('parts of the files tell what all of them tell, each once', async () => {
    const repository = broken();
    const paths = async (shard: { index: number; count: number } | undefined) => {
      const run = check({ ...options(), against: 'HEAD', shard }, aContext(repository.root));
      return (await all(run)).map(({ report }) => report.path);
    };
    const parts = await Promise.all([1, 2, 3].map((index) => paths({ index, count: 3 })));
    expect(parts.flat().toSorted()).toEqual(await paths(undefined));
  });
});

describe('statefix explain', () => {
  test('shows a page out of what is installed', async () => {
    const { code, stdout } = await statefix(aRepository({}), 'explain', 'state-shrunk');
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'STATE_SHRUNK']);
  });

  test('lists every code', async () => {
    const { stdout } = await statefix(aRepository({}), 'explain', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, command: 'explain' });
    expect(JSON.parse(stdout).codes.length).toBeGreaterThan(50);
  });

  test('names the nearest code', async () => {
    const { code, stderr } = await statefix(aRepository({}), 'explain', 'STATE_SHRINK');
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean STATE_SHRUNK?')]);
  });

  test.each([['a', 'b'], ['-'], ['']])('takes one code: %j', async (...words) => {
    expect((await statefix(aRepository({}), 'explain', ...words)).code).toBe(2);
  });
});
