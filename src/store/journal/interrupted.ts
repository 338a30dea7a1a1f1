import type { FsOps } from '../fs-ops.ts';
import { describeSelf } from '../lock/holder.ts';
import { verdictOn } from '../lock/record.ts';
import { type ProjectStore, pathOfRecord } from '../project-store.ts';
import { pendingChanges, recordPath } from './pending.ts';

/** A change that its writer began and did not live to finish. */
export interface InterruptedChange {
  /** Absolute: its record. */
  readonly record: string;
  readonly command: string;
  readonly since: string;
  /** As they are recorded. */
  readonly files: readonly string[];
  /** The same, absolute. */
  readonly paths: readonly string[];
}

/** What writers began that are not known to live: what a living one is at is not among it. Throws what the operating system refuses. */
export function interruptedChanges(fs: FsOps, store: ProjectStore): readonly InterruptedChange[] {
  const pending = pendingChanges(fs, store);
  if (pending.length === 0) return [];
  const self = describeSelf(fs);
  return pending.flatMap(({ id, record }) => {
    if (record === undefined || verdictOn(fs, record.holder, self) === 'alive') return [];
    const files = record.files.map(({ path }) => path);
    const { command, at } = record.change;
    const paths = files.map((path) => pathOfRecord(store, path));
    return [{ record: recordPath(store, id), command, since: at, files, paths }];
  });
}
