import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { listenForInterrupts } from '../../src/cli/interrupts.ts';
import { progressOn } from '../../src/cli/progress.ts';
import { standardInput } from '../../src/cli/standard-input.ts';
import { columnsOf, wantsColour } from '../../src/cli/world.ts';
import { logLineOf } from '../../src/commands/log-lines.ts';
import type { LogEvent } from '../../src/store/log.ts';

function sink(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 40, written, write: (chunk: string | Uint8Array) => written.push(String(chunk)) > 0 };
}

describe('the progress line', () => {
  test('is drawn on a terminal once half a second has passed, and taken away', () => {
    const stream = sink(true);
    let now = 0;
    const progress = progressOn(stream, () => now);
    progress.tick('a.json');
    now = 499;
    progress.tick('b.json');
    expect(stream.written).toEqual([]);
    now = 501;
    progress.tick('c\u001b.json');
    now = 520;
    progress.tick('d.json');
    expect(stream.written).toEqual(['\r\u001b[K3 files, at c\\x1b.json']);
    progress.clear();
    progress.clear();
    expect(stream.written.slice(1)).toEqual(['\r\u001b[K']);
  });

  test('never wraps', () => {
    const stream = sink(true);
    let now = 0;
    const progress = progressOn(stream, () => now);
    now = 1000;
    progress.tick('x'.repeat(500));
    expect(stream.written[0]).toHaveLength(4 + 39);
  });

  test('is not drawn where there is no terminal', () => {
    const stream = sink(false);
    let now = 0;
    const progress = progressOn(stream, () => now);
    now = 1000;
    progress.tick('a');
    progress.clear();
    expect(stream.written).toEqual([]);
  });
});

describe('colour', () => {
  test.each([
    [true, {}, false, true],
    [false, {}, false, false],
    [true, { NO_COLOR: '1' }, false, false],
    [true, { NO_COLOR: '' }, false, true],
    [true, { TERM: 'dumb' }, false, false],
    [false, { FORCE_COLOR: '1' }, false, true],
    [true, { FORCE_COLOR: '0' }, false, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [true, { FORCE_COLOR: '1' }, true, false],
  ])('on a terminal: %s, with %j, --no-color: %s → %s', (isTTY, env, isForbidden, wanted) => {
    expect(wantsColour(sink(isTTY), env, isForbidden)).toBe(wanted);
  });
});

test('help is as wide as the terminal, from 60 to 100', () => {
  const width = (columns: number | undefined) =>
    columnsOf({
      env: {},
      cwd: '/',
      stdin: () => Readable.from([]),
      stdout: { ...sink(true), ...(columns === undefined ? {} : { columns }) },
      stderr: sink(true),
      fileMode: 0o644,
      builtinRoot: '/',
    });
  expect([width(20), width(80), width(300)]).toEqual([60, 80, 100]);
});

describe('a signal', () => {
  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s aborts, and the exit code will be %d', (name, exitCode) => {
    const source = new EventEmitter();
    const interrupts = listenForInterrupts(source);
    expect(interrupts.caught()).toBeUndefined();
    source.emit(name);
    source.emit('SIGTERM');
    expect(interrupts.signal.aborted).toBe(true);
    expect(interrupts.caught()).toEqual({ name, exitCode });
  });
});

describe('standard input', () => {
  test('is read whole, once, when it is asked for', async () => {
    let opened = 0;
    const read = standardInput(() => {
      opened += 1;
      return Readable.from([Buffer.from('ab'), Buffer.from('c')]);
    }, new AbortController().signal);
    expect(opened).toBe(0);
    expect(Buffer.from(await read()).toString()).toBe('abc');
    expect(Buffer.from(await read()).toString()).toBe('abc');
    expect(opened).toBe(1);
  });

  test('that never ends is left when the run is interrupted', async () => {
    const controller = new AbortController();
    const read = standardInput(() => new Readable({ read: () => undefined }), controller.signal)();
    controller.abort();
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('an event of the store', () => {
  const events: readonly (readonly [LogEvent, string])[] = [
    [{ kind: 'lock-acquired', path: 'a' }, 'info: lock acquired: a'],
    [
      { kind: 'lock-waiting', path: 'a', pid: 7, hostname: 'h\u001b', since: '2026-01-01T00:00:00Z' },
      'notice: waiting for a: locked by pid 7 on h\\x1b since 2026-01-01T00:00:00Z',
    ],
    [
      { kind: 'lock-broken', path: 'a', pid: 7, hostname: 'h', ageMs: 1234, reason: 'dead' },
      'warning: stale lock broken: a, held by pid 7 on h, which is dead, for 1.234 s',
    ],
    [
      { kind: 'lock-broken', path: 'a', pid: 7, hostname: 'h', ageMs: 1234, reason: 'silent' },
      'warning: stale lock broken: a, held by pid 7 on h, which renews it no more, for 1.234 s',
    ],
    [
      { kind: 'lock-timeout', path: 'a', waitedMs: 5000, pid: 7, hostname: 'h\u001b', since: '2026', waiting: 2 },
      'info: gave up waiting for a after 5.000 s: held by pid 7 on h\\x1b since 2026, 2 more waiting',
    ],
    [
      { kind: 'lock-timeout', path: 'a', waitedMs: 5000, pid: 0, hostname: '', since: '', waiting: 0 },
      'info: gave up waiting for a after 5.000 s',
    ],
    [
      { kind: 'lock-not-renewed', path: 'a', errno: 'EIO' },
      'warning: could not renew the lock file a (EIO): another machine may break the lock',
    ],
    [{ kind: 'lock-released', path: 'a', heldMs: 12 }, 'info: lock released: a, held for 0.012 s'],
    [{ kind: 'leftover-removed', path: 'a\nb' }, 'info: leftover of a dead writer removed: a\\nb'],
    [
      { kind: 'not-removed', path: 'a', errno: 'EACCES' },
      'warning: could not remove a (EACCES): the next changing command will',
    ],
    [{ kind: 'backup-made', path: 'a.bak' }, 'info: backup made: a.bak'],
    [
      { kind: 'directory-not-synced', path: 'd', errno: 'EINVAL' },
      'warning: this file system cannot sync the folder d (EINVAL): a power cut may undo the last change',
    ],
    [
      { kind: 'unignored', path: 'a.bak' },
      'notice: git does not ignore a.bak. To add the lines to .gitignore: statefix init',
    ],
  ];

  test.each(events)('%j is one line', (event, line) => {
    const { level, text } = logLineOf(event, (path) => path);
    expect(`${level}: ${text}`).toBe(line);
  });
});
