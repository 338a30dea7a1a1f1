import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { APP_REGISTRY, aProject, textOf } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';

const BASE = '{\n  "version": 1,\n  "name": "x",\n  "a": 1\n}\n';
const FILES = { ...APP_REGISTRY, 'schemas/app/kind.yaml': '{}', base: BASE, ours: BASE.replace('1\n}', '2\n}') };

async function run(theirs: string, ...args: readonly string[]) {
  const root = aProject({ ...FILES, theirs });
  return { root, ...(await runNode(join(inject('dist'), 'cli.js'), ['merge', ...args], { cwd: root })) };
}

describe('statefix merge', () => {
  test('a clean merge says nothing, exit 0', async () => {
    const { code, stdout, stderr } = await run(BASE, 'base', 'ours', 'theirs', '--path', 'state.json');
    expect([code, stdout, stderr]).toEqual([0, '', '']);
  });

  test('a conflict is told on standard error alone, exit 1', async () => {
    const { root, code, stdout, stderr } = await run(
      BASE.replace('1\n}', '3\n}'),
      'base',
      'ours',
      'theirs',
      '--path',
      'state.json',
    );
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'state.json: both sides changed the same: /a (both changed)\n  hint: Take one side of each conflict: statefix repair --ours state.json, or --theirs, or --interactive. Then: git add state.json\n',
    );
    expect(textOf(root, 'ours')).toContain('<<<<<<< ours\n  "a": 2\n=======\n  "a": 3\n>>>>>>> theirs\n');
  });

  test('--format json gives the report on standard output', async () => {
    const { stdout } = await run(
      BASE.replace('1\n}', '3\n}'),
      'base',
      'ours',
      'theirs',
      '--path',
      'state.json',
      '--format',
      'json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'merge',
      outcome: 'conflicted',
      conflicts: [{ pointer: '/a', reason: 'both changed' }],
    });
  });

  test('--verbose says by what it was merged', async () => {
    const { stderr } = await run(BASE, 'base', 'ours', 'theirs', '--path', 'state.json', '--verbose');
    expect(stderr).toBe('state.json: merged by structure, at version 1\n');
  });

  test.each([
    [['base', 'ours'], 'merge takes three files, not 2'],
    [['base', 'ours', 'theirs', 'more'], 'merge takes three files, not 4'],
    [['base', 'ours', '-'], 'merge takes three files, not standard input'],
    [['base', 'ours', 'theirs', '--pth', 'x'], 'Unknown option --pth'],
  ])('%j is refused, exit 2, and nothing is written', async (args, message) => {
    const { root, code, stderr } = await run(BASE, ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(textOf(root, 'ours')).toBe(FILES.ours);
  });

  test('a file that is not there is refused, exit 3', async () => {
    const { code, stderr } = await run(BASE, 'base', 'ours', 'their');
    expect([code, stderr]).toEqual([3, expect.stringContaining('their (theirs): The file does not exist')]);
  });
});
