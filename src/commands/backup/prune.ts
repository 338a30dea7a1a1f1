import type { BackupProblem, BackupReport, FilePruned } from '../../model/backup-report.ts';
import { asBackup } from '../../store/backups/adopt.ts';
import { type BackupEntry, readManifest } from '../../store/backups/manifest.ts';
import { newestHealthy, prunable } from '../../store/backups/retention.ts';
import { settleBackups } from '../../store/backups/settle.ts';
import type { WriterSession } from '../../store/session.ts';
import type { RunContext, Selection } from '../run.ts';
import {
  type BackedUpFile,
  type BackupBench,
  backedUpFile,
  errorOfFile,
  judgedEntries,
  openBackupsAndGone,
} from './backed-up-file.ts';
import { listed } from './listed.ts';
import { underLock, withSession } from './under-lock.ts';
import { unknownId } from './unknown-id.ts';

export interface PruneOptions extends Selection {
  /** How many rolling backups stay; `undefined`: as the kind says. */
  readonly keep: number | undefined;
  /** These alone, milestones too, unless `keep` is given as well. */
  readonly ids: readonly string[];
  /** `plan` removes nothing. */
  readonly mode: 'apply' | 'plan';
}

/**
 * Removes the backups of each file that are beyond its retention, or those that are named; never the newest healthy one. Takes note of what stands there
 * without an entry. Throws `USAGE` for an id that no file has, with nothing removed.
 */
export async function pruneBackups(options: PruneOptions, context: RunContext): Promise<BackupReport> {
  const backups = await openBackupsAndGone(options, context);
  await ensureKnown(options.ids, backups);
  const files: FilePruned[] = [];
  const planned = options.mode === 'plan';
  const pruneAll = async (session: WriterSession | undefined) => {
    for (const target of backups.bench.targets) {
      if (context.signal.aborted) return;
      const name = { path: target.display, kind: target.kindName };
      try {
        const file = await backedUpFile(target, backups.bench);
        const prune = () => pruneOne(file, backups, options, session);
        files.push({
          ...name,
          ...(session === undefined ? await prune() : await underLock(session, backups, file, prune)),
        });
      } catch (error) {
        files.push({ ...name, removed: [], refused: [], error: errorOfFile(error) });
      }
    }
  };
  await (planned ? pruneAll(undefined) : withSession(backups, pruneAll));
  return { version: 1, command: 'backup prune', planned, files };
}

async function pruneOne(
  file: BackedUpFile,
  backups: BackupBench,
  { keep, ids }: PruneOptions,
  session: WriterSession | undefined,
): Promise<Pick<FilePruned, 'removed' | 'refused'>> {
  const { bench, store } = backups;
  const { fs } = bench.context;
  const found = readManifest(fs, store, file.path);
  const entries = await judgedEntries(found.entries, file, backups);
  const choose = (all: readonly BackupEntry[]) =>
    chosen(all, ids, keep ?? (ids.length > 0 ? undefined : file.kind.backups.keep));
  const refused = refusals(entries, ids);
  if (session === undefined) return { removed: choose(entries).map(listed), refused };
  // Where there is nothing, nothing is made.
  if (entries.length === 0) return { removed: [], refused };
  const { removed } = asBackup(file.path, () => settleBackups(session, store, file.path, entries, choose));
  return { removed: removed.map(listed), refused };
}

function chosen(
  entries: readonly BackupEntry[],
  ids: readonly string[],
  keep: number | undefined,
): readonly BackupEntry[] {
  const untouchable = newestHealthy(entries)?.id;
  const named = entries.filter(({ id }) => ids.includes(id) && id !== untouchable);
  const left = entries.filter((entry) => !named.includes(entry));
  const beyond = keep === undefined ? [] : prunable(left, keep);
  return entries.filter((entry) => named.includes(entry) || beyond.includes(entry));
}

function refusals(entries: readonly BackupEntry[], ids: readonly string[]): readonly BackupProblem[] {
  const untouchable = newestHealthy(entries)?.id;
  return ids
    .filter((id) => id === untouchable)
    .map((name) => ({ name, message: 'it is the newest healthy backup, which is never removed' }));
}

async function ensureKnown(ids: readonly string[], { bench, store }: BackupBench): Promise<void> {
  if (ids.length === 0) return;
  const known = new Set<string>();
  for (const target of bench.targets) {
    const { path } = await backedUpFile(target, bench);
    for (const { id } of readManifest(bench.context.fs, store, path).entries) known.add(id);
  }
  for (const id of ids) if (!known.has(id)) throw unknownId(id, known);
}
