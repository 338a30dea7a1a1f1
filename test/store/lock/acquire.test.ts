import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { describeSelf, isCertainlyDead, type ProcessFacts } from '../../../src/store/lock/holder.ts';
import { parseLock, readLock, renderLock } from '../../../src/store/lock/record.ts';
import { claimPath, newLockId, stagingPath, stagingPid } from '../../../src/store/names.ts';
import { failAlways, failKth, onPlatform, systemError, withHook } from '../../support/faults.ts';
import { sessionOf, waiting } from '../../support/plans.ts';
import { makeTree } from '../../support/tree.ts';

const isLinux = process.platform === 'linux';

describe('a lock', () => {
  test('says who holds it, since when and what for, and is gone when it is given back', async () => {
    const root = makeTree({ 'state.json': '' });
    const session = sessionOf();
    const lock = await acquireLock(session, join(root, 'state.json'), waiting(0));
    const found = JSON.parse(readFileSync(join(root, 'state.json.lock'), 'utf8'));
    expect(found).toMatchObject({
      version: '1.0.0',
      lockId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      metadata: { pid: process.pid, ppid: process.ppid, hostname: hostname() },
      timing: { acquiredAt: expect.stringMatching(/Z$/), renewedAt: expect.any(String), expiresAt: expect.any(String) },
      operation: { type: 'write', name: 'test' },
      tool: 'statefix test',
    });
    lock.release();
    lock.release();
    expect(existsSync(join(root, 'state.json.lock'))).toBe(false);
    session.close();
    expect(readdirSync(root)).toEqual(['state.json']);
    expect(session.events.map(({ kind }) => kind)).toEqual(['lock-acquired', 'lock-released']);
  });

  test('is one more link to the private file of its run', async () => {
    const root = makeTree();
    const session = sessionOf();
    await acquireLock(session, join(root, 'a'), waiting(0));
    await acquireLock(session, join(root, 'b'), waiting(0));
    expect(statSync(join(root, 'a.lock')).ino).toBe(statSync(join(root, 'b.lock')).ino);
    expect(readdirSync(root).filter((name) => name.startsWith('.tmp-'))).toHaveLength(1);
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('of a file that is locked a second time is another instance', async () => {
    const root = makeTree();
    const session = sessionOf();
    const first = await acquireLock(session, join(root, 'a'), waiting(0));
    first.release();
    const second = await acquireLock(session, join(root, 'a'), waiting(0));
    expect(second.staging.lockId).not.toBe(first.staging.lockId);
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('is handed on in turn within one process', async () => {
    const root = makeTree();
    const order: number[] = [];
    const session = sessionOf();
    const one = async (index: number) => {
      const lock = await acquireLock(session, join(root, 'a'), waiting(5000));
      order.push(index);
      await new Promise((done) => setTimeout(done, 5));
      order.push(index);
      lock.release();
    };
    await Promise.all([one(1), one(2), one(3)]);
    session.close();
    expect(order).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test('that another call in this process holds is waited for up to the timeout', async () => {
    const root = makeTree();
    const session = sessionOf();
    const held = await acquireLock(session, join(root, 'a'), waiting(0));
    await expect(acquireLock(session, join(root, 'a'), waiting(20))).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      message: `${join(root, 'a')} is locked by another call in this process`,
    });
    held.release();
    (await acquireLock(session, join(root, 'a'), waiting(0))).release();
    session.close();
  });

  test.each(['in the line', 'at the file'])('is waited for %s until the signal aborts that', async (where) => {
    const root = makeTree();
    const abort = new AbortController();
    const session = sessionOf(nodeFs, abort.signal);
    if (where === 'in the line') await acquireLock(session, join(root, 'a'), waiting(0));
    else writeFileSync(join(root, 'a.lock'), '{}');
    setTimeout(() => abort.abort(new Error('SIGINT')), 20);
    await expect(acquireLock(session, join(root, 'a'), waiting(10_000))).rejects.toThrow('SIGINT');
    await expect(acquireLock(session, join(root, 'a'), waiting(10_000))).rejects.toThrow('SIGINT');
    session.close();
    expect(readdirSync(root)).toEqual(where === 'in the line' ? [] : ['a.lock']);
  });

  test.each([
    ['a text that is no lock', 'mine!', 'exists, and does not say by whom'],
    [
      'another shape',
      '{"pid":1,"timestamp":"2026-11-21","hostname":"far"}',
      'is locked by pid 1 on far since 2026-11-21',
    ],
    ['deep nesting', '['.repeat(30_000), 'exists, and does not say by whom'],
    ['too much', ' '.repeat(70_000), 'exists, and does not say by whom'],
    ['numbers that are no pid', '{"pid":1e999,"hostname":[1]}', 'exists, and does not say by whom'],
  ])('of another program is respected: %s', async (_, content, message) => {
    const root = makeTree({ 'a.lock': content });
    const session = sessionOf();
    await expect(acquireLock(session, join(root, 'a'), waiting(10))).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      message: expect.stringContaining(message),
    });
    session.close();
    expect(readFileSync(join(root, 'a.lock'), 'utf8')).toBe(content);
  });

  test('is made in place where hard links do not work', async () => {
    const root = makeTree();
    const fs = failAlways('EPERM', (operation) => operation === 'link');
    const session = sessionOf(fs);
    const lock = await acquireLock(session, join(root, 'a'), waiting(0));
    expect(readLock(nodeFs, join(root, 'a.lock')).kind).toBe('record');
    const second = sessionOf(fs);
    await expect(acquireLock(second, join(root, 'a'), waiting(10))).rejects.toMatchObject({
      code: 'STATE_LOCKED',
    });
    second.close();
    lock.release();
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('that cannot be made says so', async () => {
    const root = makeTree();
    const session = sessionOf(failAlways('EACCES', (operation) => operation === 'link'));
    await expect(acquireLock(session, join(root, 'a'), waiting(10))).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step: 'take lock',
      errno: 'EACCES',
    });
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('is taken under another id where somebody took the private file away', async () => {
    const root = makeTree();
    const session = sessionOf();
    const first = await acquireLock(session, join(root, 'a'), waiting(0));
    rmSync(first.staging.path, { recursive: true });
    const second = await acquireLock(session, join(root, 'b'), waiting(0));
    expect(second.staging.lockId).not.toBe(first.staging.lockId);
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('is not ours any more when somebody put another one there, and then not ours to remove', async () => {
    const root = makeTree();
    const session = sessionOf();
    const lock = await acquireLock(session, join(root, 'a'), waiting(0));
    expect(lock.isOurs()).toBe(true);
    const other = { ...recordOf(describeSelf(nodeFs)), lockId: newLockId(1) };
    rmSync(join(root, 'a.lock'));
    writeFileSync(join(root, 'a.lock'), renderLock(other));
    expect(lock.isOurs()).toBe(false);
    lock.release();
    session.close();
    expect(readdirSync(root)).toEqual(['a.lock']);
  });

  test('is left to whoever is breaking it, with his claim, even where our private file is gone', async () => {
    const root = makeTree();
    const path = join(root, 'a');
    const session = sessionOf();
    const lock = await acquireLock(session, path, waiting(0));
    rmSync(lock.staging.path, { recursive: true });
    const breaker = { ...recordOf(describeSelf(nodeFs)), lockId: newLockId(1) };
    const claim = claimPath(`${path}.lock`, lock.staging.lockId);
    writeFileSync(claim, renderLock(breaker));
    lock.release();
    session.close();
    expect(readdirSync(root).sort()).toEqual(['a.lock', claim.slice(root.length + 1)]);
  });

  test('that could not be removed is removed when the session closes', async () => {
    const root = makeTree();
    let isFailing = true;
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (isFailing && operation === 'unlink' && String(args[0]).endsWith('a.lock')) throw systemError('EIO', 'unlink');
      return act();
    });
    const session = sessionOf(fs);
    (await acquireLock(session, join(root, 'a'), waiting(0))).release();
    expect(existsSync(join(root, 'a.lock'))).toBe(true);
    isFailing = false;
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('that could not be removed even then is told, and holds up nobody', async () => {
    const root = makeTree();
    const session = sessionOf(failAlways('EIO', (operation) => operation === 'unlink'));
    await acquireLock(session, join(root, 'a'), waiting(0));
    session.close();
    session.close();
    expect(session.events).toContainEqual({ kind: 'not-removed', path: join(root, 'a.lock'), errno: 'EIO' });
    const next = sessionOf();
    (await acquireLock(next, join(root, 'a'), waiting(0))).release();
    next.close();
    expect(existsSync(join(root, 'a.lock'))).toBe(false);
  });

  test('is not given by a session that is closed', async () => {
    const root = makeTree();
    const session = sessionOf();
    session.close();
    await expect(acquireLock(session, join(root, 'a'), waiting(0))).rejects.toThrow('closed');
  });
});

describe.runIf(isLinux)('the lock of a dead holder', () => {
  const dead = (): ProcessFacts => ({ ...describeSelf(nodeFs), pid: 4_194_303, startTime: '1' });

  test('is broken behind a fence: its staging directory is renamed away', async () => {
    const record = { ...recordOf(dead()), lockId: newLockId(4_194_303) };
    const root = makeTree({ 'a.lock': new TextDecoder().decode(renderLock(record)) });
    const staging = stagingPath(root, record.lockId);
    mkdirSync(staging);
    const session = sessionOf();
    const lock = await acquireLock(session, join(root, 'a'), waiting(0));
    expect(existsSync(staging)).toBe(false);
    expect(existsSync(`${staging}.${lock.staging.lockId.slice(0, 8)}`)).toBe(true);
    session.close();
  });

  test('is broken also where the holder died in the middle of giving it back, and so did who broke it', async () => {
    const record = { ...recordOf(dead()), lockId: newLockId(4_194_303) };
    const breaker = { ...recordOf(dead()), lockId: newLockId(4_194_303) };
    const claim = claimPath('a.lock', record.lockId);
    const text = (each: typeof record) => new TextDecoder().decode(renderLock(each));
    const root = makeTree({
      'a.lock': text(record),
      [claim]: text(record),
      [claimPath(claim, record.lockId)]: text(breaker),
    });
    const session = sessionOf();
    (await acquireLock(session, join(root, 'a'), waiting(0))).release();
    session.close();
    expect(readdirSync(root)).toEqual([]);
  });

  test('is left to the living process that claims it', async () => {
    const record = { ...recordOf(dead()), lockId: newLockId(4_194_303) };
    const claimant = { ...recordOf(describeSelf(nodeFs)), lockId: newLockId(1) };
    const root = makeTree({ 'a.lock': new TextDecoder().decode(renderLock(record)) });
    const claim = claimPath(join(root, 'a.lock'), record.lockId);
    writeFileSync(claim, renderLock(claimant));
    const session = sessionOf();
    await expect(acquireLock(session, join(root, 'a'), waiting(10))).rejects.toMatchObject({
      code: 'STATE_LOCKED',
    });
    session.close();
    expect(readdirSync(root).sort()).toEqual(['a.lock', claim.slice(root.length + 1)]);
  });

  test('is broken whichever operation fails on the way, at the latest by the next one', async () => {
    for (let k = 1; ; k += 1) {
      const record = { ...recordOf(dead()), lockId: newLockId(4_194_303) };
      const root = makeTree({ 'a.lock': new TextDecoder().decode(renderLock(record)) });
      const faulty = failKth(k, 'EIO');
      const session = sessionOf(faulty.fs);
      const first = await acquireLock(session, join(root, 'a'), waiting(300)).catch((error: unknown) => error);
      session.close();
      const next = sessionOf();
      (await acquireLock(next, join(root, 'a'), waiting(300))).release();
      next.close();
      expect(existsSync(join(root, 'a.lock')), faulty.failed()).toBe(false);
      if (faulty.failed() === undefined) {
        expect(first).not.toBeInstanceOf(Error);
        break;
      }
    }
  });
});

describe.runIf(isLinux)('a holder', () => {
  const self = describeSelf(nodeFs);
  const verdict = (changes: Partial<ProcessFacts>, fs: FsOps = nodeFs) =>
    isCertainlyDead(fs, { ...self, ...changes }, self);

  test('that runs is not dead', () => expect(verdict({})).toBe(false));
  test('whose pid is nobody is dead', () => expect(verdict({ pid: 4_194_303 })).toBe(true));
  test('whose pid is somebody else by now is dead', () => expect(verdict({ startTime: '1' })).toBe(true));
  test('before the last boot is dead', () => expect(verdict({ bootId: 'earlier' })).toBe(true));
  test('of a machine of another name, before some boot, is not certainly dead', () =>
    expect(verdict({ bootId: 'other', hostname: 'clone' })).toBe(false));
  test('on another machine is not certainly dead', () =>
    expect(verdict({ bootId: 'other', machineId: 'other', pid: 4_194_303 })).toBe(false));
  test('in another pid namespace is not certainly dead', () =>
    expect(verdict({ pidNamespace: 'pid:[1]', pid: 4_194_303 })).toBe(false));
  test('that says nothing of its boot is not certainly dead', () =>
    expect(verdict({ bootId: undefined, pid: 4_194_303 })).toBe(false));
  test('of which nothing can be read is not certainly dead', () =>
    expect(
      verdict(
        { startTime: '1' },
        failAlways('EIO', (operation) => operation === 'open'),
      ),
    ).toBe(false));
  test('that belongs to another user is seen as running', () =>
    expect(verdict({ pid: 1, startTime: undefined })).toBe(false));

  test('on a system without such facts is judged by host name and pid', () => {
    const fs = onPlatform('darwin');
    const bare = describeSelf(fs);
    expect(bare).toMatchObject({ bootId: undefined, machineId: undefined, startTime: undefined });
    expect(isCertainlyDead(fs, { ...bare, pid: 4_194_303 }, bare)).toBe(true);
    expect(isCertainlyDead(fs, bare, bare)).toBe(false);
    expect(isCertainlyDead(fs, { ...bare, pid: 4_194_303, hostname: 'other' }, bare)).toBe(false);
  });

  test('that is a zombie is dead', () => {
    const stat = `${process.pid} (a) b) Z ${Array.from({ length: 49 }, (_, index) => index).join(' ')}\n`;
    const root = makeTree({ stat });
    const fs = withHook(nodeFs, (operation, args, act) =>
      operation === 'open' && args[0] === `/proc/${process.pid}/stat` ? nodeFs.open(join(root, 'stat'), 0) : act(),
    );
    expect(verdict({}, fs)).toBe(true);
  });
});

test('a lock record reads back as it was written', () => {
  const record = recordOf(describeSelf(nodeFs));
  expect(parseLock(new TextDecoder().decode(renderLock(record)))).toEqual({ kind: 'record', record });
});

test('a lockId carries the pid of its writer', () => {
  for (const pid of [1, 4242, 4_194_303]) expect(stagingPid(stagingPath('/x', newLockId(pid)).slice(3))).toBe(pid);
  expect(stagingPid('.tmp-0000000g')).toBeUndefined();
});

function recordOf(metadata: ProcessFacts) {
  const time = '2026-11-21T10:00:00.000Z';
  return {
    version: '1.0.0',
    lockId: newLockId(metadata.pid),
    metadata,
    timing: { acquiredAt: time, renewedAt: time, expiresAt: time },
    operation: { type: 'write', name: 'test' },
    tool: 'statefix test',
  };
}
