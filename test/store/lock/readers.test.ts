import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { readersOf } from '../../../src/store/lock/readers.ts';
import { readerPath, readersPath } from '../../../src/store/names.ts';
import { failAlways } from '../../support/faults.ts';
import { makeTree } from '../../support/tree.ts';
import { aDeadProcess, aFarProcess, aRecord, plantLock } from './records.ts';

/** A file under shared locks of these records. */
function aFileReadBy(...records: readonly ReturnType<typeof aRecord>[]): string {
  const path = join(makeTree({ a: '' }), 'a');
  mkdirSync(readersPath(path));
  for (const record of records) plantLock(readerPath(path, record.lockId), record);
  return path;
}

describe('the readers of a file', () => {
  test('are all told, with the files that say so, also those whose process is gone', () => {
    const records = [aRecord(aFarProcess()), aRecord(aDeadProcess())];
    const path = aFileReadBy(...records);
    const told = readersOf(nodeFs, path).toSorted((one, other) => (one.file < other.file ? -1 : 1));
    const expected = records.map((record) => ({
      file: readerPath(path, record.lockId),
      found: { kind: 'record', record },
    }));
    expect(told).toEqual(expected.toSorted((one, other) => (one.file < other.file ? -1 : 1)));
  });

  test('are none where nobody registered', () => {
    expect(readersOf(nodeFs, join(makeTree({ a: '' }), 'a'))).toEqual([]);
  });

  test('are told where they cannot be understood: that is somebody, too', () => {
    const path = aFileReadBy();
    writeFileSync(readerPath(path, 'somebody'), 'what is this');
    expect(readersOf(nodeFs, path)).toMatchObject([{ found: { kind: 'foreign', pid: 0 } }]);
  });

  test('are not taken for none where they cannot be listed', () => {
    const path = aFileReadBy(aRecord(aFarProcess()));
    const fs = failAlways('EACCES', (operation, [at]) => operation === 'readdir' && at === readersPath(path));
    expect(() => readersOf(fs, path)).toThrow(expect.objectContaining({ code: 'EACCES' }));
  });
});
