import { lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isWindows } from '../support/system.ts';
import { aPullRequest, type PullRequest } from './repository.ts';

const OUTSIDE = '{"version": 1, "name": "outside"}\n';

/** A state beside the repository, which no pull request may get at. */
function outsideOf(root: string): string {
  const path = join(dirname(root), 'outside/app.json');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, OUTSIDE);
  return path;
}

async function expectUntouched(request: PullRequest, outside: string): Promise<void> {
  for (const event of ['pull_request', 'pull_request_target']) {
    const { seconds, stderr } = await request.statefix(event, 'migrate');
    expect(readFileSync(outside, 'utf8')).toBe(OUTSIDE);
    expect(stderr).not.toContain('bug in statefix');
    expect(seconds).toBeLessThan(30);
  }
}

describe.skipIf(isWindows)('a pull request leaves alone what lies outside of the repository', () => {
  test('by a glob of its config', async () => {
    let outside = '';
    const request = await aPullRequest(
      () => ({
        'statefix.config.yaml': 'version: 1\nkinds:\n  app: { files: ["../outside/*.json", "../outside/app.json"] }\n',
      }),
      (root) => {
        outside = outsideOf(root);
      },
    );
    await expectUntouched(request, outside);
  });

  test('by a state that is a link', async () => {
    let outside = '';
    const request = await aPullRequest(
      () => ({ 'statefix.config.yaml': 'version: 1\nkinds:\n  app: { files: [app.json, "*/app.json", link.json] }\n' }),
      (root) => {
        outside = outsideOf(root);
        symlinkSync('../outside/app.json', join(root, 'link.json'));
        symlinkSync('../outside', join(root, 'folder'));
      },
    );
    await expectUntouched(request, outside);
    expect(lstatSync(request.path('link.json')).isSymbolicLink()).toBe(true);
  });

  test('by a folder of backups and journal that is a link', async () => {
    let outside = '';
    const request = await aPullRequest(
      () => ({}),
      (root) => {
        outside = outsideOf(root);
        symlinkSync('../outside', join(root, '.statefix'));
      },
    );
    await expectUntouched(request, outside);
    expect(readlinkSync(request.path('.statefix'))).toBe('../outside');
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(dirname(outside))).toEqual(['app.json']);
  });

  test('by a .bak that is a link', async () => {
    let outside = '';
    const request = await aPullRequest(
      () => ({}),
      (root) => {
        outside = outsideOf(root);
        symlinkSync('../outside/app.json', join(root, 'app.json.bak'));
      },
    );
    await expectUntouched(request, outside);
  });

  test('by a migration that is a link, whose text it would learn', async () => {
    const request = await aPullRequest(
      () => ({}),
      (root) => {
        writeFileSync(join(dirname(root), 'secret.txt'), 'root:x:0:0:hidden\n');
        const step = join(root, 'migrations/app/2_title.mjs');
        const { rmSync } = process.getBuiltinModule('node:fs');
        rmSync(step);
        symlinkSync('../../../secret.txt', step);
      },
    );
    const { stdout, stderr } = await request.statefix('pull_request', 'migrate');
    expect(stdout + stderr).toContain('it stands outside of the directory of its migrations');
    expect(stdout + stderr).not.toContain('hidden');
    const { code } = await request.statefix('pull_request_target', 'migrate', '--dry-run');
    expect(code).toBe(0);
  });
});

describe.skipIf(isWindows)('a text that a parser may die of', () => {
  test.each([
    ['850 nested lists in YAML', '['.repeat(850)],
    ['100 000 nested lists in YAML', '['.repeat(100_000)],
    ['100 000 nested members in YAML', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    [
      'an alias of an alias of an alias',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`)
        .join('\n')}\n`,
    ],
    ['a document of documents', '---\n'.repeat(450_000)],
    ['a key a megabyte long', `? ${'k'.repeat(1024 * 1024)}\n: 1\n`],
  ])('takes no other result with it: %s', async (_, text) => {
    const request = await aPullRequest(() => ({
      'statefix.config.yaml': 'version: 1\nkinds:\n  app: { files: [app.yaml] }\n  other: { files: [other.json] }\n',
      'app.yaml': text,
    }));
    const { code, stdout, stderr, seconds } = await request.statefix('pull_request', 'check', '--format', 'json');
    expect([code, stderr]).toEqual([1, '']);
    const { files } = JSON.parse(stdout);
    expect(files.map(({ path }: { path: string }) => path)).toEqual(['app.yaml', 'other.json']);
    expect(seconds).toBeLessThan(30);
  });
});
