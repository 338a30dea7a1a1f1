import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { applyPlan } from '../../src/store/apply.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { acquireLock } from '../../src/store/lock/acquire.ts';
import { readShared } from '../../src/store/lock/shared.ts';
import { withHook } from '../support/faults.ts';
import { LIMITS, planFor, sessionOf, waiting } from '../support/plans.ts';
import { aProject } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';
import { faultsOf, projectFiles } from './project.ts';

// What only shows after very many files, or very many locks of one.

/** More than there are names of staging directories for one process. */
const LOCKS = 1500;

test(`one file is locked ${LOCKS} times in one run, and beside it stand two staging directories at most`, async () => {
  const root = makeTree({ 'state.json': 'x' });
  const path = join(root, 'state.json');
  // The syncs are not what this is about.
  const fs = withHook(nodeFs, (operation, _args, act) => (operation === 'fsync' ? undefined : act()));
  const session = sessionOf(fs);
  const seen = new Set<string>();
  let most = 0;
  for (let count = 0; count < LOCKS; count += 1) {
    const lock = await acquireLock(session, path, waiting(500));
    seen.add(lock.staging.lockId);
    if (count % 100 === 0) most = Math.max(most, stagingsIn(root).length);
    lock.release();
  }
  expect(seen.size).toBe(LOCKS);
  expect(most).toBe(2);
  session.close();
  expect(readdirSync(root)).toEqual(['state.json']);
});

test('a reader keeps its private file while others of the same run lock again and again', async () => {
  const root = makeTree({ 'a.json': 'x', 'b.json': 'x' });
  const session = sessionOf();
  const again = async () => (await acquireLock(session, join(root, 'b.json'), waiting(500))).release();
  await again();
  await readShared(session, join(root, 'a.json'), waiting(500), async () => {
    await again();
    await readShared(session, join(root, 'a.json'), waiting(500), async () => {
      await again();
      expect(readdirSync(join(root, 'a.json.lock.read'))).toHaveLength(2);
      expect(stagingsIn(root)).toHaveLength(2);
    });
  });
  session.close();
  expect(readdirSync(root)).toEqual(['a.json', 'b.json']);
});

test('a signal that came while plans were made ends the run before anything is written', async () => {
  const root = makeTree({ 'state.json': 'old' });
  const abort = new AbortController();
  const session = sessionOf(nodeFs, abort.signal);
  // As the listener of a signal does, in the next turn of the event loop.
  setImmediate(() => abort.abort(new Error('SIGINT')));
  const applied = applyPlan(planFor(join(root, 'state.json'), 'new'), session, LIMITS);
  await expect(applied).rejects.toThrow('SIGINT');
  session.close();
  expect(readdirSync(root)).toEqual(['state.json']);
});

// On Windows `kill` ends a process at once, whatever it listens for.
test.skipIf(isWindows)('a run over many files ends soon after a signal, with the file at hand done', async () => {
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`many/${index}.json`, V1]));
  const root = aProject({ ...projectFiles(), ...many });
  const done = () => readdirSync(join(root, 'many')).filter((name) => name.endsWith('.bak')).length;
  const child = spawn(process.execPath, [join(inject('dist'), 'cli.js'), 'migrate', '--quiet', 'many'], { cwd: root });
  const watch = setInterval(() => {
    if (done() < 20) return;
    clearInterval(watch);
    child.kill('SIGINT');
  }, 10);
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(130);
  expect(done()).toBeLessThan(500);
  expect(faultsOf(root)).toEqual([]);
});

const V1 = '{"version": 1, "name": "x"}\n';

function stagingsIn(root: string): readonly string[] {
  return readdirSync(root).filter((name) => name.startsWith('.tmp-'));
}
