import type { BackupReport, FileBackups } from '../../model/backup-report.ts';
import { readManifest } from '../../store/backups/manifest.ts';
import type { RunContext, Selection } from '../run.ts';
import { type BackupBench, backedUpFile, errorOfFile, judgedEntries, openBackupsAndGone } from './backed-up-file.ts';
import { listed } from './listed.ts';

/** The backups of each file, the newest first. Changes nothing and takes no lock. */
export async function listBackups(selection: Selection, context: RunContext): Promise<BackupReport> {
  const backups = await openBackupsAndGone(selection, context);
  const files: FileBackups[] = [];
  for (const target of backups.bench.targets) {
    const name = { path: target.display, kind: target.kindName };
    try {
      files.push({ ...name, backups: await listOne(target, backups) });
    } catch (error) {
      files.push({ ...name, backups: [], error: errorOfFile(error) });
    }
  }
  return { version: 1, command: 'backup list', files };
}

async function listOne(target: BackupBench['bench']['targets'][number], backups: BackupBench) {
  const { bench, store } = backups;
  const file = await backedUpFile(target, bench);
  const { entries } = readManifest(bench.context.fs, store, file.path);
  return (await judgedEntries(entries, file, backups)).map(listed).toReversed();
}
