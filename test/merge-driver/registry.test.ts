import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newDirectory } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { aParting, edit, migrated, NEXT_VERSION, ok, type Repository, STEP } from './repository.ts';

const YAML = "version: 1\nname: first\nchecksum: ''\ncount: 1\nsize: 10\n";
const CHANGES = { old: ['count: 1', 'count: 2'], new: ['size: 10', 'size: 20'] } as const;
/** A step that leaves a trace where it runs. */
const TRACING = `import { writeFileSync } from 'node:fs';\nif (process.env.TRACE) writeFileSync(process.env.TRACE, '');\n${STEP}`;

function aPartingWith(step: string, more: Readonly<Record<string, string>> = {}): Promise<Repository> {
  return aParting('state.yaml', YAML, CHANGES, { ...NEXT_VERSION, ...more, 'migrations/app/2_title.mjs': step });
}

describe.skipIf(isWindows)('a step that arrives with theirs', () => {
  test('is run, and nothing of it is left behind', async () => {
    const repository = await aPartingWith(TRACING);
    const trace = join(newDirectory(), 'trace');
    const { stderr } = ok(repository.gitWith({ TRACE: trace }, 'merge', '--no-edit', 'new'));
    expect(stderr).toBe('');
    expect(existsSync(trace)).toBe(true);
    expect(readdirSync(join(repository.root, '.git')).filter((name) => /statefix/.test(name))).toEqual([]);
    ok(repository.statefix('check'));
  });

  test.each(['pull_request_target', 'workflow_run', 'issue_comment'])('is not run in the event %s', async (event) => {
    const repository = await aPartingWith(TRACING);
    const trace = join(newDirectory(), 'trace');
    const { code, stderr } = repository.gitWith(
      { TRACE: trace, GITHUB_EVENT_NAME: event },
      'merge',
      '--no-edit',
      'new',
    );
    expect(code).toBe(1);
    expect(existsSync(trace)).toBe(false);
    expect(stderr).toContain(event);
    expect(stderr).toContain('statefix repair state.yaml');
    const { stdout } = repository.statefix('check', '--format', 'json');
    expect(JSON.parse(stdout).files[0].findings[0].code).toBe('CONFLICT_MARKERS');
  });

  test('is there after the merge, and repair then merges what was left', async () => {
    const repository = await aPartingWith(STEP);
    expect(repository.gitWith({ GITHUB_EVENT_NAME: 'issue_comment' }, 'merge', '--no-edit', 'new').code).toBe(1);
    ok(repository.statefix('repair', 'state.yaml'));
    expect(repository.text('state.yaml')).toMatch(/version: 2\ntitle: first\n.*\ncount: 2\nsize: 20\n/);
    ok(repository.statefix('check'));
  });

  test('is run in the event push', async () => {
    const repository = await aPartingWith(STEP);
    ok(repository.gitWith({ GITHUB_EVENT_NAME: 'push' }, 'merge', '--no-edit', 'new'));
  });

  test('may import what stands beside it, and what is installed in the work tree', async () => {
    const step = `import { renamed } from './lib/rename.mjs';\nexport const up = (state) => renamed(state);\n`;
    const helper = `import { target } from 'dep';\nexport const renamed = (state) => Object.fromEntries(Object.entries(state).map(([key, value]) => [key === 'name' ? target : key, value]));\n`;
    const repository = await aPartingWith(step, {
      'migrations/app/lib/rename.mjs': helper,
      '.gitignore': 'node_modules\n',
      'node_modules/dep/package.json': '{"name":"dep","type":"module","exports":"./index.js"}',
      'node_modules/dep/index.js': "export const target = 'title';\n",
    });
    ok(repository.git('merge', '--no-edit', 'new'));
    expect(repository.text('state.yaml')).toContain('title: first\n');
  });

  test('that fails leaves a conflict with its reason, and nothing of it behind', async () => {
    const repository = await aPartingWith(
      TRACING.replace(STEP, `${STEP}if (process.env.TRACE) throw new Error('no');\n`),
    );
    const trace = join(newDirectory(), 'trace');
    const { code, stderr } = repository.gitWith({ TRACE: trace }, 'merge', '--no-edit', 'new');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/by the registry of commit [0-9a-f]{12}: .*Error: no/)]);
    expect(readdirSync(join(repository.root, '.git')).filter((name) => /statefix/.test(name))).toEqual([]);
  });

  test('with the kind itself: their config says what the file is', async () => {
    const repository = await aPartingWith(STEP);
    const config = repository.text('statefix.config.yaml');
    repository.commit('ours does not know the kind', { 'statefix.config.yaml': 'version: 1\nkinds: {}\n' });
    ok(repository.git('switch', '-q', 'new'));
    repository.commit('touch', { 'statefix.config.yaml': `# more\n${config}` });
    ok(repository.git('switch', '-q', 'old'));
    const { stdout } = repository.git('merge', '--no-edit', 'new');
    expect(stdout).not.toContain('Merge conflict in state.yaml');
    expect(repository.text('state.yaml')).toMatch(/version: 2\ntitle: first\n.*\ncount: 2\nsize: 20\n/);
  });

  test('is found by its content, where git does not tell the commit: a stash', async () => {
    const repository = await aPartingWith(STEP);
    ok(repository.git('switch', '-q', 'main'));
    repository.write(NEXT_VERSION);
    await migrated(repository, 'state.yaml');
    await edit(repository, 'state.yaml', ['size: 10', 'size: 30']);
    ok(repository.git('add', '.'));
    ok(repository.git('stash', '-q'));
    ok(repository.git('switch', '-q', 'old'));
    ok(repository.git('branch', '-q', '-D', 'new'));
    ok(repository.git('stash', 'pop'));
    expect(repository.text('state.yaml')).toMatch(/version: 2\ntitle: first\n.*\ncount: 2\nsize: 30\n/);
  });

  test('in a folder of the repository', async () => {
    const repository = await aParting('packages/my app/state.yaml', YAML, CHANGES);
    ok(repository.git('merge', '--no-edit', 'new'));
    expect(repository.text('packages/my app/state.yaml')).toMatch(/version: 2\ntitle: first\n.*\ncount: 2\nsize: 20\n/);
  });

  test('does not come where only a later change is picked: that stays a conflict', async () => {
    const repository = await aPartingWith(STEP);
    ok(repository.git('switch', '-q', 'new'));
    await edit(repository, 'state.yaml', ['size: 20', 'size: 30']);
    repository.commit('later', {});
    ok(repository.git('switch', '-q', 'old'));
    const { code, stderr } = repository.git('cherry-pick', 'new');
    expect([code, stderr]).toEqual([1, expect.stringContaining('the step to it is not part of this merge')]);
  });

  test('does not come where the migrated file is picked without it, either', async () => {
    const repository = await aParting('state.yaml', YAML, CHANGES);
    ok(repository.git('switch', '-q', 'main'));
    repository.commit('the registry', NEXT_VERSION);
    await migrated(repository, 'state.yaml');
    repository.commit('the migration', {});
    ok(repository.git('switch', '-q', 'old'));
    const { code, stderr } = repository.git('cherry-pick', 'main');
    expect([code, stderr]).toEqual([1, expect.stringContaining('the step to it is not part of this merge')]);
    ok(repository.git('cherry-pick', '--abort'));
    ok(repository.git('cherry-pick', 'main~', 'main'));
    expect(repository.text('state.yaml')).toMatch(/version: 2\ntitle: first\n.*\ncount: 2\nsize: 10\n/);
    ok(repository.statefix('check'));
  });
});
