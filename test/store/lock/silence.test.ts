import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { describeSelf } from '../../../src/store/lock/holder.ts';
import { renderLock } from '../../../src/store/lock/record.ts';
import { claimPath, readerPath, readersPath } from '../../../src/store/names.ts';
import { sessionOf } from '../../support/plans.ts';
import { makeTree } from '../../support/tree.ts';
import { aFarProcess, aRecord, plantLock } from './records.ts';

const textOf = (record: ReturnType<typeof aRecord>) => new TextDecoder().decode(renderLock(record));

describe('the lock of a process on another machine', () => {
  test('is broken once it was not renewed for the stale time of our own wait', async () => {
    const root = makeTree();
    const path = join(root, 'a');
    const far = plantLock(`${path}.lock`, aRecord(aFarProcess()));
    const session = sessionOf();
    const begin = performance.now();
    (await acquireLock(session, path, { timeout: 60_000, stale: 400, retry: 20 })).release();
    expect(performance.now() - begin).toBeGreaterThanOrEqual(400);
    session.close();
    expect(session.events).toContainEqual(
      expect.objectContaining({ kind: 'lock-broken', pid: far.metadata.pid, hostname: 'far', reason: 'silent' }),
    );
    expect(readdirSync(root)).toEqual([]);
  });

  test.each([
    ['long ago', '1999-01-01T00:00:00.000Z'],
    ['in the future', '2999-01-01T00:00:00.000Z'],
    ['at no time', 'soon'],
  ])('is not judged by its clock: renewed %s', async (_, renewedAt) => {
    const root = makeTree();
    const path = join(root, 'a');
    const record = aRecord(aFarProcess(), { timing: { acquiredAt: renewedAt, renewedAt, expiresAt: renewedAt } });
    plantLock(`${path}.lock`, record);
    const hasty = sessionOf();
    await expect(acquireLock(hasty, path, { timeout: 100, stale: 300_000 })).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      hint: `Whether it still runs cannot be told from here. Wait, raise --lock-timeout, or, if you are sure that it is gone: statefix unlock ${path}`,
    });
    hasty.close();
    const patient = sessionOf();
    (await acquireLock(patient, path, { timeout: 60_000, stale: 100, retry: 10 })).release();
    const broken = patient.events.find(({ kind }) => kind === 'lock-broken');
    expect(broken).toMatchObject({ ageMs: expect.any(Number) });
    expect(broken).not.toMatchObject({ ageMs: Number.NaN });
    patient.close();
  });

  test('is respected for as long as it is renewed', async () => {
    const root = makeTree();
    const path = join(root, 'a');
    const record = plantLock(`${path}.lock`, aRecord(aFarProcess()));
    let beats = 0;
    const timer = setInterval(() => {
      beats += 1;
      const renewedAt = new Date(beats).toISOString();
      plantLock(`${path}.lock`, { ...record, timing: { ...record.timing, renewedAt } });
    }, 20);
    const session = sessionOf();
    await expect(acquireLock(session, path, { timeout: 1500, stale: 500, retry: 10 })).rejects.toMatchObject({
      code: 'STATE_LOCKED',
    });
    clearInterval(timer);
    session.close();
    expect(beats).toBeGreaterThan(5);
    expect(existsSync(`${path}.lock`)).toBe(true);
  });

  test('counts as silent only while we look: a watcher that was stopped saw nothing', async () => {
    const root = makeTree();
    const path = join(root, 'a');
    plantLock(`${path}.lock`, aRecord(aFarProcess()));
    const session = sessionOf();
    const waiting = acquireLock(session, path, { timeout: 2600, stale: 3000, retry: 500 }).catch(
      (error: unknown) => error,
    );
    await new Promise((done) => setTimeout(done, 100));
    // As SIGSTOP would: nothing of this process runs. One look after it, and the time is over.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3500);
    expect(await waiting).toMatchObject({ code: 'STATE_LOCKED' });
    session.close();
    expect(existsSync(`${path}.lock`)).toBe(true);
  });

  test('is broken also where a breaker on that machine died over its claim', async () => {
    const root = makeTree();
    const path = join(root, 'a');
    const record = plantLock(`${path}.lock`, aRecord(aFarProcess()));
    const claimant = aRecord(aFarProcess());
    plantLock(claimPath(`${path}.lock`, record.lockId), claimant);
    const session = sessionOf();
    (await acquireLock(session, path, { timeout: 60_000, stale: 200, retry: 10 })).release();
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('that only reads is outwaited in the same way', async () => {
    const root = makeTree();
    const path = join(root, 'a');
    const record = aRecord(aFarProcess());
    const tree = makeTree({ [`a.lock.read/${record.lockId}`]: textOf(record) });
    expect(readerPath(path, record.lockId).startsWith(readersPath(path))).toBe(true);
    const session = sessionOf();
    await expect(acquireLock(session, join(tree, 'a'), { timeout: 50, stale: 300_000 })).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      message: `${join(tree, 'a')} is being read by pid ${process.pid} on far since 2026-11-21T10:00:00.000Z, which asked for no change`,
    });
    expect(existsSync(join(tree, 'a.lock'))).toBe(false);
    (await acquireLock(session, join(tree, 'a'), { timeout: 60_000, stale: 200, retry: 10 })).release();
    session.close();
    expect(readdirSync(tree)).toEqual([]);
  });
});

test('a process of this machine that is alive keeps its lock, however silent it is', async () => {
  const root = makeTree();
  const path = join(root, 'a');
  plantLock(`${path}.lock`, aRecord(describeSelf(nodeFs)));
  const session = sessionOf();
  await expect(acquireLock(session, path, { timeout: 1200, stale: 10, retry: 5 })).rejects.toMatchObject({
    code: 'STATE_LOCKED',
    hint: `Wait, or raise --lock-timeout. To see what it is doing: statefix unlock ${path}`,
  });
  session.close();
  expect(existsSync(`${path}.lock`)).toBe(true);
});

test('who gives up tells of the holder and of the others who wait', async () => {
  const root = makeTree();
  const path = join(root, 'a');
  plantLock(`${path}.lock`, aRecord(describeSelf(nodeFs)));
  const other = aRecord(describeSelf(nodeFs));
  plantLock(`${path}.lock.wait.${other.lockId}`, other);
  const session = sessionOf();
  await expect(acquireLock(session, path, { timeout: 30, stale: 300_000 })).rejects.toThrow('is locked by pid');
  session.close();
  expect(session.events.at(-1)).toMatchObject({
    kind: 'lock-timeout',
    pid: process.pid,
    since: '2026-11-21T10:00:00.000Z',
    waiting: 1,
  });
});
