import { writeFileSync } from 'node:fs';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { describeSelf, type ProcessFacts } from '../../../src/store/lock/holder.ts';
import { type LockRecord, renderLock } from '../../../src/store/lock/record.ts';
import { newLockId } from '../../../src/store/names.ts';

/** A process of this machine of which nothing runs any more. */
export function aDeadProcess(): ProcessFacts {
  return { ...describeSelf(nodeFs), pid: 4_194_303 };
}

/** A process of which nobody here can tell whether it runs. */
export function aFarProcess(): ProcessFacts {
  return { ...describeSelf(nodeFs), hostname: 'far', machineId: 'far', bootId: 'far' };
}

export function aRecord(metadata: ProcessFacts, changes: Partial<LockRecord> = {}): LockRecord {
  const time = '2026-11-21T10:00:00.000Z';
  return {
    version: '1.0.0',
    lockId: newLockId(metadata.pid),
    metadata,
    timing: { acquiredAt: time, renewedAt: time, expiresAt: time },
    operation: { type: 'write', name: 'test' },
    tool: 'statefix test',
    ...changes,
  };
}

/** Puts the lock file of that record there, and gives the record. */
export function plantLock(file: string, record: LockRecord): LockRecord {
  writeFileSync(file, renderLock(record));
  return record;
}

/** Real file operations on a file system without hard links. */
export function withoutLinks(fs: FsOps = nodeFs): FsOps {
  return {
    ...fs,
    link: () => {
      throw Object.assign(new Error('no links here'), { code: 'EPERM' });
    },
  };
}
