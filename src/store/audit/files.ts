import { join } from 'node:path';
import type { AuditFault } from '../../model/audit.ts';
import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { auditPath, type ProjectStore } from '../project-store.ts';
import { type BytesAtPath, readBytes } from '../read-bytes.ts';

/** One line feed's worth of an audit file. `isWhole` is false for bytes after the last line feed. */
export interface AuditPiece {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Without the line feed. */
  readonly bytes: Uint8Array;
  /** Where it begins in its file. */
  readonly start: number;
  readonly isWhole: boolean;
  /** False in files that were rotated: nobody appends to those. */
  readonly isCurrent: boolean;
}

/** A file that grew large and was put aside whole, `audit-<first>-<last>.jsonl` by the lines in it. */
export interface RotatedFile {
  readonly path: string;
  readonly first: number;
  readonly last: number;
}

/** No audit file is larger than this unless somebody else made it so. */
const LIMIT = 1 << 30;

export function rotatedPath({ directory }: ProjectStore, first: number, last: number): string {
  return join(directory, `audit-${first}-${last}.jsonl`);
}

/** The rotated files, oldest first. Throws what the operating system throws, but for a directory that is not there. */
export function listRotated(fs: FsOps, { directory }: ProjectStore): readonly RotatedFile[] {
  return namesIn(fs, directory)
    .flatMap((name) => {
      const [, first, last] = /^audit-([1-9]\d{0,14})-([1-9]\d{0,14})\.jsonl$/.exec(name) ?? [];
      if (first === undefined || last === undefined) return [];
      return [{ path: join(directory, name), first: Number(first), last: Number(last) }];
    })
    .sort((one, other) => one.first - other.first || one.last - other.last);
}

/** The bytes of an audit file. */
export function readAuditFile(fs: FsOps, path: string): BytesAtPath {
  return readBytes(fs, path, LIMIT);
}

/** Every line of every file, oldest first, one file in memory at a time; in place of a file that cannot be read, a fault. */
export function* piecesOf(fs: FsOps, store: ProjectStore): Generator<AuditPiece | AuditFault> {
  const current = auditPath(store);
  let rotated: readonly RotatedFile[];
  try {
    rotated = listRotated(fs, store);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    yield { file: store.directory, line: null, reason: `it cannot be listed: ${errno}` };
    return;
  }
  for (const path of [...rotated.map((each) => each.path), current]) {
    const found = readAuditFile(fs, path);
    if (found.kind === 'bytes') yield* piecesIn(found.bytes, path, path === current);
    else if (found.kind === 'unreadable')
      yield { file: path, line: null, reason: `it cannot be read: ${found.reason}` };
    else if (found.kind === 'too-large') yield { file: path, line: null, reason: 'it is too large to be read' };
  }
}

/** The lines of one file. */
export function* piecesIn(bytes: Uint8Array, file: string, isCurrent: boolean): Generator<AuditPiece> {
  let start = 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const isWhole = end !== -1;
    yield { file, line, bytes: bytes.subarray(start, isWhole ? end : bytes.length), start, isWhole, isCurrent };
    start = isWhole ? end + 1 : bytes.length;
  }
}

function namesIn(fs: FsOps, directory: string): readonly string[] {
  try {
    return fs.readdir(directory).map(({ name }) => name);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
