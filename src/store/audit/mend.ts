import { join } from 'node:path';
import { FIRST_PREVIOUS } from '../../model/audit.ts';
import { errnoOf, StatefixError } from '../../model/errors.ts';
import { syncDirectory } from '../directories.ts';
import type { FsOps } from '../fs-ops.ts';
import { type Owner, writeNewFile } from '../new-file.ts';
import { auditHeadPath, auditPath, ensureStoreDirectory, type ProjectStore, storeOwner } from '../project-store.ts';
import { removeFile } from '../remove.ts';
import type { WriterSession } from '../session.ts';
import { lookAt } from '../target.ts';
import { during } from '../write-error.ts';
import { type AuditPiece, listRotated, piecesIn, readAuditFile, rotatedPath } from './files.ts';
import { type AuditHead, type FoundHead, readHead, renderHead, writeHead } from './head.ts';
import { type Link, readLine } from './line.ts';

/** Where the next line goes: what it follows, and how large the file is before it. */
export interface AuditEnd extends Link {
  readonly size: number;
}

/** A file of the audit that has grown beyond this is put aside, and the next line begins a new one. */
export const ROTATION_SIZE = 4 * 1024 * 1024;

const START: Link = { sequence: 0, hash: FIRST_PREVIOUS };

/**
 * The end of an audit that is ready for the next line: `audit.jsonl` and its head exist and agree. Where they do not, they are made so, durably, under
 * the lock that the caller holds: what an interrupted append left whole is written anew (its own sync may have failed), what it left torn goes to
 * `audit.torn-<UTC time>`, and a large file is put aside whole. Deletes nothing. Where the head knows of lines that are gone, the chain goes on after
 * those, so that the gap stays to be seen. Throws `WRITE_FAILED`.
 */
export function readyEnd(session: WriterSession, store: ProjectStore, rotationSize: number): AuditEnd {
  const { fs } = session;
  const found = readHead(fs, store);
  const size = sizeOf(fs, auditPath(store));
  const agreed = found.kind === 'head' && found.head.size === size ? found.head : undefined;
  if (agreed === undefined) return mend(session, store, found);
  if (agreed.size > rotationSize && rotate(session, store, agreed)) return mend(session, store, found);
  return { sequence: agreed.count, hash: agreed.hash, size: agreed.size };
}

/** Every step of it may be the last: the next append begins again, from what stands then. */
function mend(session: WriterSession, store: ProjectStore, found: FoundHead): AuditEnd {
  const { fs, self } = session;
  ensureStoreDirectory(fs, store, store.directory, session.log);
  const path = auditPath(store);
  const bytes = bytesOf(fs, path) ?? new Uint8Array();
  const { kept, link } = survey(bytes, found);
  if (kept < bytes.length) setAside(session, store, bytes.subarray(kept));
  replace(fs, path, bytes.subarray(0, kept), storeOwner(fs, store));
  const standing = link ?? lastRotatedLink(fs, store) ?? START;
  const known = found.kind === 'head' ? { sequence: found.head.count, hash: found.head.hash } : START;
  const end = known.sequence >= standing.sequence ? known : standing;
  const head: AuditHead = { version: 1, count: end.sequence, hash: end.hash, size: kept, boot: self.bootId ?? null };
  // Before the head: one that knew more than the disk holds would tell of a cut.
  syncDirectory(fs, store.directory, session.log);
  putHead(session, store, found, head);
  return { ...end, size: kept };
}

/** A head that is one is written over; what is none has to go first. */
function putHead(session: WriterSession, store: ProjectStore, found: FoundHead, head: AuditHead): void {
  const { fs, log } = session;
  if (found.kind === 'head') {
    writeHead(fs, store, head);
    return;
  }
  replace(fs, auditHeadPath(store), renderHead(head), storeOwner(fs, store));
  syncDirectory(fs, store.directory, log);
}

/** How many bytes of `audit.jsonl` stay, and the place in the chain of the last line among them; no `link` where none is a line. */
function survey(bytes: Uint8Array, found: FoundHead): { readonly kept: number; readonly link: Link | undefined } {
  const pieces = [...piecesIn(bytes, '', true)];
  const isTorn = (piece: AuditPiece) => {
    // A line that the head vouches for was whole once: whatever happened to it since, it was no interrupted append.
    const mayBeTorn = found.kind !== 'head' || piece.start >= found.head.size;
    return !piece.isWhole || (mayBeTorn && readLine(piece.bytes).kind === 'fault');
  };
  let kept = bytes.length;
  for (let last = pieces.pop(); last !== undefined; last = pieces.pop()) {
    if (!isTorn(last)) {
      pieces.push(last);
      break;
    }
    kept = last.start;
    // One append leaves one line torn at most.
    if (last.isWhole) break;
  }
  return { kept, link: lastLink(pieces) };
}

function lastLink(pieces: readonly AuditPiece[]): Link | undefined {
  for (const piece of pieces.toReversed()) {
    const read = readLine(piece.bytes);
    if (read.kind === 'line') return read.line;
  }
  return undefined;
}

function lastRotatedLink(fs: FsOps, store: ProjectStore): Link | undefined {
  for (const { path } of during('read', store.directory, () => listRotated(fs, store)).toReversed()) {
    const link = lastLink([...piecesIn(bytesOf(fs, path) ?? new Uint8Array(), path, false)]);
    if (link !== undefined) return link;
  }
  return undefined;
}

/** False where there is no free name for it that tells the truth, because somebody else made files of these names: then it grows on. */
function rotate(session: WriterSession, store: ProjectStore, { count }: AuditHead): boolean {
  const { fs } = session;
  const rotated = during('read', store.directory, () => listRotated(fs, store));
  const first = rotated.reduce((highest, { last }) => Math.max(highest, last), 0) + 1;
  if (first > count) return false;
  const path = auditPath(store);
  during('rename', path, () => fs.rename(path, rotatedPath(store, first, count)));
  // Before a new file takes its name: a power cut must not keep that name and drop the other.
  syncDirectory(fs, store.directory, session.log);
  return true;
}

function setAside(session: WriterSession, { directory }: ProjectStore, bytes: Uint8Array): void {
  const { fs } = session;
  const time = session
    .now()
    .toISOString()
    .replaceAll(/[-:]|\.[0-9]+/g, '');
  for (let attempt = 1; ; attempt += 1) {
    const path = join(directory, `audit.torn-${time}${attempt === 1 ? '' : `-${attempt}`}`);
    if (sizeOf(fs, path) !== undefined) continue;
    writeNewFile(fs, { path, bytes, mode: 0o644, owner: undefined, target: path });
    return;
  }
}

/** Old or new at every instant. The temporary file has one name, so that a kill leaves one at most, which the next mending removes. */
function replace(fs: FsOps, path: string, bytes: Uint8Array, owner: Owner | undefined): void {
  const temp = `${path}.mending`;
  during('clean up', path, () => {
    const errno = removeFile(fs, temp);
    if (errno !== undefined) throw Object.assign(new Error(temp), { code: errno });
  });
  writeNewFile(fs, { path: temp, bytes, mode: 0o644, owner, target: path });
  try {
    during('rename', path, () => fs.rename(temp, path));
  } catch (error) {
    removeFile(fs, temp);
    throw error;
  }
}

const LINK = { kind: 'unreadable', reason: 'it is a link, and may lead anywhere', errno: undefined } as const;

/** `undefined` where nothing stands there. What a link leads to is no audit of ours: to mend that would be to copy what others may not read. */
function bytesOf(fs: FsOps, path: string): Uint8Array | undefined {
  const isLink = during('read', path, () => lookAt(fs, path))?.isSymbolicLink === true;
  const found = isLink ? LINK : readAuditFile(fs, path);
  if (found.kind === 'bytes') return found.bytes;
  if (found.kind === 'absent') return undefined;
  const reason = found.kind === 'unreadable' ? found.reason : 'it is too large';
  const errno = found.kind === 'unreadable' ? found.errno : 'EFBIG';
  throw new StatefixError('WRITE_FAILED', `${path}: cannot read: ${reason}`, {
    step: 'read',
    path,
    hint: 'statefix records every change there. Move away what stands there, and run again.',
    ...(errno === undefined ? {} : { errno }),
  });
}

/** `undefined` where nothing stands there. */
function sizeOf(fs: FsOps, path: string): number | undefined {
  return during('read', path, () => {
    try {
      return Number(fs.lstat(path).size);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  });
}
