import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src/formats/digest.ts';
import { backupWith } from '../../../src/store/backups/find.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { failAlways } from '../../support/faults.ts';
import { type BackupProject, backupProject } from './project.ts';

const find = ({ store, path }: BackupProject, text: string, fs = nodeFs) => backupWith(fs, store, path, digestOf(text));

test('finds the newest backup of a content', () => {
  const project = backupProject();
  project.adopt('a');
  project.adopt('b', { second: 1 });
  const entry = project.adopt('a', { second: 2 });
  project.adopt('c', { second: 3 });
  expect(find(project, 'a')).toEqual({
    entry,
    path: join(project.directory, entry.id),
    bytes: new TextEncoder().encode('a'),
  });
});

test('finds nothing where there is none', () => {
  const project = backupProject();
  project.adopt('a');
  expect(find(project, 'b')).toBeUndefined();
});

test('does not believe the manifest: bytes that are others now are not that content', () => {
  const project = backupProject();
  const entry = project.adopt('a');
  writeFileSync(join(project.directory, entry.id), 'b');
  expect(find(project, 'a')).toBeUndefined();
});

test('finds a content that the manifest tells wrongly', () => {
  const project = backupProject();
  const entry = project.adopt('a', { digest: digestOf('z') });
  expect(find(project, 'a')?.entry.id).toBe(entry.id);
});

test('passes over what cannot be read', () => {
  const project = backupProject();
  const first = project.adopt('a');
  const second = project.adopt('a', { second: 1 });
  const fs = failAlways('EIO', (operation, [path]) => operation === 'open' && String(path).endsWith(second.id));
  expect(find(project, 'a', fs)?.entry).toEqual(first);
});
