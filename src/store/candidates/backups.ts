import { StatefixError } from '../../model/errors.ts';
import type { RawFile, UnreadFile } from '../../model/state-file.ts';
import { type BackupEntry, type BackupsDirectory, lookAtBackups, readWrittenManifest } from '../backups/manifest.ts';
import { backupPath, directoryOfBackups, readBackupId } from '../backups/names.ts';
import { backupsDirectory, type ProjectStore } from '../project-store.ts';
import { readRaw } from '../read.ts';
import { statOf } from '../read-bytes.ts';
import { displayPath } from '../shown-path.ts';
import { during } from '../write-error.ts';
import type { CandidateSearch } from './candidate.ts';
import { foreignFiles } from './foreign.ts';
import { distinct, entryAt, type FoundFile, isWithinReach, newestFirst, newestOf } from './found-file.ts';
import { createShelves } from './shelves.ts';

/** What is kept of earlier contents: the project's rolling and milestone backups, and those that the program itself makes. */
export async function* backupsCandidates(search: CandidateSearch): AsyncGenerator<FoundFile> {
  const own = newestOf(ownBackups(search), 'backups of the project', search.note);
  const foreign = await foreignFiles(search, createShelves(search));
  yield* distinct(search, newestFirst([...own, ...foreign]));
}

/** A backup of the project, with what its manifest says of it; `undefined` where that says nothing. */
export type OwnBackup = FoundFile & { readonly entry: BackupEntry | undefined };

/** The backups of the project, in no order. What stands there is not read. */
export function ownBackups(search: CandidateSearch): readonly OwnBackup[] {
  const { store, path } = search;
  if (store === undefined || !isOwnStore(search, store)) return [];
  const seen = lookedAt(search, store);
  if (seen === undefined) return [];
  const entries = new Map(seen.written.map((entry) => [entry.id, entry]));
  return [...seen.directory.files].map(([id, stats]) => {
    const entry = entries.get(id);
    const at = entry === undefined ? readBackupId(id)?.at : new Date(entry.at);
    const file = backupPath(store, path, id);
    return {
      name: `backup:${id}`,
      source: 'backups' as const,
      entry,
      shown: displayPath(file, search.cwd),
      at,
      holds: undefined,
      path: file,
      stat: statOf(stats),
      isRegular: true,
      digest: undefined,
      read: async () => readBackup(search, file, id, entry),
    };
  });
}

/** A repository can bring a link along in the place of such a directory. */
function isOwnStore(search: CandidateSearch, store: ProjectStore): boolean {
  for (const at of [store.directory, backupsDirectory(store), directoryOfBackups(store, search.path)]) {
    const found = entryAt(search, at);
    if (found === undefined) return false;
    if (!isWithinReach(search, at)) return false;
    if (found.is === 'directory') continue;
    search.note(
      `${displayPath(at, search.cwd)} is ${found.is === 'link' ? 'a link' : 'no directory'}, and was not entered`,
    );
    return false;
  }
  return true;
}

function lookedAt(
  { fs, path, unseen }: CandidateSearch,
  store: ProjectStore,
): { readonly directory: BackupsDirectory; readonly written: readonly BackupEntry[] } | undefined {
  try {
    const written = during('read', path, () => readWrittenManifest(fs, store, path)) ?? [];
    return { directory: lookAtBackups(fs, store, path), written };
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    unseen(`the backups of the project could not be looked at: ${error.message}`);
    return undefined;
  }
}

/** Without an entry the id still tells how the digest begins. */
function readBackup(
  { fs, kind }: CandidateSearch,
  path: string,
  id: string,
  entry: BackupEntry | undefined,
): RawFile | UnreadFile {
  const origin = { kind: 'backup', path } as const;
  const raw = readRaw(fs, origin, kind.maxSize, 'refused');
  const stored = entry?.digest ?? `sha256:${readBackupId(id)?.start ?? ''}`;
  if (raw.kind === 'unread' || raw.digest.startsWith(stored)) return raw;
  const reason = 'its bytes are not those that were stored: it is damaged';
  const fault = { code: 'UNREADABLE', pointer: '', args: { reason } } as const;
  return { kind: 'unread', origin, fault, isIoError: false, errno: undefined };
}
