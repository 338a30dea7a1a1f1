import type { BackupProblem, BackupReport, FileVerified } from '../../model/backup-report.ts';
import type { Digest } from '../../model/digest.ts';
import { errnoOf } from '../../model/errors.ts';
import { type BackupEntry, lookAtBackups, manifestOf, readWrittenManifest } from '../../store/backups/manifest.ts';
import { backupPath, MANIFEST } from '../../store/backups/names.ts';
import { digestFile } from '../../store/digest-file.ts';
import type { FsOps } from '../../store/fs-ops.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import { during } from '../../store/write-error.ts';
import type { RunContext, Selection } from '../run.ts';
import {
  type BackedUpFile,
  type BackupBench,
  backedUpFile,
  errorOfFile,
  judgeEntry,
  openBackupsAndGone,
} from './backed-up-file.ts';

/**
 * Reads every backup again and holds it against its manifest, and judges it by the checks, as it would be judged in the place of its file. Changes nothing
 * and takes no lock: beside a change at the same moment it may see one half of it.
 */
export async function verifyBackups(selection: Selection, context: RunContext): Promise<BackupReport> {
  const backups = await openBackupsAndGone(selection, context);
  const files: FileVerified[] = [];
  for (const target of backups.bench.targets) {
    if (context.signal.aborted) break;
    const name = { path: target.display, kind: target.kindName };
    try {
      files.push({ ...name, ...(await verifyOne(target, backups)) });
    } catch (error) {
      files.push({ ...name, backups: 0, problems: [], error: errorOfFile(error) });
    }
  }
  return { version: 1, command: 'backup verify', files };
}

async function verifyOne(
  target: SelectedFile,
  backups: BackupBench,
): Promise<Pick<FileVerified, 'backups' | 'problems'>> {
  const { bench, store } = backups;
  const { fs } = bench.context;
  const file = await backedUpFile(target, bench);
  const found = lookAtBackups(fs, store, file.path);
  const written = during('read', found.path, () => readWrittenManifest(fs, store, file.path));
  const problems: BackupProblem[] = [];
  if (written === undefined && found.files.size > 0) {
    problems.push({ name: MANIFEST, message: 'it is lost or broken; statefix backup prune writes it anew' });
  }
  for (const { id } of written ?? []) {
    if (!found.files.has(id)) problems.push({ name: id, message: 'the manifest lists it, but its file is gone' });
  }
  const known = new Set((written ?? []).map(({ id }) => id));
  const { entries } = manifestOf(fs, store, file.path, found, written ?? []);
  for (const entry of entries) {
    const message = await problemOf(entry, known.has(entry.id), file, backups);
    if (message !== undefined) problems.push({ name: entry.id, message });
  }
  const listed = new Set(entries.map(({ id }) => id));
  for (const id of found.files.keys()) {
    if (!listed.has(id)) problems.push({ name: id, message: 'the manifest does not list it, and it cannot be read' });
  }
  for (const name of found.links) {
    problems.push({
      name,
      message: 'it is the file itself under another name, which a crash left; the next change removes it',
    });
  }
  for (const name of found.others) problems.push({ name, message: 'it is no backup of statefix' });
  return { backups: found.files.size, problems };
}

async function problemOf(
  entry: BackupEntry,
  isListed: boolean,
  file: BackedUpFile,
  backups: BackupBench,
): Promise<string | undefined> {
  if (!isListed) return 'the manifest does not list it; statefix backup prune takes note of it';
  const found = digestOf(backups.bench.context.fs, backupPath(backups.store, file.path, entry.id));
  if (found.kind === 'unreadable') return found.message;
  const { size, digest } = found;
  if (size !== entry.size) return `it has ${size} bytes, but ${entry.size} were stored: it is damaged`;
  if (digest !== entry.digest) return `its bytes are not those that were stored (${entry.digest}): it is damaged`;
  // One that was taken of a broken file is no surprise.
  if (!entry.isHealthy) return undefined;
  const { unhealthy } = await judgeEntry(entry, file, backups);
  return unhealthy === undefined ? undefined : `it was healthy, but could not serve now: ${unhealthy}`;
}

type DigestedBackup =
  | { readonly kind: 'read'; readonly digest: Digest; readonly size: number }
  | { readonly kind: 'unreadable'; readonly message: string };

function digestOf(fs: FsOps, path: string): DigestedBackup {
  try {
    const found = digestFile(fs, path);
    if (found.kind === 'file') return { kind: 'read', digest: found.digest, size: found.stat.size };
    return { kind: 'unreadable', message: `it is ${found.what}, not a file` };
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return { kind: 'unreadable', message: `it cannot be read (${errno})` };
  }
}
