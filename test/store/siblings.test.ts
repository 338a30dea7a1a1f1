import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderChecksumFile } from '../../src/formats/checksum-file.ts';
import { digestOf } from '../../src/formats/digest.ts';
import { applyPlan, clearTraces } from '../../src/store/apply.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { describeSelf } from '../../src/store/lock/holder.ts';
import { realmOf } from '../../src/store/lock/realm.ts';
import { renderLock } from '../../src/store/lock/record.ts';
import { newLockId } from '../../src/store/names.ts';
import { createNeighbourhood } from '../../src/store/siblings.ts';
import { failAlways, withHook } from '../support/faults.ts';
import { LIMITS, planFor, sessionOf } from '../support/plans.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';

const DEAD_PID = 4_194_303;
const PLAIN = { checksum: false, leftovers: [] } as const;
const SIDECAR = { checksum: 'sidecar', leftovers: [] } as const;

function look(
  path: string,
  kind: Parameters<ReturnType<typeof createNeighbourhood>['lookAround']>[1] = PLAIN,
  fs: FsOps = nodeFs,
) {
  const digest = digestOf(readFileSync(path));
  return createNeighbourhood(fs, () => new Date()).lookAround(path, kind, digest);
}

/** The signature of a writer on this machine, in this boot, that runs no more. */
function deadSignature(lockId: string): string {
  const time = '2026-11-21T10:00:00.000Z';
  return new TextDecoder().decode(
    renderLock({
      version: '1.0.0',
      lockId,
      metadata: { ...describeSelf(nodeFs), pid: DEAD_PID, startTime: '1' },
      timing: { acquiredAt: time, renewedAt: time, expiresAt: time },
      operation: { type: 'write', name: 'test' },
      tool: 'statefix test',
    }),
  );
}

function checksumOf(text: string, name: string): string {
  return new TextDecoder().decode(renderChecksumFile(digestOf(text), name));
}

/** What a dead writer had staged, by name. Gives the path of its directory. */
function stage(root: string, files: Readonly<Record<string, string>>): string {
  const lockId = newLockId(DEAD_PID);
  const path = join(root, `.tmp-${lockId.slice(0, 8)}`);
  mkdirSync(path);
  for (const [name, text] of Object.entries({ lock: deadSignature(lockId), ...files }))
    writeFileSync(join(path, name), text);
  return path;
}

async function clear(path: string): Promise<void> {
  const session = sessionOf();
  await clearTraces(path, session, LIMITS);
  session.close();
}

describe('a look around a state file', () => {
  test('finds nothing where nothing is', () => {
    const root = makeTree({ 'state.json': '{}' });
    expect(look(join(root, 'state.json'))).toEqual({
      path: join(root, 'state.json'),
      bak: undefined,
      leftovers: [],
      lock: undefined,
      sidecar: undefined,
      stagedSidecar: undefined,
    });
  });

  test('costs one listing a directory', () => {
    const root = makeTree({ 'a.json': '{}', 'b.json': '{}', 'c.json': '{}' });
    const calls: string[] = [];
    const fs = withHook(nodeFs, (operation, _args, act) => {
      calls.push(operation);
      return act();
    });
    const around = createNeighbourhood(fs, () => new Date());
    for (const name of ['a.json', 'b.json', 'c.json']) around.lookAround(join(root, name), PLAIN, undefined);
    expect(calls).toEqual(['readdir']);
  });

  // Making one takes a right that few have on Windows.
  test.skipIf(isWindows)(
    'sees what we made since beside a file that we changed, a link followed, and beside no other',
    () => {
      const root = makeTree({ 'real/a.json': '{}', 'real/b.json': '{}' });
      symlinkSync('real/a.json', join(root, 'link.json'));
      const around = createNeighbourhood(nodeFs, () => new Date());
      const a = join(root, 'real/a.json');
      const b = join(root, 'real/b.json');
      for (const path of [a, b]) {
        expect(around.lookAround(path, PLAIN, undefined).bak).toBeUndefined();
        writeFileSync(`${path}.bak`, '');
      }
      around.changed(join(root, 'link.json'));
      expect(around.lookAround(a, PLAIN, undefined).bak).toBe(`${a}.bak`);
      expect(around.lookAround(b, PLAIN, undefined).bak).toBeUndefined();
      around.forget(b);
      expect(around.lookAround(b, PLAIN, undefined).bak).toBe(`${b}.bak`);
    },
  );

  test('finds .bak and leftovers of other programs', () => {
    const root = makeTree({
      'state.json': '{}',
      'state.json.bak': '',
      'state.json.tmp': '',
      'other.json.tmp': '',
    });
    expect(look(join(root, 'state.json'), { checksum: false, leftovers: ['*.tmp', 'gone'] })).toMatchObject({
      bak: join(root, 'state.json.bak'),
      leftovers: [{ path: join(root, 'state.json.tmp'), owner: 'foreign' }],
    });
  });

  test.skipIf(isWindows)('looks beside the real file of a link', () => {
    const root = makeTree({ 'real/state.json': '{}', 'real/state.json.bak': '', 'link.json.bak': '' });
    symlinkSync('real/state.json', join(root, 'link.json'));
    expect(look(join(root, 'link.json'))).toMatchObject({
      path: join(root, 'real/state.json'),
      bak: join(root, 'real/state.json.bak'),
    });
  });

  test('tells what a dead writer left with the file that it is about', () => {
    const root = makeTree({ 'a.json': '{}', 'b.json': '{}' });
    const staging = stage(root, { 'b.json': 'half' });
    expect(look(join(root, 'a.json')).leftovers).toEqual([]);
    expect(look(join(root, 'b.json')).leftovers).toEqual([{ path: staging, owner: 'statefix' }]);
  });

  test('tells what is about no file in particular once', () => {
    const root = makeTree({ 'a.json': '{}', 'b.json': '{}' });
    const staging = stage(root, {});
    const around = createNeighbourhood(nodeFs, () => new Date());
    expect(around.lookAround(join(root, 'a.json'), PLAIN, undefined).leftovers).toEqual([
      { path: staging, owner: 'statefix' },
    ]);
    expect(around.lookAround(join(root, 'b.json'), PLAIN, undefined).leftovers).toEqual([]);
    expect(around.lookAround(join(root, 'a.json'), PLAIN, undefined).leftovers).toHaveLength(1);
  });

  test('does not take what a living writer is at for left behind', async () => {
    const root = makeTree({ 'a.json': '{}', 'b.json': '{}' });
    const session = sessionOf();
    const { acquireLock } = await import('../../src/store/lock/acquire.ts');
    await acquireLock(session, join(root, 'b.json'), { timeout: 0, stale: 300_000 });
    const found = look(join(root, 'b.json'));
    session.close();
    expect(found.leftovers).toEqual([]);
    expect(found.lock).toMatchObject({ pid: process.pid, isDead: false });
  });

  test('finds waiters, claims and temp files of the dead', () => {
    const lockId = newLockId(DEAD_PID);
    const temp = `.tmp-${realmOf(describeSelf(nodeFs))}-${DEAD_PID}-0123456789abcdef`;
    const root = makeTree({
      'a.json': '{}',
      [`a.json.lock.wait.${lockId}`]: deadSignature(lockId),
      [`a.json.lock.rm.${lockId}`]: deadSignature(lockId),
      [`b.json.lock.wait.${lockId}`]: deadSignature(lockId),
      [temp]: 'half',
    });
    const names = look(join(root, 'a.json')).leftovers.map(({ path }) => path.slice(root.length + 1));
    expect(names.sort()).toEqual([temp, `a.json.lock.rm.${lockId}`, `a.json.lock.wait.${lockId}`].sort());
  });

  test('takes a temp file of another machine for left behind after a day only', () => {
    const root = makeTree({
      'a.json': '{}',
      '.tmp-00000000-1-0123456789abcdef': '',
      '.tmp-00000000-2-0123456789abcdef': '',
    });
    const days = Date.now() / 1000 - 90_000;
    utimesSync(join(root, '.tmp-00000000-2-0123456789abcdef'), days, days);
    expect(look(join(root, 'a.json')).leftovers).toEqual([
      { path: join(root, '.tmp-00000000-2-0123456789abcdef'), owner: 'statefix' },
    ]);
  });

  test('never takes files of others for ours', () => {
    const root = makeTree({
      'a.json': '{}',
      '.tmp-123': '',
      '.tmp-12345678': '',
      'a.json.lock.x': '',
      '.tmp-1234567/x': '',
    });
    expect(look(join(root, 'a.json')).leftovers).toEqual([]);
  });

  test('shows a lock that says nothing, or cannot be read, as one that is held', () => {
    const root = makeTree({ 'a.json': '{}', 'a.json.lock': '' });
    const unknown = { path: join(root, 'a.json.lock'), pid: 0, hostname: '', since: '', isDead: false };
    expect(look(join(root, 'a.json')).lock).toEqual(unknown);
    const fs = failAlways('EACCES', (operation, args) => operation === 'open' && String(args[0]).endsWith('.lock'));
    expect(look(join(root, 'a.json'), PLAIN, fs).lock).toEqual(unknown);
  });

  test('finds what it knows by name in a directory that cannot be listed, and says that it did not see all', () => {
    const root = makeTree({ 'a.json': '{}', 'a.json.bak': '' });
    const fs = failAlways('EACCES', (operation) => operation === 'readdir');
    const { bak, lock, unseen } = look(join(root, 'a.json'), PLAIN, fs);
    expect(bak).toBe(join(root, 'a.json.bak'));
    expect(lock).toBeUndefined();
    expect(unseen).toEqual({ path: root, errno: 'EACCES' });
  });

  test('says which checksum file it could not read', () => {
    const root = makeTree({ 'a.json': '{}', 'a.json.sha256': checksumOf('{}', 'a.json') });
    const fs = failAlways('EIO', (operation, [path]) => operation === 'open' && String(path).endsWith('.sha256'));
    expect(look(join(root, 'a.json'), SIDECAR, fs).unseen).toEqual({ path: join(root, 'a.json.sha256'), errno: 'EIO' });
    expect(look(join(root, 'a.json'), PLAIN, fs).unseen).toBeUndefined();
  });

  test('reads the checksum file of a kind that keeps one', () => {
    const root = makeTree({ 'a.json': '{}', 'a.json.sha256': checksumOf('{}', 'a.json'), 'b.json': '{}' });
    expect(look(join(root, 'a.json'), SIDECAR).sidecar).toEqual({
      path: join(root, 'a.json.sha256'),
      recorded: digestOf('{}'),
    });
    expect(look(join(root, 'b.json'), SIDECAR).sidecar).toEqual({
      path: join(root, 'b.json.sha256'),
      recorded: undefined,
    });
    expect(look(join(root, 'a.json'), PLAIN).sidecar).toBeUndefined();
  });

  test('finds the checksum that a dead writer had staged for this content', () => {
    const root = makeTree({ 'a.json': 'new', 'a.json.sha256': checksumOf('old', 'a.json') });
    stage(root, { 'a.json.sha256': checksumOf('another', 'a.json') });
    const staging = stage(root, { 'a.json.sha256': checksumOf('new', 'a.json') });
    expect(look(join(root, 'a.json'), SIDECAR).stagedSidecar).toEqual({
      path: join(staging, 'a.json.sha256'),
      recorded: digestOf('new'),
    });
  });
});

describe('the next writer', () => {
  test('completes the checksum of a dead one before it removes its directory', async () => {
    const root = makeTree({ 'a.json': 'new', 'a.json.sha256': checksumOf('old', 'a.json') });
    stage(root, { 'a.json.sha256': checksumOf('new', 'a.json') });
    await clear(join(root, 'a.json'));
    expect(readFileSync(join(root, 'a.json.sha256'), 'utf8')).toBe(checksumOf('new', 'a.json'));
    expect(readdirSync(root).sort()).toEqual(['a.json', 'a.json.sha256']);
  });

  test('does not put a checksum in place that is not that of the file', async () => {
    const root = makeTree({ 'a.json': 'new', 'a.json.sha256': checksumOf('old', 'a.json') });
    stage(root, { 'a.json.sha256': checksumOf('another', 'a.json') });
    await clear(join(root, 'a.json'));
    expect(readFileSync(join(root, 'a.json.sha256'), 'utf8')).toBe(checksumOf('old', 'a.json'));
    expect(readdirSync(root).sort()).toEqual(['a.json', 'a.json.sha256']);
  });

  test('of another file leaves a checksum that still waits for its own', async () => {
    const root = makeTree({ 'a.json': 'new', 'b.json': 'new', 'b.json.sha256': checksumOf('old', 'b.json') });
    const staging = stage(root, { 'b.json.sha256': checksumOf('new', 'b.json'), 'b.json': 'half' });
    await clear(join(root, 'a.json'));
    expect(readdirSync(staging).sort()).toEqual(['b.json.sha256', 'lock']);
    const session = sessionOf();
    await applyPlan(planFor(join(root, 'a.json'), 'newer', { keep: 'none' }), session, LIMITS);
    await applyPlan(planFor(join(root, 'b.json'), 'newer', { keep: 'none' }), session, LIMITS);
    session.close();
    expect(readFileSync(join(root, 'b.json.sha256'), 'utf8')).toBe(checksumOf('new', 'b.json'));
    expect(readdirSync(root).sort()).toEqual(['a.json', 'b.json', 'b.json.sha256']);
  });

  test('clears waiters, claims and temp files of the dead, and nothing else', async () => {
    const lockId = newLockId(DEAD_PID);
    const root = makeTree({
      'a.json': '{}',
      [`a.json.lock.wait.${lockId}`]: deadSignature(lockId),
      [`a.json.lock.rm.${lockId}`]: deadSignature(lockId),
      [`.tmp-${realmOf(describeSelf(nodeFs))}-${DEAD_PID}-0123456789abcdef`]: 'half',
      'a.json.tmp': 'of another program',
      '.tmp-123': 'of another program',
    });
    await clear(join(root, 'a.json'));
    expect(readdirSync(root).sort()).toEqual(['.tmp-123', 'a.json', 'a.json.tmp']);
  });

  test('tells what it removed, and what it could not', async () => {
    const root = makeTree({ 'a.json': '{}' });
    const staging = stage(root, {});
    const failing = sessionOf(failAlways('EIO', (operation, args) => operation === 'rmdir' && args[0] === staging));
    await clearTraces(join(root, 'a.json'), failing, LIMITS);
    failing.close();
    expect(failing.events).toContainEqual({ kind: 'not-removed', path: staging, errno: 'EIO' });
    const session = sessionOf();
    await clearTraces(join(root, 'a.json'), session, LIMITS);
    session.close();
    expect(readdirSync(root)).toEqual(['a.json']);
  });
});
