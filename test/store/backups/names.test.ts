import { join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/formats/digest.ts';
import {
  backupId,
  backupPath,
  directoryName,
  directoryOfBackups,
  readBackupId,
} from '../../../src/store/backups/names.ts';

const at = new Date('2026-11-21T13:45:12.345Z');
const digest = digestOf('x');

describe('an id', () => {
  test('says when, why and of what it was taken', () => {
    expect(backupId({ at, why: 'migrate', digest })).toBe(`20261121T134512345Z-migrate-${digest.slice(7, 15)}`);
  });

  test('has a number where it is not the first of its name', () => {
    expect(backupId({ at, why: 'migrate', digest }, 2)).toMatch(/^[^-]+-migrate-[0-9a-f]{8}-2$/);
  });

  test('tells what it says', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
        fc.stringMatching(/^[a-z0-9]{1,40}$/),
        fc.string().map(digestOf),
        fc.integer({ min: 1, max: 1e9 }),
        (time, why, of, attempt) => {
          const name = readBackupId(backupId({ at: time, why, digest: of }, attempt));
          expect(name).toEqual({ at: time, why, start: of.slice(7, 15) });
        },
      ),
    );
  });

  test.each([
    ['Backup Restore', 'backuprestore'],
    ['../..', 'change'],
    ['é', 'change'],
    ['a'.repeat(100), 'a'.repeat(40)],
  ])('takes of a reason what a name can hold: %s', (why, wanted) => {
    expect(readBackupId(backupId({ at, why, digest }))?.why).toBe(wanted);
  });

  test.each([
    '',
    'manifest.json',
    '../../etc/passwd',
    '20261121T134512345Z-migrate-4f3c2a1b/../x',
    '20261121T134512345Z-../..-4f3c2a1b',
    '20261121T134512345Z-migrate-4f3c2a1',
    '20261121T134512345Z-migrate-4F3C2A1B',
    '20261321T134512345Z-migrate-4f3c2a1b',
    '20261121T134512345Z-migrate-4f3c2a1b\n',
    'x20261121T134512345Z-migrate-4f3c2a1b',
  ])('is nothing else: %j', (id) => {
    expect(readBackupId(id)).toBeUndefined();
    expect(() => backupPath({ root: '/p', directory: '/p/.statefix' }, '/p/a', id)).toThrow(RangeError);
  });
});

describe('the directory of a state file', () => {
  test.each([
    ['state.json', 'state.json'],
    ['a/b.json', 'a%2Fb.json'],
    ['../b.json', '..%2Fb.json'],
    ['a%2Fb.json', 'a%252Fb.json'],
    ['..', '%2E%2E'],
    ['.', '%2E'],
    ['C:\\x', 'C%3A%5Cx'],
    ['a\ud800b', 'a%ud800b'],
    ['😀', '%F0%9F%98%80'],
  ])('has its recorded path for a name: %j', (recorded, name) => {
    expect(directoryName(recorded)).toBe(name);
  });

  test('of a long path has the start of it, and a hash', () => {
    const long = `deep/${'é'.repeat(300)}/state.json`;
    expect(directoryName(long)).toMatch(/^deep%2F(?:%[0-9A-F]{2})+%~[0-9a-f]{40}$/);
    expect(directoryName(long)).not.toBe(directoryName(`${long}x`));
  });

  test('is one name, short enough, and of that file alone', () => {
    const path = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.constantFrom('.', '..', '/', '\\', '%', '~', 'a', '%~', '\udc00', 'é'), { maxLength: 150 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(path, path, (left, right) => {
        const name = directoryName(left);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
        expect(name).not.toMatch(/[/\\\0]/);
        expect(['.', '..']).not.toContain(name);
        expect(name === directoryName(right)).toBe(left === right);
      }),
      { numRuns: 2000 },
    );
  });

  test('stands below the backups of the project', () => {
    const root = join(sep, 'project');
    const store = { root, directory: join(root, '.statefix') };
    expect(directoryOfBackups(store, join(root, 'saves', 'a.json'))).toBe(
      join(root, '.statefix', 'backups', 'saves%2Fa.json'),
    );
    expect(directoryOfBackups(store, join(sep, 'a.json'))).toBe(join(root, '.statefix', 'backups', '..%2Fa.json'));
  });
});
