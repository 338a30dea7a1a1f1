import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { describeSelf, isRunning } from '../../../src/store/lock/holder.ts';
import { lostLock } from '../../../src/store/lock/messages.ts';
import { realmOf } from '../../../src/store/lock/realm.ts';
import { claimPath } from '../../../src/store/names.ts';
import { failAlways, shortWrites, systemError, withHook } from '../../support/faults.ts';
import { sessionOf, waiting } from '../../support/plans.ts';
import { makeTree } from '../../support/tree.ts';
import { aDeadProcess, aRecord, plantLock, withoutLinks } from './records.ts';

describe('a system that refuses', () => {
  test('to show the waiters: the wait ends as it would, and names none', async () => {
    const root = makeTree();
    plantLock(join(root, 'a.lock'), aRecord(describeSelf(nodeFs)));
    const session = sessionOf(failAlways('EACCES', (operation) => operation === 'readdir'));
    await expect(acquireLock(session, join(root, 'a'), waiting(10))).rejects.toMatchObject({ code: 'STATE_LOCKED' });
    expect(session.events.at(-1)).toMatchObject({ kind: 'lock-timeout', waiting: 0 });
    session.close();
  });

  test('to register a waiter: it waits unseen', async () => {
    const root = makeTree();
    plantLock(join(root, 'a.lock'), aRecord(describeSelf(nodeFs)));
    const fs = failAlways(
      'ENOSPC',
      (operation, args) => operation === 'link' && String(args[1]).includes('.lock.wait.'),
    );
    const session = sessionOf(fs);
    setTimeout(() => rmSync(join(root, 'a.lock')), 50);
    (await acquireLock(session, join(root, 'a'), waiting(5000))).release();
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('links, and takes but a part of a lock: there is none then', async () => {
    const root = makeTree();
    let isLocking = false;
    const fs = withoutLinks(shortWrites(1_000_000));
    const part = withHook(fs, (operation, args, act) => {
      if (operation === 'open' && String(args[0]).endsWith('a.lock')) isLocking = true;
      if (operation !== 'write' || !isLocking) return act();
      return nodeFs.write(Number(args[0]), new Uint8Array(10), 0, 10, null);
    });
    const session = sessionOf(part);
    await expect(acquireLock(session, join(root, 'a'), waiting(0))).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step: 'take lock',
      errno: 'ENOSPC',
    });
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('nothing, but whose claims come and go faster than we look: the lock is left to who is at it', async () => {
    const root = makeTree();
    const record = plantLock(join(root, 'a.lock'), aRecord(aDeadProcess()));
    const claim = claimPath(join(root, 'a.lock'), record.lockId);
    let tries = 0;
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation !== 'link' || args[1] !== claim) return act();
      tries += 1;
      throw systemError('EEXIST', operation);
    });
    const session = sessionOf(fs);
    await expect(acquireLock(session, join(root, 'a'), waiting(0))).rejects.toMatchObject({ code: 'STATE_LOCKED' });
    session.close();
    expect(tries).toBe(100);
    expect(existsSync(join(root, 'a.lock'))).toBe(true);
  });

  test('to say who we are: a user without a name has none', () => {
    const { userInfo } = process.getBuiltinModule('node:os');
    const spy = vi.spyOn(process.getBuiltinModule('node:os'), 'userInfo').mockImplementation(() => {
      throw systemError('ENOENT', 'uv_os_get_passwd');
    });
    expect(describeSelf(nodeFs).user).toBe('');
    spy.mockRestore();
    expect(describeSelf(nodeFs).user).toBe(userInfo().username);
  });
});

test('a process of another user, that we may not signal, runs nevertheless', () => {
  expect(isRunning(4_194_303)).toBe(false);
  const spy = vi.spyOn(process, 'kill').mockImplementation(() => {
    throw systemError('EPERM', 'kill');
  });
  expect(isRunning(4_194_303)).toBe(true);
  spy.mockRestore();
});

test('a lock that was lost says that nothing was written', () => {
  expect(lostLock('/w/a')).toMatchObject({
    code: 'STATE_CHANGED',
    message: '/w/a: the lock was taken over by another process',
    hint: 'Nothing was written. Run again.',
  });
});

test('machines, boots and containers whose pids mean different processes have different realms', () => {
  const self = describeSelf(nodeFs);
  const other = ['hostname', 'machineId', 'bootId', 'pidNamespace'].map((fact) =>
    realmOf({ ...self, [fact]: 'other' }),
  );
  expect(realmOf({ ...self, pid: 7 })).toBe(realmOf(self));
  expect(new Set([realmOf(self), ...other]).size).toBe(5);
  const bare = { ...self, machineId: undefined, bootId: undefined, pidNamespace: undefined };
  expect(realmOf(bare)).toMatch(/^[0-9a-f]{8}$/);
});
