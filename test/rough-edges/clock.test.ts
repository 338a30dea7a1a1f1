import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { undo } from '../../src/commands/undo.ts';
import { readManifest } from '../../src/store/backups/manifest.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { acquireLock } from '../../src/store/lock/acquire.ts';
import { openWriterSession } from '../../src/store/session.ts';
import { aContext, all, aProject, options, textOf } from '../support/project.ts';
import { makeTree } from '../support/tree.ts';
import { auditOf, faultsOf, projectFiles, storeOf, V1, V2 } from './project.ts';

// A clock that is set forward or back by an hour, at the worst of moments.

const HOUR = 3_600_000;

/** A clock, and how far it is off. */
function aClock() {
  const clock = { off: 0, now: () => new Date(Date.now() + clock.off) };
  return clock;
}

function aSession(now: () => Date) {
  const signal = new AbortController().signal;
  return openWriterSession({ fs: nodeFs, log: () => {}, signal, now, tool: 'statefix test', operation: 'test' });
}

describe.each([
  ['forward', HOUR],
  ['back', -HOUR],
])('an hour %s', (_direction, jump) => {
  test('while a lock is held: nobody breaks it, it is renewed, and its owner gives it back', async () => {
    const root = makeTree({ 'state.json': 'x' });
    const path = join(root, 'state.json');
    const clock = aClock();
    const [owner, other] = [aSession(clock.now), aSession(() => new Date(Date.now() + jump))];
    const lock = await acquireLock(owner, path, { timeout: 500, stale: 2000 });
    clock.off = jump;
    const renewed = () => JSON.parse(readFileSync(`${path}.lock`, 'utf8')).timing.renewedAt;
    const first = renewed();
    await new Promise((done) => setTimeout(done, 700));
    expect(Math.abs(Date.parse(renewed()) - Date.parse(first))).toBeGreaterThan(HOUR / 2);
    // Under another spelling of the path it does not stand in the line of this process, but meets the lock itself.
    const spelled = `${root}//state.json`;
    await expect(acquireLock(other, spelled, { timeout: 100, stale: 2000 })).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      message: expect.stringContaining(`is locked by pid ${process.pid} on `),
    });
    expect(lock.isOurs()).toBe(true);
    lock.release();
    owner.close();
    (await acquireLock(other, spelled, { timeout: 500, stale: 2000 })).release();
    other.close();
  });

  test('between changes: the audit stays in order, undo takes the last one, and the newest backup is the last', async () => {
    const root = aProject({ ...projectFiles(', backups: { keep: 2 }'), 'a.json': V1 });
    const clock = aClock();
    const context = aContext(root, { now: clock.now });
    const store = storeOf(root);
    await all(migrate(options('a.json'), context));
    for (let round = 1; round <= 4; round += 1) {
      clock.off += jump;
      writeFileSync(join(root, 'a.json'), V1.replace('x', `round ${round}`));
      const [file] = await all(migrate(options('a.json'), context));
      expect(file?.report.outcome.kind).toBe('applied');
    }
    const lines = auditOf(root);
    expect(lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(5);
    const times = lines.map(({ at }) => Date.parse(at));
    // The jumps are there to be seen.
    expect(
      times.every((time, index) => index === 0 || Math.sign(time - (times[index - 1] ?? 0)) === Math.sign(jump)),
    ).toBe(true);
    const { entries } = readManifest(nodeFs, store, join(root, 'a.json'));
    expect(entries.at(-1)?.change).toBe(lines.at(-1)?.id);
    await all(undo({ ...options('a.json'), isForced: false }, context));
    expect(textOf(root, 'a.json')).toBe(V1.replace('x', 'round 4'));
    expect(faultsOf(root)).toEqual([]);
  });

  test('between rolling backups: the oldest made are pruned, not the oldest told', async () => {
    const root = aProject({ ...projectFiles(', backups: { keep: 2 }'), 'a.json': V1 });
    const clock = aClock();
    const context = aContext(root, { now: clock.now });
    const states: string[] = [];
    await all(migrate(options('a.json'), context));
    // Every undo takes a rolling backup of what it replaces.
    for (let round = 0; round < 5; round += 1) {
      clock.off += jump;
      writeFileSync(join(root, 'a.json'), V2.replace('x', `round ${round}`));
      states.push(textOf(root, 'a.json'));
      await all(undo({ ...options('a.json'), isForced: true }, context));
    }
    const rolling = readManifest(nodeFs, storeOf(root), join(root, 'a.json')).entries.filter(
      ({ why }) => why === 'undo',
    );
    expect(rolling.map(({ change }) => change)).toEqual(
      auditOf(root)
        .slice(-2)
        .map(({ id }) => id),
    );
    expect(faultsOf(root)).toEqual([]);
  });
});
