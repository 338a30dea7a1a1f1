import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { Heartbeat } from '../../../src/store/lock/heartbeat.ts';
import { describeSelf } from '../../../src/store/lock/holder.ts';
import { readLock } from '../../../src/store/lock/record.ts';
import { failAlways, withHook } from '../../support/faults.ts';
import { sessionOf } from '../../support/plans.ts';
import { makeTree } from '../../support/tree.ts';
import { aRecord, plantLock, withoutLinks } from './records.ts';

function renewedAt(file: string): string | undefined {
  const found = readLock(nodeFs, file);
  return found.kind === 'record' ? found.record.timing.renewedAt : undefined;
}

async function untilRenewed(file: string, before: string | undefined): Promise<void> {
  for (let look = 0; look < 400 && renewedAt(file) === before; look += 1) await delay(10);
  expect(renewedAt(file)).not.toBe(before);
}

/** Real file operations, and how many of each name were asked for. */
function counting() {
  const counts = new Map<string, number>();
  const fs = withHook(nodeFs, (operation, _, act) => {
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    return act();
  });
  return { fs, countOf: (operation: string) => counts.get(operation) ?? 0 };
}

describe('a lock that is held for long', () => {
  test.each([
    ['one more link to its private file', nodeFs],
    ['a file of its own', withoutLinks()],
  ])('is renewed in place, as %s', async (_, fs) => {
    const root = makeTree();
    const session = sessionOf(fs);
    const lock = await acquireLock(session, join(root, 'a'), { timeout: 0, stale: 200 });
    const { ino, size } = statSync(join(root, 'a.lock'));
    const before = readFileSync(join(root, 'a.lock'), 'utf8');
    await untilRenewed(join(root, 'a.lock'), renewedAt(join(root, 'a.lock')));
    expect(statSync(join(root, 'a.lock'))).toMatchObject({ ino, size });
    const after = JSON.parse(readFileSync(join(root, 'a.lock'), 'utf8'));
    const { timing, ...rest } = JSON.parse(before);
    expect(after).toMatchObject({ ...rest, timing: { acquiredAt: timing.acquiredAt } });
    expect(Date.parse(after.timing.expiresAt) - Date.parse(after.timing.renewedAt)).toBe(200);
    expect(lock.isOurs()).toBe(true);
    lock.release();
    session.close();
    expect(existsSync(join(root, 'a.lock'))).toBe(false);
  });

  test('is renewed for the most impatient of those under its id', async () => {
    const root = makeTree();
    const session = sessionOf();
    await acquireLock(session, join(root, 'a'), { timeout: 0, stale: 300_000 });
    const before = renewedAt(join(root, 'a.lock'));
    await acquireLock(session, join(root, 'b'), { timeout: 0, stale: 100 });
    await untilRenewed(join(root, 'a.lock'), before);
    session.close();
  });

  test('is renewed no more once it was given back', async () => {
    const { fs, countOf } = counting();
    const root = makeTree();
    const session = sessionOf(fs);
    const lock = await acquireLock(session, join(root, 'a'), { timeout: 0, stale: 50 });
    await untilRenewed(join(root, 'a.lock'), renewedAt(join(root, 'a.lock')));
    lock.release();
    const writes = countOf('write');
    await delay(60);
    expect(countOf('write')).toBe(writes);
    expect(countOf('close')).toBe(countOf('open'));
    session.close();
  });

  test('costs nothing where it is short', async () => {
    const { fs, countOf } = counting();
    const root = makeTree();
    const session = sessionOf(fs);
    const lock = await acquireLock(session, join(root, 'a'), { timeout: 0, stale: 300_000 });
    const opened = countOf('open');
    await delay(50);
    expect(countOf('open')).toBe(opened);
    lock.release();
    session.close();
  });

  test('is never renewed in the file of its successor', async () => {
    const root = makeTree();
    const session = sessionOf();
    await acquireLock(session, join(root, 'a'), { timeout: 0, stale: 100 });
    await untilRenewed(join(root, 'a.lock'), renewedAt(join(root, 'a.lock')));
    rmSync(join(root, 'a.lock'));
    const successor = plantLock(join(root, 'a.lock'), aRecord(describeSelf(nodeFs)));
    await delay(100);
    expect(readLock(nodeFs, join(root, 'a.lock'))).toEqual({ kind: 'record', record: successor });
    session.close();
  });

  test('is not renewed through a name that leads to another file by now', async () => {
    const root = makeTree();
    const session = sessionOf(withoutLinks());
    await acquireLock(session, join(root, 'a'), { timeout: 0, stale: 300 });
    // Before the first beat, under the very name that it would open.
    const successor = plantLock(join(root, 'a.lock'), aRecord(describeSelf(nodeFs)));
    await delay(150);
    expect(readLock(nodeFs, join(root, 'a.lock'))).toEqual({ kind: 'record', record: successor });
    session.close();
  });

  test('is not renewed where its staging directory was fenced off before the first beat', async () => {
    const root = makeTree();
    const session = sessionOf();
    const lock = await acquireLock(session, join(root, 'a'), { timeout: 0, stale: 300 });
    renameSync(lock.staging.path, `${lock.staging.path}.00000000`);
    const before = renewedAt(join(root, 'a.lock'));
    await delay(150);
    expect(renewedAt(join(root, 'a.lock'))).toBe(before);
    expect(session.events.map(({ kind }) => kind)).toEqual(['lock-acquired']);
    session.close();
  });

  test.each(['open', 'write'])('that cannot be renewed says so once, and goes on: %s', async (operation) => {
    const root = makeTree();
    let isHeld = false;
    const session = sessionOf(failAlways('EIO', (name) => isHeld && name === operation));
    const lock = await acquireLock(session, join(root, 'a'), { timeout: 0, stale: 50 });
    isHeld = true;
    await delay(100);
    isHeld = false;
    const told = session.events.filter(({ kind }) => kind === 'lock-not-renewed');
    expect(told).toEqual([{ kind: 'lock-not-renewed', path: lock.staging.signature, errno: 'EIO' }]);
    expect(lock.isOurs()).toBe(true);
    session.close();
  });

  test('is not renewed with a time that would change its length', async () => {
    const root = makeTree();
    const file = join(root, 'private');
    const record = plantLock(file, aRecord(describeSelf(nodeFs)));
    const times = [new Date(8.64e15), new Date(Date.UTC(10_000, 0)), new Date('2026-11-21T12:00:00.000Z')];
    const heartbeat = new Heartbeat(
      nodeFs,
      () => times.shift() ?? new Date('2026-11-21T13:00:00.000Z'),
      () => undefined,
    );
    const { size } = statSync(file);
    const stop = heartbeat.keep(file, record.lockId, 50);
    const longest = heartbeat.keep(file, record.lockId, Number.MAX_SAFE_INTEGER);
    await untilRenewed(file, record.timing.renewedAt);
    stop();
    longest();
    expect(statSync(file).size).toBe(size);
    expect(renewedAt(file)).toMatch(/^2026-/);
  });
});
