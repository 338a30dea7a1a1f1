import { join } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { FsOps } from '../fs-ops.ts';
import { journalDirectory, type ProjectStore } from '../project-store.ts';
import { readBytes } from '../read-bytes.ts';
import { writeError } from '../write-error.ts';
import { isChangeId, type JournalRecord, parseRecord } from './record.ts';

/** A record that stands in the journal. */
export interface PendingChange {
  /** The id of the change, as its file is named. */
  readonly id: string;
  /** `undefined` where the file is no record: nothing was done by it, since a record is complete before it gets its name. */
  readonly record: JournalRecord | undefined;
}

/** A record is small: what is larger is none. */
const LIMIT = 64 * 1024 * 1024;
const RECORD = /^([0-9a-f-]{36})\.json$/;

export function recordPath(store: ProjectStore, id: string): string {
  return join(journalDirectory(store), `${id}.json`);
}

/** Where the journal holds the content that a change replaces, by the position of its file in the record. */
export function heldPath(store: ProjectStore, id: string, index: number): string {
  return join(journalDirectory(store), `${id}.${index}`);
}

/** Every record that stands in the journal, oldest first. One look at one directory where there is none. Throws what the operating system refuses. */
export function pendingChanges(fs: FsOps, store: ProjectStore): readonly PendingChange[] {
  const found = namesIn(fs, journalDirectory(store))
    .map((name) => RECORD.exec(name)?.[1])
    .filter(isChangeId)
    .map((id) => ({ id, record: readRecord(fs, store, id) }));
  return found.flatMap(({ id, record }) => (record === 'gone' ? [] : [{ id, record }])).toSorted(byTime);
}

/** What the journal holds for changes whose record is gone: a power cut may leave that. What it holds for a record that was set aside is none of it. */
export function orphans(fs: FsOps, store: ProjectStore): readonly { readonly id: string; readonly index: number }[] {
  const names = namesIn(fs, journalDirectory(store));
  const records = new Set(names.map((name) => RECORD.exec(name.replace(/\.damaged$/, ''))?.[1]));
  return names.flatMap((name) => {
    const [, id, index] = /^([0-9a-f-]{36})\.([0-9]{1,6})$/.exec(name) ?? [];
    return isChangeId(id) && !records.has(id) ? [{ id, index: Number(index) }] : [];
  });
}

export function readRecord(fs: FsOps, store: ProjectStore, id: string): JournalRecord | undefined | 'gone' {
  const path = recordPath(store, id);
  const found = readBytes(fs, path, LIMIT);
  if (found.kind === 'absent') return 'gone';
  if (found.kind === 'unreadable' && found.errno !== undefined) {
    throw writeError('read', path, Object.assign(new Error(found.reason), { code: found.errno }));
  }
  const record = found.kind === 'bytes' ? parseRecord(found.bytes) : undefined;
  return record?.change.id === id ? record : undefined;
}

function namesIn(fs: FsOps, directory: string): readonly string[] {
  try {
    return fs.readdir(directory).map(({ name }) => name);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return [];
    throw writeError('read', directory, error);
  }
}

function byTime(one: PendingChange, other: PendingChange): number {
  const [first, second] = [one.record?.change.at ?? '', other.record?.change.at ?? ''];
  return first < second ? -1 : first > second ? 1 : one.id < other.id ? -1 : 1;
}

/** The staging directories whose content a set that has begun still needs, by the start of their names. */
export function sparedStagings(pending: readonly PendingChange[]): ReadonlySet<string> {
  const sets = pending.flatMap(({ record }) => (record?.isAtomic === true ? record.files : []));
  return new Set(sets.map(({ lockId }) => `.tmp-${lockId.slice(0, 8)}`));
}
