import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StatefixError } from '../../src/model/errors.ts';
import { type AtomicWriteOptions, writeAtomic } from '../../src/store/atomic-write.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import type { LogEvent } from '../../src/store/log.ts';
import {
  ERRNOS,
  failAlways,
  failKth,
  onPlatform,
  REMOVALS,
  shortWrites,
  systemError,
  withHook,
} from '../support/faults.ts';
import { expectMode } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';

const options: AtomicWriteOptions = { fs: nodeFs, log: () => {}, mode: 0o644 };
const isRoot = process.geteuid?.() === 0;

describe('writeAtomic', () => {
  test('writes text and bytes, with the mode whatever the umask, and leaves nothing else', async () => {
    const root = makeTree();
    await writeAtomic(join(root, 'text'), 'größe', { ...options, mode: 0o666 });
    await writeAtomic(join(root, 'bytes'), new Uint8Array([0, 255]), options);
    expect(readFileSync(join(root, 'text'), 'utf8')).toBe('größe');
    expectMode(root, 'text', '0666');
    expect([...readFileSync(join(root, 'bytes'))]).toEqual([0, 255]);
    expect(readdirSync(root).sort()).toEqual(['bytes', 'text']);
  });

  test.skipIf(isWindows)('leaves a pipe where it is: a file in its place would surprise every program', async () => {
    const root = makeTree();
    execFileSync('mkfifo', [join(root, 'pipe')]);
    await expect(writeAtomic(join(root, 'pipe'), 'new', options)).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: `${join(root, 'pipe')}: cannot rename: it is no regular file`,
    });
    expect(lstatSync(join(root, 'pipe')).isFIFO()).toBe(true);
    expect(readdirSync(root)).toEqual(['pipe']);
  });

  test('replaces a file, and the mode with it', async () => {
    const root = makeTree({ 'state.json': 'old' });
    chmodSync(join(root, 'state.json'), 0o600);
    await writeAtomic(join(root, 'state.json'), 'new', options);
    expect(readFileSync(join(root, 'state.json'), 'utf8')).toBe('new');
    expectMode(root, 'state.json', '0644');
  });

  test('makes missing directories, 0755', async () => {
    const root = makeTree();
    await writeAtomic(join(root, 'a/b/state.json'), 'new', options);
    expectMode(root, 'a', `0${(0o755 & ~process.umask()).toString(8)}`);
  });

  // Making one takes a right that few have on Windows.
  test.skipIf(isWindows)('follows a link, also one to nothing and through a linked directory, by name', async () => {
    const root = makeTree({ 'real/old.json': 'old' });
    symlinkSync('real', join(root, 'alias'));
    symlinkSync('../real/old.json', join(root, 'real/link.json'));
    symlinkSync('new.json', join(root, 'real/dangling.json'));
    await writeAtomic(join(root, 'alias/link.json'), 'a', options);
    await writeAtomic(join(root, 'alias/dangling.json'), 'b', options);
    expect(readFileSync(join(root, 'real/old.json'), 'utf8')).toBe('a');
    expect(readFileSync(join(root, 'real/new.json'), 'utf8')).toBe('b');
    expect(lstatSync(join(root, 'real/dangling.json')).isSymbolicLink()).toBe(true);
  });

  test.skipIf(isWindows)('refuses a loop of links', async () => {
    const root = makeTree();
    symlinkSync('b', join(root, 'a'));
    symlinkSync('a', join(root, 'b'));
    await expect(writeAtomic(join(root, 'a'), 'x', options)).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      errno: 'ELOOP',
      hint: expect.stringContaining('loop of links'),
    });
  });

  test.runIf(isRoot)('keeps the owner where it may', async () => {
    const root = makeTree({ 'state.json': 'old' });
    chownSync(join(root, 'state.json'), 1234, 2345);
    await writeAtomic(join(root, 'state.json'), 'new', options);
    expect(statSync(join(root, 'state.json'))).toMatchObject({ uid: 1234, gid: 2345 });
  });

  test('goes on after short writes', async () => {
    const root = makeTree();
    await writeAtomic(join(root, 'state.json'), 'a longer text', { ...options, fs: shortWrites(3) });
    expect(readFileSync(join(root, 'state.json'), 'utf8')).toBe('a longer text');
  });

  test('never takes a write of nothing for success', async () => {
    const root = makeTree();
    const fs = shortWrites(0);
    await expect(writeAtomic(join(root, 'state.json'), 'text', { ...options, fs })).rejects.toMatchObject({
      step: 'write',
    });
    expect(readdirSync(root)).toEqual([]);
  });

  test('never takes a file of another size for success', async () => {
    const root = makeTree();
    const fs = { ...nodeFs, fstat: (fd: number) => Object.assign(nodeFs.fstat(fd), { size: 1n }) };
    await expect(writeAtomic(join(root, 'state.json'), 'text', { ...options, fs })).rejects.toMatchObject({
      step: 'write',
    });
    expect(readdirSync(root)).toEqual([]);
  });

  test.each([
    ['create directory', 'mkdir', 'a/state.json'],
    ['create temp file', 'open', 'state.json'],
    ['write', 'write', 'state.json'],
    ['sync', 'fsync', 'state.json'],
    ['close', 'close', 'state.json'],
    ['chmod', 'fchmod', 'state.json'],
    ['rename', 'rename', 'state.json'],
  ])('names the step that failed: %s', async (step, operation, name) => {
    const root = makeTree();
    const temps = new Set<unknown>();
    const fs = withHook(nodeFs, (each, args, act) => {
      const isProbe = typeof args[0] === 'string' && !args[0].startsWith(root);
      const isOther = each === 'close' && !temps.has(args[0]);
      if (each !== operation || isProbe || isOther) {
        const result = act();
        if (each === 'open' && String(args[0]).includes('.tmp-')) temps.add(result);
        return result;
      }
      if (each === 'close') act();
      throw systemError('ENOSPC', each);
    });
    await expect(writeAtomic(join(root, name), 'new', { ...options, fs })).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step,
      errno: 'ENOSPC',
      hint: 'The disk is full. Free some space and run again.',
      message: expect.stringContaining(`cannot ${step}: ENOSPC`),
    });
    expect(readdirSync(root)).toEqual([]);
  });

  test('says so where the new content is visible but its directory cannot be synced', async () => {
    const root = makeTree();
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'fsync' && nodeFs.fstat(Number(args[0])).isDirectory()) throw systemError('EIO', 'fsync');
      return act();
    });
    await expect(writeAtomic(join(root, 'state.json'), 'new', { ...options, fs })).rejects.toMatchObject({
      step: 'sync directory',
      message: expect.stringContaining('visible, but not proven durable'),
    });
  });

  test('reports a directory that cannot be synced at all', async () => {
    const root = makeTree();
    const events: LogEvent[] = [];
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'fsync' && nodeFs.fstat(Number(args[0])).isDirectory()) throw systemError('EINVAL', 'fsync');
      return act();
    });
    await writeAtomic(join(root, 'state.json'), 'new', { ...options, fs, log: (event) => events.push(event) });
    expect(events).toEqual([{ kind: 'directory-not-synced', path: root, errno: 'EINVAL' }]);
  });

  test('names a temp file that it could not take away', async () => {
    const root = makeTree();
    const fs = failAlways('EIO', (operation) => operation === 'rename' || operation === 'unlink');
    await expect(writeAtomic(join(root, 'state.json'), 'new', { ...options, fs })).rejects.toMatchObject({
      message: expect.stringMatching(/\.tmp-[0-9a-f]{8}-[0-9]+-[0-9a-f]{16} could not be removed: EIO/),
    });
  });

  test('replaces a file that is a directory by nothing', async () => {
    const root = makeTree();
    mkdirSync(join(root, 'state.json'));
    await expect(writeAtomic(join(root, 'state.json'), 'new', options)).rejects.toMatchObject({ step: 'rename' });
    expect(readdirSync(root)).toEqual(['state.json']);
  });

  test('refuses a path through a file', async () => {
    const root = makeTree({ file: '' });
    await expect(writeAtomic(join(root, 'file/state.json'), 'new', options)).rejects.toMatchObject({
      errno: 'ENOTDIR',
    });
  });

  test('works by the rules of Windows, where a held file is waited for', async () => {
    const root = makeTree({ 'state.json': 'old' });
    let busy = 2;
    const fs = withHook(onPlatform('win32'), (operation, _args, act) => {
      if (operation === 'rename') {
        busy -= 1;
        if (busy >= 0) throw systemError('EBUSY', 'rename');
      }
      return act();
    });
    await writeAtomic(join(root, 'state.json'), 'new', { ...options, fs });
    expect(readFileSync(join(root, 'state.json'), 'utf8')).toBe('new');
  });

  test('lets what is no error of the operating system through, as the bug that it is', async () => {
    const root = makeTree();
    const fs = withHook(nodeFs, (operation, _args, act) => {
      if (operation === 'stat' || operation === 'rename') throw new TypeError('a bug');
      return act();
    });
    await expect(writeAtomic(join(root, 'state.json'), 'new', { ...options, fs })).rejects.toThrow(TypeError);
  });
});

test.each(ERRNOS)(
  'writeAtomic with %s at any moment leaves the old or the new content, and no litter',
  async (errno) => {
    for (let k = 1; ; k += 1) {
      const root = makeTree({ 'state.json': 'old' });
      const faulty = failKth(k, errno);
      const error: unknown = await writeAtomic(join(root, 'state.json'), 'new', { ...options, fs: faulty.fs }).catch(
        (thrown) => thrown,
      );
      const found = readFileSync(join(root, 'state.json'), 'utf8');
      expect(error === undefined || error instanceof StatefixError, faulty.failed()).toBe(true);
      expect(found === 'new' || (found === 'old' && error !== undefined), faulty.failed()).toBe(true);
      if (!REMOVALS.has(faulty.failed()?.split(' ')[0] ?? ''))
        expect(readdirSync(root), faulty.failed()).toEqual(['state.json']);
      if (faulty.failed() === undefined) break;
    }
  },
);
