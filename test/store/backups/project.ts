import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { digestOf } from '../../../src/formats/digest.ts';
import { adoptBackup } from '../../../src/store/backups/adopt.ts';
import type { BackupEntry } from '../../../src/store/backups/manifest.ts';
import { backupId, directoryOfBackups } from '../../../src/store/backups/names.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import type { LogEvent } from '../../../src/store/log.ts';
import { journalDirectory, type ProjectStore, recordedPath } from '../../../src/store/project-store.ts';
import { WriterSession } from '../../../src/store/session.ts';
import { makeTree } from '../../support/tree.ts';

/** A project with one state file, and all that the backups of it are made with. */
export interface BackupProject {
  readonly root: string;
  readonly store: ProjectStore;
  /** The state file. */
  readonly path: string;
  /** The directory of its backups. */
  readonly directory: string;
  readonly events: readonly LogEvent[];
  session(fs?: FsOps): WriterSession;
  /** A file as a change holds it: on the disk, below the journal. */
  hold(text: string, name?: string): string;
  /** The entry of a backup with that text, taken so many seconds after the first. */
  entry(text: string, changes?: Partial<BackupEntry> & { readonly second?: number }): BackupEntry;
  /** Adopts a backup with that text. */
  adopt(
    text: string,
    changes?: Partial<BackupEntry> & { readonly second?: number; readonly keep?: number },
  ): BackupEntry;
  /** The text of a file among the backups. */
  read(name: string): string;
}

export function backupProject(name = 'state.json'): BackupProject {
  const root = makeTree({ [name]: '{"live":true}' });
  const store = { root, directory: join(root, '.statefix') };
  const path = join(root, name);
  const events: LogEvent[] = [];
  const directory = directoryOfBackups(store, path);
  const project: BackupProject = {
    root,
    store,
    path,
    directory,
    events,
    session(fs = nodeFs) {
      const session = new WriterSession({
        fs,
        log: (event) => events.push(event),
        signal: new AbortController().signal,
        now: () => new Date('2026-11-21T13:45:12.345Z'),
        tool: 'statefix 0.0.0',
        operation: 'migrate',
      });
      onTestFinished(() => session.close());
      return session;
    },
    hold(text, heldName = 'held') {
      const held = join(journalDirectory(store), heldName);
      mkdirSync(dirname(held), { recursive: true });
      writeFileSync(held, text, { mode: 0o640 });
      return held;
    },
    entry(text, { second = 0, ...changes } = {}) {
      const at = new Date(Date.parse('2026-11-21T13:45:00.000Z') + second * 1000);
      const why = changes.why ?? 'repair';
      const digest = digestOf(text);
      const { uid, gid } = statSync(path);
      return {
        id: backupId({ at, why, digest }),
        path: recordedPath(store, path),
        digest,
        size: Buffer.byteLength(text),
        mode: 0o640,
        uid,
        gid,
        version: '1',
        at: at.toISOString(),
        why,
        change: null,
        isHealthy: true,
        isMilestone: false,
        ...changes,
      };
    },
    adopt(text, { keep = 3, ...changes } = {}) {
      const entry = project.entry(text, changes);
      adoptBackup(project.session(), store, project.hold(text), entry, keep);
      return entry;
    },
    read: (file) => readFileSync(join(directory, file), 'utf8'),
  };
  return project;
}
