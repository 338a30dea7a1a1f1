import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isWindows } from '../support/system.ts';
import { aParting, ok } from './repository.ts';

const YAML = "version: 1\nname: first # shown\nchecksum: ''\ncount: 1 # counts the runs\nsize: 10\n";

/** Both branches changed the count; `old` is checked out, and `new` merged into it. */
async function aCollision() {
  const repository = await aParting('state.yaml', YAML, {
    old: ['count: 1', 'count: 2'],
    new: ['count: 1', 'count: 3'],
  });
  return { repository, merged: repository.git('merge', '--no-edit', 'new') };
}

describe.skipIf(isWindows)('two branches that changed the same value', () => {
  test('git has a conflict, and both sides stand between markers', async () => {
    const { repository, merged } = await aCollision();
    expect(merged.code).toBe(1);
    expect(merged.stdout).toContain('CONFLICT (content): Merge conflict in state.yaml');
    expect(merged.stderr).toContain('state.yaml: both sides changed the same: /count (both changed)');
    expect(merged.stderr).toContain('statefix repair --ours state.yaml');
    expect(repository.git('status', '--porcelain', 'state.yaml').stdout).toBe('UU state.yaml\n');
    const text = repository.text('state.yaml');
    expect(text).toMatch(
      /<<<<<<< ours\n(?:.*\n)*?count: 2 # counts the runs\n(?:.*\n)*?=======\n(?:.*\n)*?count: 3 # counts the runs\n(?:.*\n)*?>>>>>>> theirs\n/,
    );
    expect(text).toContain('version: 2\ntitle: first # shown\n');
  });

  test('what the manual shows of it is what is said', async () => {
    const { merged } = await aCollision();
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/merging.md'), 'utf8');
    const [, shown = ''] = /^```\n\$ git merge feature\n([\s\S]*?)```$/m.exec(page) ?? [];
    expect(merged.stderr + merged.stdout).toBe(shown);
  });

  test('check names the hunks', async () => {
    const { repository } = await aCollision();
    const { code, stdout } = repository.statefix('check', '--format', 'json');
    const [file] = JSON.parse(stdout).files;
    expect(code).toBe(1);
    expect(file.findings.map(({ code }: { code: string }) => code)).toEqual(['CONFLICT_MARKERS']);
    expect(file.findings[0].args.hunks.length).toBeGreaterThan(0);
  });

  test.each([
    ['--ours', 'count: 2 # counts the runs'],
    ['--theirs', 'count: 3 # counts the runs'],
  ])('repair %s takes that side of every hunk, and git takes the file', async (option, line) => {
    const { repository } = await aCollision();
    ok(repository.statefix('repair', option, 'state.yaml'));
    expect(repository.text('state.yaml')).toContain(`version: 2\ntitle: first # shown\n`);
    expect(repository.text('state.yaml')).toContain(line);
    ok(repository.statefix('check'));
    ok(repository.git('add', 'state.yaml'));
    ok(repository.git('commit', '-q', '--no-edit'));
  });

  test('a rebase stops, goes on after repair, and ends healthy', async () => {
    const { repository } = await aCollision();
    ok(repository.git('merge', '--abort'));
    expect(repository.git('rebase', 'new').code).toBe(1);
    ok(repository.statefix('repair', '--theirs', 'state.yaml'));
    ok(repository.git('add', 'state.yaml'));
    ok(repository.gitWith({ GIT_EDITOR: 'true' }, 'rebase', '--continue'));
    expect(repository.text('state.yaml')).toContain('count: 2');
    ok(repository.statefix('check'));
  });
});
