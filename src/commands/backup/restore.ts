import { renderChecksumFile } from '../../formats/checksum-file.ts';
import { digestOf } from '../../formats/digest.ts';
import { StatefixError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import { pathWord } from '../../model/shell-word.ts';
import { keepBroken, keepHealthy } from '../../plan/replacement.ts';
import { type BackupEntry, readManifest } from '../../store/backups/manifest.ts';
import { backupPath } from '../../store/backups/names.ts';
import { readBytes } from '../../store/read-bytes.ts';
import { displayPath } from '../../store/shown-path.ts';
import { change } from '../change.ts';
import { type Judgement, sidecarOf } from '../judgement.ts';
import type { ChangeOptions, JudgedFile, Run, RunContext } from '../run.ts';
import type { Workbench } from '../workbench.ts';
import {
  type BackedUpFile,
  type BackupBench,
  backedUpFile,
  ensureProject,
  judgeEntry,
  storeIn,
} from './backed-up-file.ts';
import { unknownId } from './unknown-id.ts';

export interface RestoreOptions extends ChangeOptions {
  /** `undefined`: the newest healthy one whose content is another than that of the file. */
  readonly id: string | undefined;
}

/** Puts the content of a backup in the place of each file, byte for byte; what stood there is kept like with any change. Throws `USAGE` without a config. */
export async function* restoreBackup(options: RestoreOptions, context: RunContext): AsyncGenerator<JudgedFile> {
  await ensureProject(options, context);
  const planner = (judgement: Judgement, bench: Workbench) =>
    planRestore(judgement, { bench, store: storeIn(bench) }, options.id);
  const run: Run = change({ command: 'backup', planner }, options, context);
  yield* run;
}

/** A backup that may take the place of its file: its bytes are those that were stored, and it is healthy now. */
interface Candidate {
  readonly entry: BackupEntry;
  readonly bytes: Uint8Array;
}

async function planRestore(
  judgement: Judgement,
  backups: BackupBench,
  id: string | undefined,
): Promise<Plan | undefined> {
  const { facts, kind, target, diagnosis } = judgement;
  const { file } = facts;
  const found = file.kind === 'unread' ? undefined : file.raw;
  const backedUp = await backedUpFile(target, backups.bench);
  const candidate =
    id === undefined
      ? await newestOther(backedUp, backups, target.display, found?.digest)
      : await named(backedUp, backups, id);
  const { entry, bytes } = candidate;
  if (found?.digest === entry.digest) return undefined;
  const source = displayPath(backupPath(backups.store, backedUp.path, entry.id), backups.bench.context.cwd);
  const mode = found?.stat?.mode ?? entry.mode;
  const sidecar = sidecarOf(judgement);
  return {
    kind: 'plan',
    path: target.path,
    steps: [{ kind: 'restore', source, version: entry.version ?? undefined }],
    basis: found?.digest ?? 'absent',
    bytes,
    digest: entry.digest,
    mode: kind.mode === undefined ? mode : mode & kind.mode,
    allowedMode: kind.mode,
    keep: found === undefined ? 'none' : diagnosis.isHealthy ? keepHealthy(kind) : keepBroken(kind),
    sidecar: sidecar && { path: sidecar.path, bytes: renderChecksumFile(entry.digest, sidecar.name) },
    notes: [],
  };
}

async function newestOther(
  file: BackedUpFile,
  backups: BackupBench,
  display: string,
  current: string | undefined,
): Promise<Candidate> {
  const { entries } = readManifest(backups.bench.context.fs, backups.store, file.path);
  const reasons: string[] = [];
  for (const entry of entries.toReversed()) {
    if (entry.digest === current) continue;
    const candidate = await candidateOf(entry, file, backups);
    if (typeof candidate !== 'string') return candidate;
    reasons.push(`${entry.id}: ${candidate}`);
  }
  const looked =
    entries.length === 0 ? 'it has none' : reasons.length === 0 ? 'they are all as it is' : reasons.join('; ');
  throw new StatefixError('STATE_CORRUPTED', `${display} has no healthy backup of another content: ${looked}`, {
    hint: `The file is as it was. To see its backups: statefix backup list ${pathWord(display)}`,
    path: display,
  });
}

async function named(file: BackedUpFile, backups: BackupBench, id: string): Promise<Candidate> {
  const { entries } = readManifest(backups.bench.context.fs, backups.store, file.path);
  const entry = entries.find((each) => each.id === id);
  if (entry === undefined)
    throw unknownId(
      id,
      entries.map((each) => each.id),
    );
  const candidate = await candidateOf(entry, file, backups);
  if (typeof candidate !== 'string') return candidate;
  const { display } = file.target;
  throw new StatefixError('STATE_CORRUPTED', `${display} cannot be restored from ${id}: ${candidate}`, {
    hint: `The file is as it was. Leave --id out for the newest healthy backup, or see: statefix backup list ${pathWord(display)}`,
    path: display,
  });
}

/** The candidate, or why it is none. */
async function candidateOf(entry: BackupEntry, file: BackedUpFile, backups: BackupBench): Promise<Candidate | string> {
  const { bench, store } = backups;
  const judged = await judgeEntry(entry, file, backups);
  if (judged.isUnseen) throw unreadable(entry, file, judged.unhealthy);
  if (judged.unhealthy !== undefined) return judged.unhealthy;
  const found = readBytes(bench.context.fs, backupPath(store, file.path, entry.id), file.kind.maxSize);
  if (found.kind === 'unreadable' && found.isIoError) throw unreadable(entry, file, found.reason);
  if (found.kind !== 'bytes' || digestOf(found.bytes) !== entry.digest)
    return 'its bytes are not those that were stored';
  return { entry: judged.entry, bytes: found.bytes };
}

/** It may be the best one: to pass it over would bring an older content back. */
function unreadable({ id }: BackupEntry, { target: { display } }: BackedUpFile, reason = ''): StatefixError {
  return new StatefixError('WRITE_FAILED', `the backup ${id} of ${display} cannot be read: ${reason}`, {
    hint: 'Mend what keeps it from being read, then run the command again. The file is as it was.',
    step: 'read',
    path: display,
  });
}
