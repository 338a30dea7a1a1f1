import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { readRaw } from '../../src/store/read.ts';
import { failAlways, withHook } from '../support/faults.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';

const MIB = 1 << 20;

function read(path: string, maxSize = MIB, fs: FsOps = nodeFs) {
  return readRaw(fs, { kind: 'file', path }, maxSize);
}

describe('readRaw', () => {
  test('gives bytes, text, digest and the facts of the file', () => {
    const root = makeTree({ 'state.json': '{"a":1}' });
    chmodSync(join(root, 'state.json'), 0o640);
    expect(read(join(root, 'state.json'))).toMatchObject({
      kind: 'raw',
      text: '{"a":1}',
      digest: 'sha256:015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
      // Of the bits Windows keeps whether it may be written.
      stat: { mode: isWindows ? 0o666 : 0o640, size: 7, nlink: 1 },
    });
  });

  test('takes four system calls for a healthy file', () => {
    const root = makeTree({ 'state.json': '{"a":1}' });
    const calls: string[] = [];
    const fs = withHook(nodeFs, (operation, _args, act) => {
      calls.push(operation);
      return act();
    });
    read(join(root, 'state.json'), MIB, fs);
    expect(calls).toEqual(['open', 'fstat', 'read', 'close']);
  });

  test('reads an empty file', () => {
    const root = makeTree({ 'state.json': '' });
    expect(read(join(root, 'state.json'))).toMatchObject({ kind: 'raw', text: '' });
  });

  test('reads all of a file that grows while it is read', () => {
    const root = makeTree({ 'state.json': 'ab' });
    const path = join(root, 'state.json');
    let reads = 0;
    const fs = withHook(nodeFs, (operation, _args, act) => {
      reads += operation === 'read' ? 1 : 0;
      if (operation === 'read' && reads === 1) writeFileSync(path, 'x'.repeat(200_000));
      return act();
    });
    expect(read(path, MIB, fs)).toMatchObject({ kind: 'raw', text: 'x'.repeat(200_000) });
  });

  test('reads what is left of a file that shrinks while it is read', () => {
    const root = makeTree({ 'state.json': 'abcdef' });
    const path = join(root, 'state.json');
    const fs = withHook(nodeFs, (operation, _args, act) => {
      if (operation === 'read') truncateSync(path, 2);
      return act();
    });
    expect(read(path, MIB, fs)).toMatchObject({ kind: 'raw', text: 'ab' });
  });

  test('does not read a file that grows beyond the limit while it is read', () => {
    const root = makeTree({ 'state.json': 'ab' });
    const path = join(root, 'state.json');
    const fs = withHook(nodeFs, (operation, _args, act) => {
      if (operation === 'read') writeFileSync(path, 'x'.repeat(100));
      return act();
    });
    expect(read(path, 50, fs)).toMatchObject({ fault: { code: 'SIZE_EXCEEDED', args: { size: 100, limit: 50 } } });
  });

  test('reads through short counts and interrupts', () => {
    const root = makeTree({ 'state.json': 'abcdef' });
    let interrupts = 3;
    const fs: FsOps = {
      ...nodeFs,
      read: (fd, buffer, offset, length, position) => {
        interrupts -= 1;
        if (interrupts >= 0) throw Object.assign(new Error('EINTR'), { code: 'EINTR' });
        return nodeFs.read(fd, buffer, offset, Math.min(length, 2), position);
      },
    };
    expect(read(join(root, 'state.json'), MIB, fs)).toMatchObject({ text: 'abcdef' });
  });

  test('does not read a sparse file of 3 GiB', () => {
    const root = makeTree({ 'state.json': '' });
    truncateSync(join(root, 'state.json'), 3 * 1024 * MIB);
    const fs = failAlways('EIO', (operation) => operation === 'read');
    expect(read(join(root, 'state.json'), MIB, fs)).toMatchObject({
      kind: 'unread',
      fault: { code: 'SIZE_EXCEEDED', args: { size: 3 * 1024 * MIB, limit: MIB } },
    });
  });

  test.skipIf(isWindows)('does not block on a FIFO', () => {
    const root = makeTree();
    execFileSync('mkfifo', [join(root, 'fifo')]);
    expect(read(join(root, 'fifo'))).toMatchObject({
      isIoError: false,
      fault: { code: 'UNREADABLE', args: { reason: 'it is a FIFO, not a file' } },
    });
  });

  test.skipIf(isWindows)('says what a socket, a device, a directory and a link to nothing are', async () => {
    const root = makeTree();
    mkdirSync(join(root, 'directory'));
    symlinkSync('nothing', join(root, 'link'));
    symlinkSync('loop', join(root, 'loop'));
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((done) => server.once('listening', done));
    const reason = (path: string) => {
      const found = read(path);
      return found.kind === 'unread' && found.fault.code === 'UNREADABLE' ? found.fault.args.reason : found.kind;
    };
    expect(reason(join(root, 'socket'))).toBe('it is a socket, not a file');
    expect(reason('/dev/null')).toBe('it is a device, not a file');
    expect(reason(join(root, 'directory'))).toBe('it is a directory, not a file');
    expect(reason(join(root, 'link'))).toBe('it is a link to nothing');
    expect(reason(join(root, 'loop'))).toBe('it is a loop of links');
    server.close();
  });

  test('tells absence from everything else', () => {
    const root = makeTree({ file: '' });
    const absent = { fault: { code: 'FILE_MISSING' }, errno: 'ENOENT', isIoError: false };
    expect(read(join(root, 'nothing'))).toMatchObject(absent);
    expect(read(join(root, 'file/nothing'))).toMatchObject(absent);
  });

  test.each([
    ['EACCES', 'you have no permission (EACCES)'],
    ['EIO', 'the device reported an error (EIO)'],
    ['ESTALE', 'ESTALE'],
  ])('says that the operating system refused: %s', (errno, reason) => {
    const root = makeTree({ 'state.json': 'x' });
    const fs = failAlways(errno, (operation) => operation === 'open');
    expect(read(join(root, 'state.json'), MIB, fs)).toMatchObject({
      isIoError: true,
      errno,
      fault: { code: 'UNREADABLE', args: { reason } },
    });
  });

  test('closes what it opened, also after an error', () => {
    const root = makeTree({ 'state.json': 'x' });
    const fs = failAlways('EIO', (operation) => operation === 'read');
    const probe = openSync(join(root, 'state.json'), 'r');
    closeSync(probe);
    read(join(root, 'state.json'), MIB, fs);
    const again = openSync(join(root, 'state.json'), 'r');
    closeSync(again);
    expect(again).toBe(probe);
  });
});
