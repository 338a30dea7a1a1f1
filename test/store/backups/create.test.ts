import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type BackupFacts, createBackup } from '../../../src/store/backups/create.ts';
import { readManifest } from '../../../src/store/backups/manifest.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { readRaw } from '../../../src/store/read.ts';
import { failKth, shortWrites, withHook } from '../../support/faults.ts';
import { expectMode, namesIn } from '../../support/project.ts';
import { type BackupProject, backupProject } from './project.ts';

const FACTS: BackupFacts = { why: 'create', version: '1', isHealthy: true, allowedMode: undefined, keep: 5 };

function create({ store, path, session }: BackupProject, fs: FsOps = nodeFs, facts: BackupFacts = FACTS) {
  const raw = readRaw(nodeFs, { kind: 'file', path }, 1000);
  if (raw.kind !== 'raw') throw new Error('the state file is there');
  return createBackup(session(fs), store, path, raw, facts);
}

/** What a disk does with a sync is no matter where operations are counted, and takes most of the time. */
const UNSYNCED: FsOps = { ...nodeFs, fsync: () => undefined };

/** After that many operations nothing works any more, as after a kill. */
function killedAfter(operations: number): { readonly fs: FsOps; isDead(): boolean } {
  let left = operations;
  const fs = withHook(UNSYNCED, (_operation, _args, act) => {
    left -= 1;
    if (left < 0) throw new Error('killed');
    return act();
  });
  return { fs, isDead: () => left < 0 };
}

describe('making a backup', () => {
  test('gives the entry that the manifest then has', () => {
    const project = backupProject();
    const entry = create(project);
    expect(entry).toMatchObject({ path: 'state.json', why: 'create', version: '1', change: null, isMilestone: false });
    expect(readManifest(nodeFs, project.store, project.path).entries).toEqual([entry]);
    expect(project.read(entry.id)).toBe(readFileSync(project.path, 'utf8'));
  });

  test('keeps no bits that the kind does not allow', () => {
    const project = backupProject();
    const entry = create(project, nodeFs, { ...FACTS, allowedMode: 0o600 });
    expectMode(project.directory, entry.id, '0600');
    expect(entry.mode).toBe(0o600);
  });

  test('is complete where the system writes a byte at a time', () => {
    const project = backupProject();
    const entry = create(project, shortWrites(1));
    expect(project.read(entry.id)).toBe(readFileSync(project.path, 'utf8'));
    expect(readManifest(nodeFs, project.store, project.path).entries).toEqual([entry]);
  });

  test('only what was read from a file can become one', () => {
    const project = backupProject();
    const raw = readRaw(nodeFs, { kind: 'file', path: project.path }, 1000);
    const { store, path } = project;
    if (raw.kind !== 'raw') throw new Error('the state file is there');
    const blob = { ...raw, stat: undefined };
    expect(() => createBackup(project.session(), store, path, blob, FACTS)).toThrow(RangeError);
  });
});

describe('at any operation', () => {
  // The answers that are told apart: a broken medium, no room, no permission, a signal.
  test.each(['EIO', 'ENOSPC', 'EACCES', 'EINTR'])(
    '%s: what was there stays, and the next attempt leaves nothing of the first',
    (errno) => {
      let failures = 0;
      for (let k = 1; ; k += 1) {
        const project = backupProject();
        const before = project.adopt('before');
        const faulty = failKth(k, errno, UNSYNCED);
        const session = project.session(faulty.fs);
        try {
          create({ ...project, session: () => session });
        } catch (error) {
          failures += 1;
          expect(error).toMatchObject({ code: 'WRITE_FAILED', errno });
        }
        expect(project.read(before.id)).toBe('before');
        const entry = create(project, UNSYNCED);
        const { entries } = readManifest(nodeFs, project.store, project.path);
        // A manifest whose medium is broken is made anew, and judged by nobody.
        if (errno === 'EIO') expect(entries[0]).toMatchObject({ id: before.id, digest: before.digest });
        else expect(entries[0]).toEqual(before);
        expect(entries.at(-1)).toEqual(entry);
        expect(namesIn(project.directory)).toEqual([...entries.map(({ id }) => id), 'manifest.json'].sort());
        if (faulty.failed() === undefined) break;
      }
      // Where nothing ever failed, nothing was shown. What a signal interrupts is done again.
      if (errno !== 'EINTR') expect(failures).toBeGreaterThan(5);
    },
  );

  test('a kill: what was there stays, and the next attempt leaves nothing of the first', () => {
    let kills = 0;
    for (let operations = 1; ; operations += 1) {
      const project = backupProject();
      const before = project.adopt('before');
      const session = project.session(nodeFs);
      const mortal = killedAfter(operations);
      try {
        create({ ...project, session: () => Object.assign(Object.create(session), { fs: mortal.fs }) });
      } catch {
        kills += 1;
      }
      expect(project.read(before.id)).toBe('before');
      const entry = create(project, UNSYNCED);
      const { entries } = readManifest(nodeFs, project.store, project.path);
      expect(entries[0]).toEqual(before);
      expect(entries.at(-1)).toMatchObject({ digest: entry.digest });
      expect(namesIn(project.directory)).toEqual([...entries.map(({ id }) => id), 'manifest.json'].sort());
      if (!mortal.isDead()) break;
    }
    expect(kills).toBeGreaterThan(10);
  });
});
