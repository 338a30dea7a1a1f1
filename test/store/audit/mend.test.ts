import { readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StatefixError } from '../../../src/model/errors.ts';
import { appendAudit, appendAuditOnce } from '../../../src/store/audit/append.ts';
import { ROTATION_SIZE } from '../../../src/store/audit/mend.ts';
import { changesOfLastRun, hasChange, readAudit } from '../../../src/store/audit/read.ts';
import { verifyAudit } from '../../../src/store/audit/verify.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { auditHeadPath, auditPath, type ProjectStore } from '../../../src/store/project-store.ts';
import { failAlways, failKth, shortWrites, withHook } from '../../support/faults.ts';
import { sessionOf } from '../../support/plans.ts';
import { namesIn } from '../../support/project.ts';
import { aChange, append, appendAll, aRecordedFile, aStore, aStoreWith, bytesOf } from './audits.ts';

function tornOf(store: ProjectStore): readonly string[] {
  return namesIn(store.directory)
    .filter((name) => name.startsWith('audit.torn-'))
    .map((name) => readFileSync(join(store.directory, name), 'utf8'));
}

/** A change whose line alone makes the file due for rotation. */
function aLargeChange() {
  return aChange({ tool: 'x'.repeat(ROTATION_SIZE) });
}

function addBytes(store: ProjectStore, bytes: string | Uint8Array): void {
  writeFileSync(auditPath(store), bytes, { flag: 'a' });
}

describe('a torn line', () => {
  test('is set aside by the next append, and kept', () => {
    const store = aStoreWith(2);
    addBytes(store, '{"at":"20');
    append(store, 1);
    expect(tornOf(store)).toEqual(['{"at":"20']);
    expect(verifyAudit(nodeFs, store)).toEqual({ kind: 'intact', changes: 3, remarks: [] });
  });

  test('is set aside beside others of the same second', () => {
    const store = aStoreWith(1);
    const session = Object.assign(sessionOf(), { now: () => new Date('2026-11-21T10:20:30.456Z') });
    for (const torn of ['one', 'two', 'three']) {
      addBytes(store, torn);
      appendAudit(session, store, aChange());
    }
    expect(namesIn(store.directory).filter((name) => name.includes('torn'))).toEqual([
      'audit.torn-20261121T102030Z',
      'audit.torn-20261121T102030Z-2',
      'audit.torn-20261121T102030Z-3',
    ]);
  });

  test('may end in a line feed, as a power cut that lost its beginning leaves it', () => {
    const store = aStoreWith(2);
    addBytes(store, Buffer.concat([Buffer.alloc(500), Buffer.from('"}\n')]));
    append(store, 1);
    expect(tornOf(store)).toHaveLength(1);
    expect(verifyAudit(nodeFs, store).kind).toBe('intact');
  });

  test('is none where the head vouches for it: what was altered stays in its place', () => {
    const store = aStoreWith(3);
    const whole = bytesOf(store).toString();
    writeFileSync(auditPath(store), whole.replace(/"pid":4711([^\n]*\n)$/, '"pid":47110$1'));
    append(store, 1);
    expect(tornOf(store)).toEqual([]);
    expect(verifyAudit(nodeFs, store)).toMatchObject({ kind: 'broken', fault: { line: 3 } });
  });
});

describe('rotation', () => {
  test('puts a large file aside whole, and the chain goes on', () => {
    const store = aStore();
    appendAll(store, [aLargeChange()]);
    const large = bytesOf(store);
    append(store, 2);
    appendAll(store, [aLargeChange()]);
    append(store, 1);
    expect(namesIn(store.directory)).toEqual([
      '.gitignore',
      'audit-1-1.jsonl',
      'audit-2-4.jsonl',
      'audit.head',
      'audit.jsonl',
    ]);
    expect(readFileSync(join(store.directory, 'audit-1-1.jsonl')).equals(large)).toBe(true);
    expect(verifyAudit(nodeFs, store)).toEqual({ kind: 'intact', changes: 5, remarks: [] });
    expect(readAudit(nodeFs, store).lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  });

  test('goes on from the last line of the last file where the head is lost', () => {
    const store = aStore();
    appendAll(store, [aLargeChange()]);
    append(store, 1);
    renameSync(auditPath(store), join(store.directory, 'audit-2-2.jsonl'));
    truncateSync(auditHeadPath(store), 0);
    append(store, 1);
    expect(verifyAudit(nodeFs, store)).toEqual({ kind: 'intact', changes: 3, remarks: [] });
  });

  test('does not happen where somebody else took the names', () => {
    const store = aStore();
    appendAll(store, [aLargeChange()]);
    writeFileSync(join(store.directory, 'audit-1-99.jsonl'), 'not ours\n');
    append(store, 1);
    expect(readFileSync(join(store.directory, 'audit-1-99.jsonl'), 'utf8')).toBe('not ours\n');
    expect(readAudit(nodeFs, store).lines.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(verifyAudit(nodeFs, store)).toMatchObject({ fault: { line: 1, reason: 'it is not a JSON object' } });
  });

  test('a file without one line to go on from is passed over', () => {
    const store = aStoreWith(1);
    writeFileSync(join(store.directory, 'audit-2-9.jsonl'), 'x\n');
    renameSync(auditPath(store), join(store.directory, 'audit-1-1.jsonl'));
    truncateSync(auditHeadPath(store), 0);
    append(store, 1);
    expect(readAudit(nodeFs, store).lines.at(-1)?.sequence).toBe(2);
  });
});

/** Appends under faults, then once more without; gives what was acknowledged. */
function crashingAppends(
  store: ProjectStore,
  changes: readonly ReturnType<typeof aChange>[],
  fs: FsOps,
): readonly string[] {
  const acknowledged: string[] = [];
  for (const change of changes) {
    try {
      appendAudit(sessionOf(fs), store, change);
      acknowledged.push(change.id);
    } catch (error) {
      if (error instanceof StatefixError)
        expect([error.code, error.step]).toEqual(['WRITE_FAILED', expect.any(String)]);
      else if (!(error instanceof Killed)) throw error;
    }
  }
  return acknowledged;
}

/** A device that fails, a signal, and what a directory may answer that cannot be synced: the audit treats all others as the first. */
const WAYS = ['EIO', 'EINTR', 'EACCES'] as const;

class Killed extends Error {}

/** Does the first operations, and from the k-th on none: the process is gone. `torn`: a write that it dies in is half done. */
function killAt(k: number, isTorn: boolean): { readonly fs: FsOps; readonly wasReached: () => boolean } {
  let count = 0;
  const fs = withHook(nodeFs, (operation, args, act) => {
    count += 1;
    if (count === k && operation === 'write' && isTorn) {
      const [fd, bytes, offset, length, position] = args as [number, Uint8Array, number, number, number | null];
      nodeFs.write(fd, bytes, offset, Math.ceil(length / 2), position);
    }
    if (count >= k) throw new Killed();
    return act();
  });
  return { fs, wasReached: () => count >= k };
}

/** A limit that any two lines are beyond: what happens at the real one does not depend on it. */
const SMALL = 1000;

/** Every situation that an append may begin in. */
const BEGINNINGS: readonly (readonly [string, () => ProjectStore, rotationSize: number | undefined])[] = [
  ['nothing yet', aStore, undefined],
  ['two changes', () => aStoreWith(2), undefined],
  [
    'a torn line',
    () => {
      const store = aStoreWith(2);
      addBytes(store, '{"torn');
      return store;
    },
    undefined,
  ],
  ['a file due for rotation', () => aStoreWith(2), SMALL],
  [
    'a lost head',
    () => {
      const store = aStoreWith(2);
      truncateSync(auditHeadPath(store), 7);
      return store;
    },
    undefined,
  ],
];

describe.each(BEGINNINGS)('an append to %s', (_, begin, rotationSize) => {
  function expectSound(store: ProjectStore, acknowledged: readonly string[], before: number): void {
    const last = aChange();
    appendAudit(sessionOf(), store, last, rotationSize);
    expect(verifyAudit(nodeFs, store)).toMatchObject({ kind: 'intact', remarks: [] });
    const ids = readAudit(nodeFs, store).lines.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(before + acknowledged.length + 1);
    for (const id of [...acknowledged, last.id]) expect(ids.filter((each) => each === id)).toHaveLength(1);
    expect(namesIn(store.directory).filter((name) => name.endsWith('.mending'))).toEqual([]);
  }

  test.each([false, true])('may be killed at every operation (in the middle of a write: %s)', (isTorn) => {
    let kills = 0;
    for (let k = 1; ; k += 1) {
      const store = begin();
      const before = readAudit(nodeFs, store).lines.length;
      const { fs, wasReached } = killAt(k, isTorn);
      const session = sessionOf();
      const change = aChange();
      let acknowledged: readonly string[] = [];
      try {
        appendAudit(Object.assign(session, { fs }), store, change, rotationSize);
        acknowledged = [change.id];
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      expectSound(store, acknowledged, before);
      if (!wasReached()) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(10);
  });

  test('may fail at every operation', () => {
    for (const errno of WAYS) {
      for (let k = 1; ; k += 1) {
        const store = begin();
        const before = readAudit(nodeFs, store).lines.length;
        const faulty = failKth(k, errno);
        const session = Object.assign(sessionOf(), { fs: faulty.fs });
        const change = aChange();
        let acknowledged: readonly string[] = [];
        try {
          appendAudit(session, store, change, rotationSize);
          acknowledged = [change.id];
        } catch (error) {
          if (!(error instanceof StatefixError)) throw error;
          expect([error.code, typeof error.step]).toEqual(['WRITE_FAILED', 'string']);
        }
        expectSound(store, acknowledged, before);
        if (faulty.failed() === undefined) break;
      }
    }
  });

  test('may be repeated after a kill without being recorded twice', () => {
    for (let k = 1; ; k += 1) {
      const store = begin();
      const change = aChange();
      const { fs, wasReached } = killAt(k, true);
      try {
        appendAudit(Object.assign(sessionOf(), { fs }), store, change, rotationSize);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      appendAuditOnce(sessionOf(), store, change);
      expect(appendAuditOnce(sessionOf(), store, change)).toBe(false);
      expect(readAudit(nodeFs, store).lines.filter(({ id }) => id === change.id)).toHaveLength(1);
      expect(verifyAudit(nodeFs, store)).toMatchObject({ kind: 'intact', remarks: [] });
      if (!wasReached()) break;
    }
  });
});

test('a harness that forgot the mending would see it', () => {
  const store = aStoreWith(2);
  addBytes(store, '{"torn');
  addBytes(store, `${JSON.stringify(aChange())}\n`);
  expect(verifyAudit(nodeFs, store).kind).toBe('broken');
});

test('many appends in a row, each of which may fail, give one chain', () => {
  const store = aStore();
  const acknowledged = [1, 5, 9, 14, 20].flatMap((k) =>
    crashingAppends(store, [aChange(), aChange()], failKth(k, 'EIO').fs),
  );
  append(store, 1);
  expect(verifyAudit(nodeFs, store)).toMatchObject({ kind: 'intact', remarks: [] });
  const ids = readAudit(nodeFs, store).lines.map(({ id }) => id);
  for (const id of acknowledged) expect(ids.filter((each) => each === id)).toHaveLength(1);
});

describe('the system', () => {
  test('may take a line in many small writes', () => {
    const store = aStoreWith(1);
    appendAll(store, [aChange()], {
      ...shortWrites(100),
      write: (fd, buffer, offset, length, position) =>
        nodeFs.write(fd, buffer, offset, position === 0 ? length : Math.min(100, length), position),
    });
    expect(verifyAudit(nodeFs, store)).toMatchObject({ kind: 'intact', changes: 2 });
  });

  test.each([
    ['a line', (position: unknown) => position === null, 'audit.jsonl: cannot write: EIO'],
    ['the head', (position: unknown) => position === 0, 'audit.head: cannot write: EIO'],
  ])('that takes nothing of %s is told', (_, isMeant, message) => {
    const store = aStoreWith(1);
    const fs = withHook(nodeFs, (operation, args, act) => (operation === 'write' && isMeant(args[4]) ? 0 : act()));
    expect(() => appendAudit(Object.assign(sessionOf(), { fs }), store, aChange())).toThrow(message);
    append(store, 1);
    expect(verifyAudit(nodeFs, store).kind).toBe('intact');
  });

  test.each([
    ['EACCES', 'audit.jsonl: cannot read: you have no permission (EACCES)'],
    ['EIO', 'audit.jsonl: cannot read: the device reported an error (EIO)'],
  ])('that does not let the audit be read is told: %s', (errno, message) => {
    const store = aStoreWith(1);
    truncateSync(auditHeadPath(store), 0);
    const fs = failAlways(errno, (operation, args) => operation === 'open' && args[0] === auditPath(store));
    expect(() => appendAudit(Object.assign(sessionOf(), { fs }), store, aChange())).toThrow(message);
  });

  test('that holds a file too large to be ours is told', () => {
    const store = aStoreWith(1);
    truncateSync(auditPath(store), 2 ** 30 + 1);
    expect(() => append(store, 1)).toThrow('audit.jsonl: cannot read: it is too large');
    truncateSync(auditPath(store), 0);
  });
});

test('the mode of new files is one that others may read', () => {
  const store = aStoreWith(1);
  if (process.platform !== 'win32') expect(statSync(auditPath(store)).mode & 0o777).toBe(0o644);
});

describe('what undo asks', () => {
  const run = '00000000-0000-4000-8000-00000000000a';
  const of = (path: string, other: object = {}) => aChange({ files: [aRecordedFile({ path })], ...other });
  const changes = [of('a'), of('b'), of('a', { run }), of('c', { run })];
  const ids = changes.map(({ id }) => id);

  test('the changes of the last run, and whether one is recorded', () => {
    const store = aStore();
    appendAll(store, changes);
    const view = readAudit(nodeFs, store);
    expect(changesOfLastRun(view).map(({ id }) => id)).toEqual(ids.slice(2));
    expect(hasChange(nodeFs, store, ids[0] ?? '')).toBe(true);
    expect(hasChange(nodeFs, store, 'x')).toBe(false);
  });

  test('where nothing was recorded, there is no last run', () => {
    expect(changesOfLastRun(readAudit(nodeFs, aStore()))).toEqual([]);
  });
});
