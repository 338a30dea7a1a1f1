import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, RecordedFile } from '../../../src/model/change.ts';
import { appendAudit } from '../../../src/store/audit/append.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { auditPath, type ProjectStore } from '../../../src/store/project-store.ts';
import { sessionOf } from '../../support/plans.ts';
import { makeTree } from '../../support/tree.ts';

/** What a migration of one file records. */
export function aRecordedFile(changes: Partial<RecordedFile> = {}): RecordedFile {
  return {
    path: 'state/daemon.json',
    kind: 'daemon',
    from: { digest: `sha256:${'a'.repeat(64)}`, mode: 0o600, version: '0' },
    to: { digest: `sha256:${'b'.repeat(64)}`, mode: 0o600, version: '1' },
    steps: [{ kind: 'migrate', from: '0', to: '1', name: '1_add-version' }],
    recovery: null,
    backup: 'b-1',
    wasHealthy: true,
    sidecar: null,
    ...changes,
  };
}

let made = 0;

/** A change with an id of its own. */
export function aChange(changes: Partial<Change> = {}): Change {
  made += 1;
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    run: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    at: '2026-11-21T10:20:30.456Z',
    command: 'migrate',
    tool: 'statefix 1.0.0',
    who: { user: 'ada', hostname: 'orbit', pid: 4711 },
    files: [aRecordedFile()],
    ...changes,
  };
}

/** The store of a new project: nothing of it exists yet. */
export function aStore(): ProjectStore {
  const root = makeTree();
  return { root, directory: join(root, '.statefix') };
}

/** Appends changes, each in a session of its own. */
export function appendAll(store: ProjectStore, changes: readonly Change[], fs: FsOps = nodeFs): void {
  for (const change of changes) appendAudit(sessionOf(fs), store, change);
}

/** Appends so many changes; gives their ids. */
export function append(store: ProjectStore, count: number, fs: FsOps = nodeFs): readonly string[] {
  const changes = Array.from({ length: count }, () => aChange());
  appendAll(store, changes, fs);
  return changes.map(({ id }) => id);
}

/** The store of a project with so many changes. */
export function aStoreWith(count: number): ProjectStore {
  const store = aStore();
  append(store, count);
  return store;
}

export function bytesOf(store: ProjectStore): Buffer {
  return readFileSync(auditPath(store));
}

/** Puts other bytes in place of the audit, as somebody else would. */
export function tamper(store: ProjectStore, change: (bytes: Buffer) => Uint8Array): void {
  writeFileSync(auditPath(store), change(bytesOf(store)));
}
