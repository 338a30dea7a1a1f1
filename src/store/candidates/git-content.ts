import { rawFileOf } from '../../formats/raw-file.ts';
import type { Finding } from '../../model/finding.ts';
import type { Origin, RawFile, UnreadFile } from '../../model/state-file.ts';
import type { GitObjects } from '../git/objects.ts';

/** A content of a file, by its blob and where git has it. */
export interface GitContent {
  readonly blob: string;
  /** `index`, `HEAD` or the full id of a commit. */
  readonly revision: string;
  /** The absolute path that the file had there. */
  readonly path: string;
}

/**
 * Reads a content, or says why there is nothing to read. Nothing of more than `limit` bytes is held in memory; never throws for what the
 * repository holds.
 */
export async function readContent(
  objects: GitObjects,
  { blob, revision, path }: GitContent,
  limit: number,
): Promise<RawFile | UnreadFile> {
  const origin: Origin = { kind: 'git', path, revision };
  const found = await objects.read(blob, limit);
  switch (found.kind) {
    case 'object':
      if (found.type !== 'blob') return unread(origin, unreadable(`it is a ${found.type} in git, not a file`));
      return rawFileOf(found.bytes, origin);
    case 'too-large':
      return unread(origin, { code: 'SIZE_EXCEEDED', pointer: '', args: { size: found.size, limit } });
    case 'missing':
      return unread(origin, unreadable('git has lost its content, or cannot read it'));
    case 'failed':
      return unread(origin, unreadable(found.reason));
  }
}

function unreadable(reason: string): Finding {
  return { code: 'UNREADABLE', pointer: '', args: { reason } };
}

function unread(origin: Origin, fault: Finding): UnreadFile {
  return { kind: 'unread', origin, fault, isIoError: false, errno: undefined };
}
