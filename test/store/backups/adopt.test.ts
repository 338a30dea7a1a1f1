import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adoptBackup } from '../../../src/store/backups/adopt.ts';
import { readManifest } from '../../../src/store/backups/manifest.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { ERRNOS, failAlways, failKth } from '../../support/faults.ts';
import { expectMode, namesIn } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';
import { backupProject } from './project.ts';

describe('adopting a backup', () => {
  test('moves it to its place and takes note of it', () => {
    const project = backupProject();
    const held = project.hold('{"a":1}');
    const entry = project.entry('{"a":1}');
    adoptBackup(project.session(), project.store, held, entry, 3);
    expect(existsSync(held)).toBe(false);
    expect(project.read(entry.id)).toBe('{"a":1}');
    expect(readManifest(nodeFs, project.store, project.path)).toEqual({
      version: 1,
      path: 'state.json',
      entries: [entry],
    });
  });

  test('keeps the mode that it was held with', () => {
    const project = backupProject();
    const { id } = project.adopt('{"a":1}');
    expectMode(project.directory, id, '0640');
  });

  test('is a rename: no copy, no sync of the backup or the manifest', () => {
    const project = backupProject();
    project.adopt('first');
    const held = project.hold('{"a":1}');
    const { ino } = statSync(held);
    const entry = project.entry('{"a":1}', { second: 1 });
    const fs = failAlways('EIO', (operation) => operation === 'fsync');
    adoptBackup(project.session(fs), project.store, held, entry, 3);
    expect(statSync(join(project.directory, entry.id)).ino).toBe(ino);
  });

  test('done again, also without what was held, it changes nothing', () => {
    const project = backupProject();
    const entry = project.adopt('{"a":1}', { change: 'c' });
    const before = project.read('manifest.json');
    adoptBackup(project.session(), project.store, join(project.root, 'gone'), entry, 3);
    expect(project.read('manifest.json')).toBe(before);
    expect(namesIn(project.directory)).toEqual([entry.id, 'manifest.json']);
  });

  test('done again after the manifest was lost it says again what the entry says', () => {
    const project = backupProject();
    const entry = project.adopt('{"a":1}', { change: 'c' });
    writeFileSync(join(project.directory, 'manifest.json'), '');
    adoptBackup(project.session(), project.store, join(project.root, 'gone'), entry, 3);
    expect(readManifest(nodeFs, project.store, project.path).entries).toEqual([entry]);
  });

  test('done again after it was pruned it takes note of nothing', () => {
    const project = backupProject();
    const entry = project.entry('{"a":1}');
    adoptBackup(project.session(), project.store, join(project.root, 'gone'), entry, 3);
    expect(readManifest(nodeFs, project.store, project.path).entries).toEqual([]);
  });

  test('where both names are there, as a crash leaves them, one goes', () => {
    const project = backupProject();
    const entry = project.adopt('{"a":1}');
    const held = join(project.root, 'held-again');
    linkSync(join(project.directory, entry.id), held);
    adoptBackup(project.session(), project.store, held, entry, 3);
    expect(existsSync(held)).toBe(false);
    expect(project.read(entry.id)).toBe('{"a":1}');
  });

  test('equal content under the same id is the same backup', () => {
    const project = backupProject();
    project.adopt('{"a":1}');
    const entry = project.adopt('{"a":1}');
    expect(namesIn(project.directory)).toEqual([entry.id, 'manifest.json']);
  });

  test('an id that is taken by other content gets a number', () => {
    const project = backupProject();
    const { id } = project.adopt('first');
    project.adopt('other', { id });
    project.adopt('third', { id });
    expect([id, `${id}-2`, `${id}-3`].map(project.read)).toEqual(['first', 'other', 'third']);
    expect(readManifest(nodeFs, project.store, project.path).entries.map((each) => each.id)).toEqual([
      id,
      `${id}-2`,
      `${id}-3`,
    ]);
  });

  test('an id that is none is a bug, and leads nowhere', () => {
    const project = backupProject();
    expect(() => project.adopt('x', { id: '../../../state.json' })).toThrow(RangeError);
    expect(readFileSync(project.path, 'utf8')).toBe('{"live":true}');
  });
});

describe('what does not belong there', () => {
  test('a backup that is the live file itself, as a crash leaves it, is removed', () => {
    const project = backupProject();
    const entry = project.adopt('{"a":1}');
    const { id } = project.entry('{"live":true}', { second: 1 });
    linkSync(project.path, join(project.directory, id));
    expect(readManifest(nodeFs, project.store, project.path).entries).toEqual([entry]);
    const last = project.adopt('{"b":1}', { second: 2 });
    expect(namesIn(project.directory)).toEqual([entry.id, last.id, 'manifest.json']);
    expect(statSync(project.path).nlink).toBe(1);
  });

  test('a file without an entry comes into the manifest with the next one', () => {
    const project = backupProject();
    project.adopt('{"a":1}');
    const orphan = project.entry('{"orphan":1}', { second: 1 });
    writeFileSync(join(project.directory, orphan.id), '{"orphan":1}', { mode: 0o640 });
    project.adopt('{"b":1}', { second: 2 });
    expect(JSON.parse(project.read('manifest.json')).entries[1]).toEqual({
      ...orphan,
      version: null,
      isHealthy: false,
      isUnjudged: true,
    });
  });

  test('a manifest that a dead writer staged is no obstacle', () => {
    const project = backupProject();
    const { id } = project.adopt('{"a":1}');
    writeFileSync(join(project.directory, 'manifest.json.tmp'), 'half');
    const second = project.adopt('{"b":1}', { second: 1 });
    expect(namesIn(project.directory)).toEqual([id, second.id, 'manifest.json']);
  });
});

describe.skipIf(isWindows)('a link in the place of a directory', () => {
  test.each(['.statefix', '.statefix/backups', '.statefix/backups/state.json'])('is not followed: %s', (name) => {
    const project = backupProject();
    const held = project.hold('2');
    const elsewhere = join(project.root, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'manifest.json'), 'of another program');
    const link = join(project.root, name);
    if (name === '.statefix') renameSync(link, join(project.root, 'moved'));
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(elsewhere, link);
    expect(() => adoptBackup(project.session(), project.store, held, project.entry('2'), 3)).toThrow(
      expect.objectContaining({
        code: 'WRITE_FAILED',
        step: 'backup',
        message: `${link}: cannot backup: it is a link, and may lead anywhere`,
        hint: 'Remove the link: statefix makes a directory in its place.',
      }),
    );
    expect(namesIn(elsewhere)).toEqual(['manifest.json']);
    expect(readFileSync(join(elsewhere, 'manifest.json'), 'utf8')).toBe('of another program');
  });
});

describe('retention', () => {
  test('prunes what is too many', () => {
    const project = backupProject();
    const ids = [0, 1, 2, 3].map((second) => project.adopt(`${second}`, { second, keep: 2 }).id);
    expect(namesIn(project.directory)).toEqual([...ids.slice(2), 'manifest.json']);
  });

  test('a clock that was set back does not make the last one the first to go', () => {
    const project = backupProject();
    for (const second of [10, 11, 12]) project.adopt(`${second}`, { second, keep: 2 });
    const last = project.adopt('later', { second: 1, keep: 2 });
    expect(readManifest(nodeFs, project.store, project.path).entries.at(-1)).toEqual(last);
  });

  test.skipIf(isWindows)('what cannot be pruned is told, and stays known', () => {
    const project = backupProject();
    const first = project.adopt('1', { keep: 1 });
    const fs = failAlways('EACCES', (operation, [path]) => operation === 'unlink' && String(path).endsWith(first.id));
    const second = project.entry('2', { second: 1 });
    adoptBackup(project.session(fs), project.store, project.hold('2'), second, 1);
    const path = join(project.directory, first.id);
    expect(project.events).toContainEqual({ kind: 'not-removed', path, errno: 'EACCES' });
    expect(readManifest(nodeFs, project.store, project.path).entries).toEqual([first, second]);
  });
});

describe('where the system refuses', () => {
  test.each(['rename', 'open', 'write'])('%s: the step is backup, and the backup is not lost', (refused) => {
    const project = backupProject();
    project.adopt('1');
    const held = project.hold('2');
    const entry = project.entry('2', { second: 1 });
    const fs = failAlways('ENOSPC', (operation, [, flags]) => operation === refused && flags !== 2048 && flags !== 0);
    const session = project.session(fs);
    expect(() => adoptBackup(session, project.store, held, entry, 3)).toThrow(
      expect.objectContaining({ code: 'WRITE_FAILED', step: 'backup', errno: 'ENOSPC' }),
    );
    const places = [held, join(project.directory, entry.id)].filter((path) => existsSync(path));
    expect(places.map((path) => readFileSync(path, 'utf8'))).toEqual(['2']);
    adoptBackup(project.session(), project.store, held, entry, 3);
    expect(readManifest(nodeFs, project.store, project.path).entries.at(-1)).toEqual(entry);
  });

  test('at any operation, with any error: nothing that was there before is lost, and a second attempt completes it', () => {
    for (const errno of ERRNOS) {
      for (let k = 1; ; k += 1) {
        const project = backupProject();
        const first = project.adopt('1');
        const held = project.hold('2');
        const entry = project.entry('2', { second: 1 });
        const faulty = failKth(k, errno);
        try {
          adoptBackup(project.session(faulty.fs), project.store, held, entry, 1);
        } catch (error) {
          expect(error).toMatchObject({ code: 'WRITE_FAILED' });
        }
        adoptBackup(project.session(), project.store, held, entry, 3);
        const { entries } = readManifest(nodeFs, project.store, project.path);
        expect(entries.at(-1)).toEqual(entry);
        expect(project.read(entry.id)).toBe('2');
        if (entries.length === 2) expect(project.read(first.id)).toBe('1');
        if (faulty.failed() === undefined) break;
      }
    }
  });
});
