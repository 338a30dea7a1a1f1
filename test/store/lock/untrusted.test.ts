import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { StatefixLock } from '../../../src/kinds/statefix-lock/1.0.0.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { describeSelf } from '../../../src/store/lock/holder.ts';
import { type LockRecord, parseLock, readLock, renderLock } from '../../../src/store/lock/record.ts';
import { judgeBy } from '../../kinds/builtin.ts';
import { sessionOf, waiting } from '../../support/plans.ts';
import { isWindows } from '../../support/system.ts';
import { makeTree } from '../../support/tree.ts';
import { aRecord } from './records.ts';

const FOREIGN = { kind: 'foreign', pid: 0, hostname: '', since: '', lockId: undefined };

/** What is found at a lock that was made by `make`, and that it is respected and stays. */
async function found(make: (path: string) => void) {
  const root = makeTree();
  make(join(root, 'a.lock'));
  const session = sessionOf();
  await expect(acquireLock(session, join(root, 'a'), waiting(10))).rejects.toMatchObject({ code: 'STATE_LOCKED' });
  session.close();
  expect(readdirSync(root)).toEqual(['a.lock']);
  return readLock(nodeFs, join(root, 'a.lock'));
}

describe('a lock that nobody of ours made is respected, and not believed', () => {
  test.each([
    ['empty', ''],
    ['binary', new Uint8Array([0, 255, 254, 0, 128, 7])],
    ['huge', '{"pid":7,"hostname":"h"}'.padEnd(70_000)],
    ['a gap of a terabyte of nothing else', '\0'.repeat(65_536)],
    ['deep', `${'[{"a":'.repeat(8000)}`],
    ['deep and whole', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['no object', '[1, 2]'],
    ['null', 'null'],
    ['members of wrong types', '{"metadata":[],"timing":7,"operation":"x","lockId":{},"pid":"7","hostname":["h"]}'],
    ['a negative pid', '{"pid":-1,"lockId":"abcdefgh"}'],
    ['the pid of a group', '{"pid":0}'],
    ['a fraction for a pid', '{"pid":1.5}'],
    ['a pid beyond any', '{"pid":2147483648}'],
    ['an id that leads elsewhere', '{"lockId":"../../etc/passwd"}'],
    ['an id of another length', `{"lockId":"${'a'.repeat(65)}"}`],
    ['a prototype', '{"__proto__":{"pid":7,"lockId":"abcdefgh","hostname":"h"}}'],
  ])('%s', async (_, content) => {
    const { lockId, ...rest } = { lockId: undefined, ...(await found((path) => writeFileSync(path, content))) };
    expect({ ...rest, lockId: lockId === 'abcdefgh' ? undefined : lockId }).toEqual(FOREIGN);
  });

  test('a directory', async () => {
    expect(await found((path) => mkdirSync(path))).toEqual(FOREIGN);
  });

  test.skipIf(isWindows)('a FIFO, without waiting for its other end', async () => {
    expect(await found((path) => execFileSync('mkfifo', [path]))).toEqual(FOREIGN);
  });

  test.skipIf(isWindows)('a link to nothing', async () => {
    expect(await found((path) => symlinkSync('/nowhere/at/all', path))).toMatchObject({ kind: 'unreadable' });
  });

  test.skipIf(isWindows)('a link to itself', async () => {
    expect(await found((path) => symlinkSync(path, path))).toMatchObject({ kind: 'unreadable' });
  });

  test.skipIf(isWindows)('a link to a device that never ends', async () => {
    expect(await found((path) => symlinkSync('/dev/zero', path))).toEqual(FOREIGN);
  });

  test('one whose host and time hold what a terminal obeys', async () => {
    const root = makeTree({
      'a.lock': JSON.stringify({ pid: 7, hostname: `\u001b[2J${'h'.repeat(9000)}`, timestamp: '\u202e' }),
    });
    const session = sessionOf();
    const error = await acquireLock(session, join(root, 'a'), waiting(0)).catch((thrown: unknown) => thrown);
    session.close();
    if (!(error instanceof Error)) throw new Error('it was taken');
    expect(error.message).toContain('is locked by pid 7 on \\x1b[2Jhhh');
    expect(error.message).toContain('… since \\u202e');
    expect(error.message.length).toBeLessThan(root.length + 300);
  });
});

test('a record whose minor members are of wrong types is still that of its process', () => {
  const { metadata, lockId } = aRecord(describeSelf(nodeFs));
  const text = JSON.stringify({
    lockId,
    metadata: { ...metadata, ppid: 'x', user: 7 },
    timing: null,
    operation: [],
    tool: {},
  });
  expect(parseLock(text)).toMatchObject({
    kind: 'record',
    record: { metadata: { pid: process.pid, ppid: 0, user: '' }, timing: { renewedAt: '' }, tool: '' },
  });
});

describe('the kind statefix-lock', () => {
  test('fits what a lock is, with all facts and without those that a system does not give', async () => {
    const judge = await judgeBy('statefix-lock', '1.0.0');
    const root = makeTree();
    const session = sessionOf();
    await acquireLock(session, join(root, 'a'), waiting(0));
    const bytes = nodeFs.stat(join(root, 'a.lock')).size;
    const real = readLock(nodeFs, join(root, 'a.lock'));
    session.close();
    if (real.kind !== 'record') throw new Error('no lock');
    const text = new TextDecoder().decode(renderLock(real.record));
    expect(BigInt(text.length)).toBe(bytes);
    expect(judge(JSON.parse(text))).toEqual([]);
    const { startTime: _s, machineId: _m, bootId: _b, pidNamespace: _p, ...bare } = real.record.metadata;
    expect(judge({ ...JSON.parse(text), metadata: bare })).toEqual([]);
    expect(judge({ ...JSON.parse(text), metadata: { ...bare, pid: -1 } })).toEqual(['/metadata/pid minimum']);
  });

  // Held by the compiler.
  test('is of the type that its schema gives', () => {
    expectTypeOf<LockRecord['timing']>().toExtend<StatefixLock['timing']>();
    expectTypeOf<StatefixLock['metadata']['pid']>().toEqualTypeOf<LockRecord['metadata']['pid']>();
  });
});
