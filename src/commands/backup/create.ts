import type { BackupReport, FileCreated } from '../../model/backup-report.ts';
import { StatefixError } from '../../model/errors.ts';
import { documentVersion } from '../../registry/document-version.ts';
import { createBackup } from '../../store/backups/create.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import type { WriterSession } from '../../store/session.ts';
import { judge } from '../judge.ts';
import type { Judgement } from '../judgement.ts';
import type { RunContext, Selection } from '../run.ts';
import { type BackupBench, backedUpFile, errorOfFile, openBackups } from './backed-up-file.ts';
import { listed } from './listed.ts';
import { underLock, withSession } from './under-lock.ts';

/** Makes a backup of each file as it is, healthy or not, on the disk before it is told. A file that cannot be read fails, and the next is taken up. */
export async function createBackups(selection: Selection, context: RunContext): Promise<BackupReport> {
  const backups = await openBackups(selection, context);
  const files: FileCreated[] = [];
  await withSession(backups, async (session) => {
    for (const target of backups.bench.targets) {
      if (context.signal.aborted) return;
      const created = await createOne(target, backups, session);
      if (created !== undefined) files.push(created);
    }
  });
  return { version: 1, command: 'backup create', files };
}

async function createOne(
  target: SelectedFile,
  backups: BackupBench,
  session: WriterSession,
): Promise<FileCreated | undefined> {
  const name = { path: target.display, kind: target.kindName };
  const { bench, store } = backups;
  try {
    const file = await backedUpFile(target, bench);
    return await underLock(session, backups, file, async () => {
      bench.neighbourhood.forget(target.path);
      const judgement = await judge(target, bench);
      if (judgement === undefined) return undefined;
      const raw = rawOf(judgement);
      const entry = createBackup(session, store, file.path, raw, {
        why: 'create',
        version: versionOf(judgement),
        isHealthy: isContentHealthy(judgement),
        allowedMode: file.kind.mode,
        keep: file.kind.backups.keep,
      });
      return { ...name, backup: listed(entry) };
    });
  } catch (error) {
    return { ...name, error: errorOfFile(error) };
  }
}

function rawOf({ facts, target }: Judgement) {
  const { file } = facts;
  if (file.kind !== 'unread') return file.raw;
  throw new StatefixError('WRITE_FAILED', `${target.display}: cannot read: there is nothing to copy`, {
    hint: `To see why: statefix check ${target.display}`,
    step: 'read',
    path: target.display,
    ...(file.errno === undefined ? {} : { errno: file.errno }),
  });
}

function versionOf({ facts, kind }: Judgement): string | null {
  const [first] = facts.file.kind === 'parsed' && kind.version !== false ? facts.file.documents : [];
  const found = first === undefined ? undefined : documentVersion(first, kind);
  return found?.kind === 'known' ? found.version : null;
}

/** A mode that is too open says nothing of the content. */
function isContentHealthy({ diagnosis }: Judgement): boolean {
  return diagnosis.findings.every(({ severity, code }) => severity !== 'error' || code === 'MODE_TOO_OPEN');
}
