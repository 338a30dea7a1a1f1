import { rawFileOf } from '../formats/raw-file.ts';
import type { Finding } from '../model/finding.ts';
import type { Origin, RawFile, UnreadFile } from '../model/state-file.ts';
import type { FsOps } from './fs-ops.ts';
import { type Links, readBytes } from './read-bytes.ts';

/**
 * Reads a state file, or says why there is nothing to read. A path at which nothing stands gives the fault `FILE_MISSING` with errno `ENOENT` and
 * no remains: whether it is one is for the caller to say. Never throws for what stands at the path, never blocks on a FIFO, never reads a file that is
 * larger than `maxSize` bytes. It takes no lock: a replace by rename is seen whole, a writer that truncates in place may be seen half done.
 */
export function readRaw(fs: FsOps, origin: Origin, maxSize: number, links: Links = 'followed'): RawFile | UnreadFile {
  const found = readBytes(fs, origin.path, maxSize, links);
  switch (found.kind) {
    case 'bytes':
      return rawFileOf(found.bytes, origin, found.stat);
    case 'absent':
      return unread(origin, { code: 'FILE_MISSING', pointer: '', args: { remains: [] } }, false, 'ENOENT');
    case 'too-large':
      return unread(
        origin,
        { code: 'SIZE_EXCEEDED', pointer: '', args: { size: found.size, limit: maxSize } },
        false,
        undefined,
      );
    case 'unreadable':
      return unread(
        origin,
        { code: 'UNREADABLE', pointer: '', args: { reason: found.reason } },
        found.isIoError,
        found.errno,
      );
  }
}

function unread(origin: Origin, fault: Finding, isIoError: boolean, errno: string | undefined): UnreadFile {
  return { kind: 'unread', origin, fault, isIoError, errno };
}
