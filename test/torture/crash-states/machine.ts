import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const MACHINE_ID = '/etc/machine-id';

/** File operations of a machine that has been booted so many times: always the same machine, and each time another boot id. */
export function booted(directory: string, times: number): FsOps {
  const stand = new Map([
    [BOOT_ID, join(directory, `boot-id-${times}`)],
    [MACHINE_ID, join(directory, 'machine-id')],
  ]);
  writeFileSync(stand.get(BOOT_ID) ?? '', `00000000-0000-4000-8000-${String(times).padStart(12, '0')}\n`);
  writeFileSync(stand.get(MACHINE_ID) ?? '', `${'0'.repeat(31)}1\n`);
  return { ...nodeFs, open: (path, flags, mode) => nodeFs.open(stand.get(path) ?? path, flags, mode) };
}
