import {
  type BigIntStats,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { applyPlan, clearTraces } from '../../src/store/apply.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { failAlways, onPlatform, systemError, withHook } from '../support/faults.ts';
import { LIMITS, planFor, sessionOf, withSidecar } from '../support/plans.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';

const isRoot = process.geteuid?.() === 0;

async function apply(plan: Plan, fs: FsOps = nodeFs, limits = LIMITS) {
  const session = sessionOf(fs);
  try {
    return { ...(await applyPlan(plan, session, limits)), events: session.events };
  } finally {
    session.close();
  }
}

/** Nothing on Windows, which does not keep them. */
function expectMode(path: string, mode: number): void {
  if (!isWindows) expect(statSync(path).mode & 0o7777).toBe(mode);
}

function text(path: string): string {
  return readFileSync(path, 'utf8');
}

describe('applyPlan replaces', () => {
  test('the content, and keeps the old one as .bak, byte for byte', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const result = await apply(planFor(join(root, 'state.json'), 'new'));
    expect(result).toMatchObject({ kind: 'applied', left: [join(root, 'state.json.bak')] });
    expect(text(join(root, 'state.json'))).toBe('new');
    expect(text(join(root, 'state.json.bak'))).toBe('old');
    expect(readdirSync(root).sort()).toEqual(['state.json', 'state.json.bak']);
  });

  test('and keeps the permission bits, whatever the umask', async () => {
    const root = makeTree({ 'state.json': 'old' });
    chmodSync(join(root, 'state.json'), 0o666);
    await apply(planFor(join(root, 'state.json'), 'new'));
    expectMode(join(root, 'state.json'), 0o666);
    expectMode(join(root, 'state.json.bak'), 0o666);
  });

  test('and gives file and backup the bits of the kind', async () => {
    const root = makeTree({ 'state.json': 'old' });
    chmodSync(join(root, 'state.json'), 0o644);
    await apply(planFor(join(root, 'state.json'), 'new', { mode: 0o600, allowedMode: 0o600 }));
    expectMode(join(root, 'state.json'), 0o600);
    expectMode(join(root, 'state.json.bak'), 0o600);
  });

  test('a file that does not exist, 0600 where nothing else is said, in directories that do not exist', async () => {
    const root = makeTree();
    const path = join(root, 'a/b/state.json');
    await apply(planFor(path, 'new'));
    expect(text(path)).toBe('new');
    expectMode(path, 0o600);
    expectMode(join(root, 'a/b'), 0o755 & ~process.umask());
  });

  test('broken bytes, set aside under a name of their own', async () => {
    const root = makeTree({ 'state.json': '{', 'state.json.bak': 'good' });
    const { left } = await apply(planFor(join(root, 'state.json'), 'new', { keep: 'corrupt' }));
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(/state\.json\.corrupt-[0-9]{8}T[0-9]{6}Z$/);
    expect(text(left[0] ?? '')).toBe('{');
    expect(text(join(root, 'state.json.bak'))).toBe('good');
  });

  test('broken bytes twice in one second without replacing the first', async () => {
    const root = makeTree({ 'state.json': '{1' });
    const session = Object.assign(sessionOf(), { now: () => new Date('2026-11-21T10:00:00.500Z') });
    await applyPlan(planFor(join(root, 'state.json'), '{2', { keep: 'corrupt' }), session, LIMITS);
    await applyPlan(planFor(join(root, 'state.json'), 'new', { keep: 'corrupt' }), session, LIMITS);
    session.close();
    expect(text(join(root, 'state.json.corrupt-20261121T100000Z'))).toBe('{1');
    expect(text(join(root, 'state.json.corrupt-20261121T100000Z-2'))).toBe('{2');
  });

  test('broken bytes, which become .bak too only where there is none', async () => {
    const root = makeTree({ 'a.json': '{', 'b.json': '{', 'b.json.bak': 'good' });
    await apply(planFor(join(root, 'a.json'), 'new', { keep: 'corrupt-and-bak' }));
    await apply(planFor(join(root, 'b.json'), 'new', { keep: 'corrupt-and-bak' }));
    expect(text(join(root, 'a.json.bak'))).toBe('{');
    expect(text(join(root, 'b.json.bak'))).toBe('good');
  });

  // Making one takes a right that few have on Windows.
  test.skipIf(isWindows)('a file behind a link, and the link stays a link', async () => {
    const root = makeTree({ 'real/state.json': 'old' });
    symlinkSync('real/state.json', join(root, 'link.json'));
    const result = await apply(planFor(join(root, 'link.json'), 'new'));
    expect(lstatSync(join(root, 'link.json')).isSymbolicLink()).toBe(true);
    expect(text(join(root, 'real/state.json'))).toBe('new');
    expect(result.path).toBe(join(root, 'real/state.json'));
  });

  test('file and checksum file together', async () => {
    const root = makeTree({ 'state.json': 'old', 'state.json.sha256': 'stale' });
    const plan = withSidecar(planFor(join(root, 'state.json'), 'new'));
    const { left } = await apply(plan);
    expect(readFileSync(join(root, 'state.json.sha256'))).toEqual(Buffer.from(plan.sidecar?.bytes ?? []));
    expect(left).toEqual([join(root, 'state.json.bak'), join(root, 'state.json.sha256')]);
  });

  test('many files of one directory with one staging directory', async () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.json`, 'old']));
    const root = makeTree(files);
    const made: string[] = [];
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'mkdir') made.push(String(args[0]));
      return act();
    });
    const session = sessionOf(fs);
    await Promise.all(Object.keys(files).map((name) => applyPlan(planFor(join(root, name), 'new'), session, LIMITS)));
    session.close();
    expect(made).toHaveLength(1);
    expect(Object.keys(files).every((name) => text(join(root, name)) === 'new')).toBe(true);
    expect(readdirSync(root)).toHaveLength(40);
  });

  test('a file whose volume has a longer number by the path than by the descriptor, as on Windows', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const fs = withHook(nodeFs, (operation, _args, act) => {
      const result = act();
      return operation === 'lstat'
        ? Object.assign(result as BigIntStats, { dev: (result as BigIntStats).dev | (1n << 40n) })
        : result;
    });
    linkSync(join(root, 'state.json'), join(root, 'state.json.bak'));
    await apply(planFor(join(root, 'state.json'), 'new'), fs);
    expect(text(join(root, 'state.json'))).toBe('new');
  });

  test.runIf(isRoot)("another user's file, which stays that user's", async () => {
    const root = makeTree({ 'state.json': 'old' });
    chownSync(join(root, 'state.json'), 1234, 2345);
    await apply(planFor(join(root, 'state.json'), 'new'));
    expect(statSync(join(root, 'state.json'))).toMatchObject({ uid: 1234, gid: 2345 });
  });

  test('a file whose last write was cut between .bak and commit, although it has two names then', async () => {
    const root = makeTree({ 'state.json': 'old' });
    linkSync(join(root, 'state.json'), join(root, 'state.json.bak'));
    await apply(planFor(join(root, 'state.json'), 'new'));
    expect(text(join(root, 'state.json.bak'))).toBe('old');
    expect(readdirSync(root)).toHaveLength(2);
  });
});

describe('applyPlan changes as little as it can', () => {
  // A plan on Windows never says a mode.
  test.skipIf(isWindows)('the mode alone: neither bytes, inode nor mtime', async () => {
    const root = makeTree({ 'state.json': 'same' });
    const path = join(root, 'state.json');
    utimesSync(path, 1000, 1000);
    const { ino } = statSync(path);
    const result = await apply(planFor(path, 'same', { mode: 0o600 }));
    expect(result).toMatchObject({ kind: 'applied', left: [] });
    expect(statSync(path)).toMatchObject({ ino, mtimeMs: 1_000_000 });
    expectMode(path, 0o600);
  });

  test('the checksum file alone', async () => {
    const root = makeTree({ 'state.json': 'same' });
    const { ino } = statSync(join(root, 'state.json'));
    const result = await apply(withSidecar(planFor(join(root, 'state.json'), 'same')));
    expect(result).toMatchObject({ kind: 'applied', left: [join(root, 'state.json.sha256')] });
    expect(statSync(join(root, 'state.json')).ino).toBe(ino);
    expect(readdirSync(root)).toHaveLength(2);
  });

  test('nothing where nothing is to be changed', async () => {
    const root = makeTree({ 'state.json': 'same' });
    expect(await apply(planFor(join(root, 'state.json'), 'same'))).toMatchObject({ kind: 'unchanged', left: [] });
    expect(readdirSync(root)).toEqual(['state.json']);
  });
});

describe('applyPlan refuses, and leaves the file as it was', () => {
  const old = { 'state.json': 'old' };

  async function refusal(plan: Plan, fs: FsOps = nodeFs, limits = LIMITS) {
    return apply(plan, fs, limits).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  test('another content than the plan was computed from', async () => {
    const root = makeTree(old);
    const plan = planFor(join(root, 'state.json'), 'new');
    writeFileSync(join(root, 'state.json'), 'other');
    expect(await refusal(plan)).toMatchObject({
      code: 'STATE_CHANGED',
      message: `${join(root, 'state.json')} has changed since it was read: its content is another`,
    });
    expect(readdirSync(root)).toEqual(['state.json']);
  });

  test('a file that is gone, and one that has come to be', async () => {
    const root = makeTree(old);
    const gone = { ...planFor(join(root, 'state.json'), 'new'), path: join(root, 'gone.json') };
    expect(await refusal(gone)).toMatchObject({
      code: 'STATE_CHANGED',
      message: expect.stringContaining('it is gone'),
    });
    const absent = planFor(join(root, 'state.json'), 'new', { basis: 'absent' });
    expect(await refusal(absent)).toMatchObject({
      code: 'STATE_CHANGED',
      message: expect.stringContaining('exists by now'),
    });
  });

  test.each([
    ['written in place', (path: string) => writeFileSync(path, 'OLD!')],
    ['given other bits', (path: string) => chmodSync(path, isWindows ? 0o400 : 0o640)],
  ])('a file that is %s between the look at it and the commit', async (_, meddle) => {
    const root = makeTree(old);
    const path = join(root, 'state.json');
    const fs = withHook(nodeFs, (operation, args, act) => {
      const result = act();
      if (operation === 'link' && args[0] === path) meddle(path);
      return result;
    });
    expect(await refusal(planFor(path, 'new'), fs)).toMatchObject({
      code: 'STATE_CHANGED',
      message: expect.stringContaining('another program has written it'),
    });
    expect(readdirSync(root)).toEqual(['state.json']);
  });

  test('a file that is removed, or made, between the look at it and the commit', async () => {
    const root = makeTree(old);
    const path = join(root, 'state.json');
    const meddling = (meddle: () => void) =>
      withHook(nodeFs, (operation, args, act) => {
        const result = act();
        if (operation === 'open' && String(args[0]).match(/\.tmp-[0-9a-f]{8}[\\/](state|new)\.json$/)) meddle();
        return result;
      });
    const made = refusal(
      planFor(join(root, 'new.json'), 'new'),
      meddling(() => writeFileSync(join(root, 'new.json'), 'theirs')),
    );
    expect(await made).toMatchObject({ code: 'STATE_CHANGED', message: expect.stringContaining('exists by now') });
    expect(text(join(root, 'new.json'))).toBe('theirs');
    const removed = refusal(
      planFor(path, 'new', { keep: 'none' }),
      meddling(() => nodeFs.unlink(path)),
    );
    expect(await removed).toMatchObject({ code: 'STATE_CHANGED', message: expect.stringContaining('it is gone') });
    expect(existsSync(path)).toBe(false);
  });

  test('a file with other names', async () => {
    const root = makeTree(old);
    linkSync(join(root, 'state.json'), join(root, 'second.json'));
    linkSync(join(root, 'state.json'), join(root, 'state.json.bak'));
    expect(await refusal(planFor(join(root, 'state.json'), 'new'))).toMatchObject({
      code: 'HARD_LINKED',
      message: `${join(root, 'state.json')} has 2 names (hard links), and a replace would part them`,
    });
  });

  test.skipIf(isWindows)('a path that leads out of the root', async () => {
    const root = makeTree({ 'outside/state.json': 'old', 'inside/other.json': '' });
    symlinkSync('../outside/state.json', join(root, 'inside/link.json'));
    const limits = { ...LIMITS, allowedRoot: join(root, 'inside') };
    expect(await refusal(planFor(join(root, 'inside/link.json'), 'new'), nodeFs, limits)).toMatchObject({
      code: 'OUTSIDE_ROOT',
      message: `${root}/inside/link.json leads to ${root}/outside/state.json, outside of ${root}/inside`,
    });
    expect(await refusal(planFor(join(root, 'inside/other.json'), 'new'), nodeFs, limits)).toBeUndefined();
  });

  test.skipIf(isWindows)('a link to nothing', async () => {
    const root = makeTree();
    symlinkSync('nothing.json', join(root, 'link.json'));
    expect(await refusal(planFor(join(root, 'link.json'), 'new'))).toMatchObject({
      code: 'WRITE_FAILED',
      step: 'read',
      message: expect.stringContaining('it is a link to nothing'),
    });
  });

  test('what is no file', async () => {
    const root = makeTree();
    mkdirSync(join(root, 'state.json'));
    const plan = { ...planFor(join(root, 'x'), 'new'), path: join(root, 'state.json') };
    expect(await refusal(plan)).toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringContaining('it is a directory, not a file'),
    });
  });

  test('a file of its own mount, and says what to do', async () => {
    const root = makeTree(old);
    const path = join(root, 'state.json');
    const fs = failAlways('EBUSY', (operation, args) => operation === 'rename' && args[1] === path);
    expect(await refusal(planFor(path, 'new'), fs)).toMatchObject({
      code: 'WRITE_FAILED',
      step: 'rename',
      errno: 'EBUSY',
      hint: expect.stringContaining('Mount its directory instead'),
    });
    expect(readdirSync(root)).toEqual(['state.json']);
  });

  // Windows has no such owners.
  test.skipIf(isWindows)('an owner that it could not keep', async () => {
    const root = makeTree(old);
    const fs: FsOps = {
      ...nodeFs,
      fstat: (fd) =>
        Object.assign(nodeFs.fstat(fd), {
          uid: nodeFs.fstat(fd).nlink === 1n && nodeFs.fstat(fd).size === 0n ? 99n : 0n,
        }),
      fchown: () => {
        throw systemError('EPERM', 'fchown');
      },
    };
    expect(await refusal(planFor(join(root, 'state.json'), 'new'), fs)).toMatchObject({
      code: 'OWNERSHIP',
      message: expect.stringContaining('which a replace could not keep'),
      hint: expect.stringContaining('as the owner of the file'),
    });
    expect(text(join(root, 'state.json'))).toBe('old');
  });

  test('directories that it made for nothing', async () => {
    const root = makeTree();
    const path = join(root, 'a/b/state.json');
    const fs = failAlways('ENOSPC', (operation, args) => operation === 'rename' && args[1] === path);
    expect(await refusal(planFor(path, 'new'), fs)).toMatchObject({ code: 'WRITE_FAILED', errno: 'ENOSPC' });
    expect(readdirSync(root)).toEqual([]);
  });

  test('directories that it made before the lock failed', async () => {
    const root = makeTree();
    const path = join(root, 'a/state.json');
    const fs = failAlways('ENOSPC', (operation, args) => operation === 'mkdir' && String(args[0]).includes('.tmp-'));
    expect(await refusal(planFor(path, 'new'), fs)).toMatchObject({ step: 'create directory', errno: 'ENOSPC' });
    expect(readdirSync(root)).toEqual([]);
  });

  test('and puts the .bak before it back', async () => {
    const root = makeTree({ ...old, 'state.json.bak': 'older' });
    const path = join(root, 'state.json');
    const fs = failAlways('EIO', (operation, args) => operation === 'rename' && args[1] === path);
    expect(await refusal(planFor(path, 'new'), fs)).toMatchObject({ errno: 'EIO' });
    expect(text(join(root, 'state.json.bak'))).toBe('older');
    expect(readdirSync(root).sort()).toEqual(['state.json', 'state.json.bak']);
  });

  test.each([
    ['replaced', 'new'],
    ['given a checksum file', 'old'],
  ])('a file whose lock was taken over before it is %s', async (_, content) => {
    const root = makeTree(old);
    const path = join(root, 'state.json');
    const fs = withHook(nodeFs, (operation, args, act) => {
      const result = act();
      if (operation === 'open' && /\.tmp-[^\\/]+[\\/]state\.json\.sha256$/.test(String(args[0]))) {
        writeFileSync(`${path}.lock`, '{}');
      }
      return result;
    });
    const plan = withSidecar(planFor(path, content));
    expect(await refusal(plan, fs)).toMatchObject({
      code: 'STATE_CHANGED',
      message: `${path}: the lock was taken over by another process`,
    });
    expect(text(path)).toBe('old');
  });
});

describe('applyPlan, once the new content is visible', () => {
  // On Windows no directory can be synced, and none is tried.
  test.skipIf(isWindows)('says so where the directory cannot be proven durable', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'fsync' && nodeFs.fstat(Number(args[0])).isDirectory()) throw systemError('EIO', 'fsync');
      return act();
    });
    await expect(apply(planFor(join(root, 'state.json'), 'new'), fs)).rejects.toMatchObject({
      step: 'sync directory',
      message: expect.stringContaining('the new content is visible, but not proven durable'),
    });
    expect(text(join(root, 'state.json'))).toBe('new');
    expect(readdirSync(root)).toHaveLength(2);
  });

  test.skipIf(isWindows)('reports a directory that cannot be synced at all, and is done', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'fsync' && nodeFs.fstat(Number(args[0])).isDirectory()) throw systemError('EINVAL', 'fsync');
      return act();
    });
    const { events } = await apply(planFor(join(root, 'state.json'), 'new'), fs);
    expect(events).toContainEqual({ kind: 'directory-not-synced', path: root, errno: 'EINVAL' });
  });

  test.skipIf(isWindows)('says so where the backup keeps bits that it should lose', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const fs = failAlways('EPERM', (operation, args) => operation === 'fchmod' && args[1] === 0o600);
    const plan = planFor(join(root, 'state.json'), 'new', { allowedMode: 0o600 });
    await expect(apply(plan, fs)).rejects.toMatchObject({
      step: 'chmod',
      message: expect.stringContaining('the new content is in place, but its backup may be read by too many'),
    });
  });

  test('sets broken bytes aside once, also after a kill right behind that', async () => {
    const root = makeTree({ 'state.json': 'broken' });
    const path = join(root, 'state.json');
    linkSync(path, `${path}.corrupt-20260101T000000Z`);
    await apply(planFor(path, 'new', { keep: 'corrupt' }));
    expect(readdirSync(root).sort()).toEqual(['state.json', 'state.json.corrupt-20260101T000000Z']);
  });

  test.skipIf(isWindows)('gives the mode back where the checksum beside it cannot be put in its place', async () => {
    const root = makeTree({ 'state.json': 'old', 'state.json.sha256': 'stale' });
    const path = join(root, 'state.json');
    chmodSync(path, 0o644);
    const fs = failAlways('EIO', (operation, args) => operation === 'rename' && args[1] === `${path}.sha256`);
    const plan = withSidecar(planFor(path, 'old', { mode: 0o600 }));
    await expect(apply(plan, fs)).rejects.toMatchObject({ step: 'rename', errno: 'EIO' });
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  test('changes nothing where the checksum that stands there cannot be read', async () => {
    const root = makeTree({ 'state.json': 'old', 'state.json.sha256': 'stale' });
    const path = join(root, 'state.json');
    const fs = failAlways('EIO', (operation, args) => operation === 'open' && args[0] === `${path}.sha256`);
    await expect(apply(withSidecar(planFor(path, 'new')), fs)).rejects.toMatchObject({ step: 'read', errno: 'EIO' });
    expect(text(path)).toBe('old');
  });

  test('leaves a checksum staged that it could not put in its place, and the next change completes it', async () => {
    const root = makeTree({ 'state.json': 'old', 'state.json.sha256': 'stale' });
    const path = join(root, 'state.json');
    const fs = failAlways('EIO', (operation, args) => operation === 'rename' && args[1] === `${path}.sha256`);
    const plan = withSidecar(planFor(path, 'new'));
    await expect(apply(plan, fs)).rejects.toMatchObject({
      step: 'rename',
      message: expect.stringContaining('the next changing command completes its checksum'),
    });
    expect(text(path)).toBe('new');
    expect(text(`${path}.sha256`)).toBe('stale');
    const session = sessionOf();
    await clearTraces(path, session, LIMITS);
    session.close();
    expect(readFileSync(`${path}.sha256`)).toEqual(Buffer.from(plan.sidecar?.bytes ?? []));
    expect(readdirSync(root).sort()).toEqual(['state.json', 'state.json.bak', 'state.json.sha256']);
  });

  test('tries a checksum once more before it leaves it', async () => {
    const root = makeTree({ 'state.json': 'old' });
    let failures = 0;
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'rename' && String(args[1]).endsWith('.sha256') && failures === 0) {
        failures += 1;
        throw systemError('EIO', 'rename');
      }
      return act();
    });
    await apply(withSidecar(planFor(join(root, 'state.json'), 'new')), fs);
    expect(existsSync(join(root, 'state.json.sha256'))).toBe(true);
  });
});

describe('applyPlan on other systems', () => {
  test('copies the old content where hard links do not work', async () => {
    const root = makeTree({ 'state.json': 'old', 'broken.json': '{' });
    chmodSync(join(root, 'state.json'), 0o644);
    const fs = failAlways('ENOTSUP', (operation) => operation === 'link');
    await apply(planFor(join(root, 'state.json'), 'new', { allowedMode: 0o600 }), fs);
    await apply(planFor(join(root, 'broken.json'), 'new', { keep: 'corrupt' }), fs);
    expect(text(join(root, 'state.json.bak'))).toBe('old');
    expectMode(join(root, 'state.json.bak'), 0o600);
    const names = readdirSync(root).sort();
    expect(names).toEqual([
      'broken.json',
      expect.stringContaining('broken.json.corrupt-'),
      'state.json',
      'state.json.bak',
    ]);
  });

  test('waits for whoever holds the file open on Windows', async () => {
    const root = makeTree({ 'state.json': 'old' });
    let busy = 3;
    const fs = withHook(onPlatform('win32'), (operation, args, act) => {
      if (operation === 'rename' && args[1] === join(root, 'state.json')) {
        busy -= 1;
        if (busy > 0) throw systemError('EPERM', 'rename');
      }
      return act();
    });
    await apply(planFor(join(root, 'state.json'), 'new'), fs);
    expect(text(join(root, 'state.json'))).toBe('new');
  });

  test('on Windows does not wait for what will not pass', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const fs = failAlways(
      'ENOSPC',
      (operation, args) => operation === 'rename' && args[1] === join(root, 'state.json'),
      onPlatform('win32'),
    );
    await expect(apply(planFor(join(root, 'state.json'), 'new'), fs)).rejects.toMatchObject({ errno: 'ENOSPC' });
  });

  test('does without the facts that only Linux gives', async () => {
    const root = makeTree({ 'state.json': 'old' });
    await apply(planFor(join(root, 'state.json'), 'new'), onPlatform('darwin'));
    expect(text(join(root, 'state.json'))).toBe('new');
  });
});
