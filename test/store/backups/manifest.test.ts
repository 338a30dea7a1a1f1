import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BackupEntry, readManifest } from '../../../src/store/backups/manifest.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { ERRNOS, failAlways } from '../../support/faults.ts';
import { isWindows } from '../../support/system.ts';
import { type BackupProject, backupProject } from './project.ts';

const entriesOf = ({ store, path }: BackupProject, fs: FsOps = nodeFs) => readManifest(fs, store, path).entries;

/** What is known of an entry whose manifest was lost. */
function rebuilt({ change: _, version: __, isHealthy: ___, ...entry }: BackupEntry): BackupEntry {
  return {
    ...entry,
    change: null,
    version: null,
    isHealthy: false,
    isMilestone: entry.why === 'migrate',
    isUnjudged: true,
  };
}

/** The manifest with something else in it. */
function rewrite(project: BackupProject, change: (manifest: Record<string, unknown>) => unknown): void {
  const path = join(project.directory, 'manifest.json');
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
}

describe('a manifest', () => {
  test('of a file without backups is empty', () => {
    expect(readManifest(nodeFs, backupProject().store, backupProject().path).entries).toEqual([]);
  });

  test('holds what was adopted, in that order', () => {
    const project = backupProject('saves/é x.json');
    const first = project.adopt('1', { version: null, change: 'c1' });
    const second = project.adopt('2', { second: 1, why: 'migrate', isMilestone: true });
    expect(readManifest(nodeFs, project.store, project.path)).toEqual({
      version: 1,
      path: 'saves/é x.json',
      entries: [first, second],
    });
  });

  test('leaves out an entry whose file is gone', () => {
    const project = backupProject();
    const first = project.adopt('1');
    const second = project.adopt('2', { second: 1 });
    rmSync(join(project.directory, first.id));
    expect(entriesOf(project)).toEqual([second]);
  });

  test('holds one that has another size for damaged, and still tells what was stored', () => {
    const project = backupProject();
    const entry = project.adopt('{"a":1}');
    writeFileSync(join(project.directory, entry.id), '{"a"');
    expect(entriesOf(project)).toEqual([{ ...entry, isHealthy: false }]);
  });

  test('tells of a file without an entry by its name and its bytes, at its place in time', () => {
    const project = backupProject();
    const first = project.adopt('1');
    const third = project.adopt('3', { second: 2 });
    const second = project.entry('2', { second: 1, why: 'migrate' });
    writeFileSync(join(project.directory, second.id), '2', { mode: 0o640 });
    const fourth = project.entry('4', { second: 3 });
    writeFileSync(join(project.directory, fourth.id), '4', { mode: 0o640 });
    expect(entriesOf(project)).toEqual([first, rebuilt(second), third, rebuilt(fourth)]);
  });
});

describe('a manifest that is lost or broken', () => {
  const DAMAGES: readonly (readonly [string, (project: BackupProject) => void])[] = [
    ['gone', ({ directory }) => rmSync(join(directory, 'manifest.json'))],
    ['empty', ({ directory }) => writeFileSync(join(directory, 'manifest.json'), '')],
    ['NULs', ({ directory }) => writeFileSync(join(directory, 'manifest.json'), new Uint8Array(100))],
    [
      'truncated',
      ({ directory, read }) => writeFileSync(join(directory, 'manifest.json'), read('manifest.json').slice(0, 60)),
    ],
    ['of another version', (project) => rewrite(project, (manifest) => ({ ...manifest, version: 2 }))],
    ['of another file', (project) => rewrite(project, (manifest) => ({ ...manifest, path: 'other.json' }))],
    ['a list', (project) => rewrite(project, () => [])],
    ['without entries', (project) => rewrite(project, ({ version, path }) => ({ version, path }))],
    [
      'with entries that are none',
      (project) => rewrite(project, (manifest) => ({ ...manifest, entries: [null, 1, {}] })),
    ],
    [
      'a directory',
      ({ directory }) => {
        rmSync(join(directory, 'manifest.json'));
        mkdirSync(join(directory, 'manifest.json'));
      },
    ],
  ];

  test.each(DAMAGES)('%s: is made anew from what stands there', (_what, damage) => {
    const project = backupProject();
    const first = project.adopt('1', { why: 'migrate', isMilestone: true, change: 'c' });
    const second = project.adopt('2', { second: 1 });
    damage(project);
    expect(entriesOf(project)).toEqual([rebuilt(first), rebuilt(second)]);
  });

  test('gives the same entries, but for what a name cannot hold', () => {
    const taken = fc.record({
      text: fc.string({ maxLength: 20 }),
      second: fc.integer({ min: 0, max: 1e8 }),
      why: fc.constantFrom('migrate', 'repair', 'create', 'undo'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(taken, { maxLength: 4, selector: ({ second }) => second }), (all) => {
        const project = backupProject();
        const inOrder = all.toSorted((left, right) => left.second - right.second);
        const entries = inOrder.map(({ text, second, why }) =>
          project.adopt(text, { second, why, isMilestone: why === 'migrate', keep: 9 }),
        );
        expect(entriesOf(project)).toEqual(entries);
        rmSync(join(project.directory, 'manifest.json'), { force: true });
        expect(entriesOf(project)).toEqual(entries.map(rebuilt));
      }),
      { numRuns: 30 },
    );
  });

  test('costs no backup: what nobody judged is not pruned', () => {
    const project = backupProject();
    const ids = [0, 1, 2].map((second) => project.adopt(`${second}`, { second, keep: 3 }).id);
    writeFileSync(join(project.directory, 'manifest.json'), '');
    project.adopt('3', { second: 3, keep: 1 });
    project.adopt('4', { second: 4, keep: 1 });
    expect(entriesOf(project).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });
});

describe('what a manifest says is not believed', () => {
  const change = (project: BackupProject, changes: Readonly<Record<string, unknown>>) =>
    rewrite(project, (manifest) => ({
      ...manifest,
      entries: [{ ...(manifest['entries'] as readonly object[])[0], ...changes }],
    }));

  test.each([
    [{ id: '../../../state.json' }],
    [{ id: 7 }],
    [{ path: '../../etc/passwd' }],
    [{ digest: 'sha256:0' }],
    [{ size: -1 }],
    [{ mode: 1.5 }],
    [{ uid: '0' }],
    [{ gid: null }],
    [{ version: 1 }],
    [{ change: {} }],
    [{ at: 'yesterday' }],
    [{ why: 1 }],
    [{ isHealthy: 1 }],
    [{ isMilestone: 'yes' }],
  ])('%j', (changes) => {
    const project = backupProject();
    const entry = project.adopt('1');
    change(project, changes);
    expect(entriesOf(project)).toEqual([rebuilt(entry)]);
  });

  test('twice of one id: the first counts', () => {
    const project = backupProject();
    const entry = project.adopt('1');
    rewrite(project, (manifest) => ({ ...manifest, entries: [entry, { ...entry, isHealthy: false }] }));
    expect(entriesOf(project)).toEqual([entry]);
  });

  test('an id whose file is a link or a directory is none', () => {
    const project = backupProject();
    const entry = project.adopt('1');
    const path = join(project.directory, entry.id);
    rmSync(path);
    if (isWindows) mkdirSync(path);
    else symlinkSync(project.path, path);
    expect(entriesOf(project)).toEqual([]);
  });

  test('nothing that is named otherwise is a backup', () => {
    const project = backupProject();
    const entry = project.adopt('1');
    writeFileSync(join(project.directory, 'notes.txt'), 'mine');
    project.adopt('2', { second: 1, keep: 0 });
    expect(project.read('notes.txt')).toBe('mine');
    expect(entriesOf(project).map(({ id }) => id)).not.toContain(entry.id);
  });
});

describe('where the system refuses', () => {
  test('a directory that cannot be read is told', () => {
    const project = backupProject();
    project.adopt('1');
    const fs = failAlways('EACCES', (operation) => operation === 'readdir');
    expect(() => entriesOf(project, fs)).toThrow(
      expect.objectContaining({ code: 'WRITE_FAILED', step: 'read', errno: 'EACCES' }),
    );
  });

  test.each(ERRNOS.filter((errno) => errno !== 'EINTR'))(
    'a manifest that cannot be read is lost only where its medium is: %s',
    (errno) => {
      const project = backupProject();
      const entry = project.adopt('1');
      const fs = failAlways(
        errno,
        (operation, [path]) => operation === 'open' && String(path).endsWith('manifest.json'),
      );
      if (errno === 'EIO') expect(entriesOf(project, fs)).toEqual([rebuilt(entry)]);
      else expect(() => entriesOf(project, fs)).toThrow(expect.objectContaining({ code: 'WRITE_FAILED', errno }));
    },
  );

  test('a backup without an entry that cannot be read is left where it is', () => {
    const project = backupProject();
    const orphan = project.adopt('1');
    rmSync(join(project.directory, 'manifest.json'));
    const fs = failAlways('EIO', (operation, [path]) => operation === 'open' && String(path).endsWith(orphan.id));
    expect(entriesOf(project, fs)).toEqual([]);
    expect(entriesOf(project)).toEqual([rebuilt(orphan)]);
  });
});
