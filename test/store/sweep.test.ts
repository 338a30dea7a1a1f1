import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StatefixError } from '../../src/model/errors.ts';
import { applyPlan, clearTraces } from '../../src/store/apply.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { withHook } from '../support/faults.ts';
import { LIMITS, planFor, sessionOf } from '../support/plans.ts';
import { namesIn } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';
import { dyingBefore } from './journal/projects.ts';

test.skipIf(process.platform === 'win32')(
  'a checksum that is put in its place is on the disk before the trace of it goes',
  async () => {
    const checksum = `${createHash('sha256').update('{}').digest('hex')}  state.json\n`;
    const staging = '.tmp-fffffc00';
    const root = makeTree({ 'state.json': '{}', [`${staging}/state.json.sha256`]: checksum });
    const calls: string[] = [];
    const directories = new Set<unknown>();
    const fs = withHook(nodeFs, (operation, args, act) => {
      const result: unknown = act();
      if (operation === 'open' && args[0] === root) directories.add(result);
      if (operation === 'rename' && args[1] === join(root, 'state.json.sha256')) calls.push('rename');
      if (operation === 'fsync' && directories.has(args[0])) calls.push('sync directory');
      if (operation === 'rmdir' && args[0] === join(root, staging)) calls.push('remove trace');
      return result;
    });
    const session = sessionOf(fs);
    await clearTraces(join(root, 'state.json'), session, LIMITS);
    session.close();
    expect(calls).toEqual(['rename', 'sync directory', 'remove trace']);
  },
);

describe.skipIf(isWindows)('a .bak whose change was killed before the file itself was replaced', () => {
  const FILES = { 'a.json': 'old a', 'a.json.bak': 'older a', 'b.json': 'old b' };

  /** A lone file, as the writer left it that died right before something was renamed to `name`. */
  async function killedBefore(name: string): Promise<string> {
    const root = makeTree(FILES);
    const session = sessionOf(dyingBefore((operation, [, to]) => operation === 'rename' && to === join(root, name)));
    await expect(applyPlan(planFor(join(root, 'a.json'), 'new a'), session, LIMITS)).rejects.toBeInstanceOf(
      StatefixError,
    );
    session.close();
    return root;
  }

  async function clear(root: string, ...names: readonly string[]): Promise<void> {
    const session = sessionOf();
    for (const name of names) await clearTraces(join(root, name), session, LIMITS);
    session.close();
  }

  const bakIn = (root: string) => readFileSync(join(root, 'a.json.bak'), 'utf8');

  test('is the older one again, once the file is locked', async () => {
    const root = await killedBefore('a.json');
    expect(bakIn(root)).toBe('old a');
    await clear(root, 'a.json');
    expect(bakIn(root)).toBe('older a');
    expect(namesIn(root)).toEqual(['a.json', 'a.json.bak', 'b.json']);
  });

  test('is not lost where another file of the directory is locked first', async () => {
    const root = await killedBefore('a.json');
    await clear(root, 'b.json');
    expect(bakIn(root)).toBe('old a');
    await clear(root, 'b.json', 'a.json');
    expect(bakIn(root)).toBe('older a');
    expect(namesIn(root)).toEqual(['a.json', 'a.json.bak', 'b.json']);
  });

  test('stays where the file was written since: the older one is a leftover then', async () => {
    const root = await killedBefore('a.json');
    await clear(root, 'b.json');
    writeFileSync(join(root, 'new'), 'of somebody else');
    nodeFs.rename(join(root, 'new'), join(root, 'a.json'));
    await clear(root, 'a.json');
    expect(bakIn(root)).toBe('old a');
    expect(namesIn(root)).toEqual(['a.json', 'a.json.bak', 'b.json']);
  });

  test('was never another one where the kill came before it', async () => {
    const root = await killedBefore('a.json.bak');
    await clear(root, 'a.json');
    expect(bakIn(root)).toBe('older a');
    expect(namesIn(root)).toEqual(['a.json', 'a.json.bak', 'b.json']);
  });
});
