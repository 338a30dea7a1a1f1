import type { Format } from '../../formats/format.ts';
import { formatNameFor } from '../../formats/index.ts';
import { EXIT_CODES, StatefixError } from '../../model/errors.ts';
import type { ErrorReport } from '../../model/plan.ts';
import { documentVersion } from '../../registry/document-version.ts';
import { backedUpPaths } from '../../store/backups/backed-up.ts';
import type { BackupEntry } from '../../store/backups/manifest.ts';
import { backupPath } from '../../store/backups/names.ts';
import { loadConfig } from '../../store/find-config.ts';
import type { RegisteredKind } from '../../store/load-registry.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { readRaw } from '../../store/read.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import { resolveTarget } from '../../store/target.ts';
import { reportedError } from '../reported.ts';
import type { RunContext, Selection } from '../run.ts';
import { judgeBackup } from '../siblings.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';

/** A workbench of a project that keeps backups. */
export interface BackupBench {
  readonly bench: Workbench;
  readonly store: ProjectStore;
}

/** A state file of a project, and all that its backups are judged by. */
export interface BackedUpFile extends RegisteredKind {
  readonly target: SelectedFile;
  /** The real path: links followed. Nothing needs to stand there. */
  readonly path: string;
  readonly format: Format;
}

/** Throws `USAGE` without a config: then there is no place for backups. Else as `openWorkbench`. */
export async function openBackups(selection: Selection, context: RunContext): Promise<BackupBench> {
  await ensureProject(selection, context);
  const bench = await openWorkbench(selection, context);
  return { bench, store: storeIn(bench) };
}

/** As `openBackups`; where no path is given, the files that are gone come with the others while there are backups of them. */
export async function openBackupsAndGone(selection: Selection, context: RunContext): Promise<BackupBench> {
  if (selection.paths.length > 0) return await openBackups(selection, context);
  await ensureProject(selection, context);
  const bench = await openWorkbench({ ...selection, errorOnUnmatched: false }, context);
  const store = storeIn(bench);
  const there = new Set(bench.targets.map(({ path }) => path));
  const paths = backedUpPaths(context.fs, store).filter((path) => !there.has(path));
  // Without a path all files there are would be meant. One that no kind claims any more is passed over.
  const gone =
    paths.length === 0 ? [] : (await openWorkbench({ ...selection, paths, errorOnUnmatched: false }, context)).targets;
  if (there.size + gone.length === 0) return await openBackups(selection, context);
  const targets = [...bench.targets, ...gone].sort((left, right) => (left.display < right.display ? -1 : 1));
  return { bench: { ...bench, targets }, store };
}

/** Throws `USAGE` without a config, and for standard input, before anything is said of files. */
export async function ensureProject(selection: Selection, { fs, cwd }: RunContext): Promise<void> {
  const { schemas, migrations, lockTimeout, maxSize } = selection;
  const config = await loadConfig({ fs, cwd, named: selection.config }, { schemas, migrations, lockTimeout, maxSize });
  if (config.path === undefined) throw noStore();
  if (selection.paths.includes('-')) {
    throw new StatefixError('USAGE', 'standard input has no backups', { hint: 'Name the file itself.' });
  }
}

/** The store of the project. Throws `USAGE` where there is none, or none that may be written. */
export function storeIn({ store }: Workbench): ProjectStore {
  if (store === undefined) throw noStore();
  return store;
}

function noStore(): StatefixError {
  return new StatefixError('USAGE', 'there is no config here, and backups are kept beside one', {
    hint: 'To make one: statefix init. Without it a changed file leaves its old content as .bak alone.',
  });
}

export async function backedUpFile(target: SelectedFile, bench: Workbench): Promise<BackedUpFile> {
  const { fs, workspace } = bench.context;
  const loaded = await bench.kind(target.kindName);
  const path = resolveTarget(fs, target.path, workspace ?? (target.isNamed ? undefined : target.root));
  const raw = readRaw(fs, { kind: 'file', path }, loaded.kind.maxSize);
  const start = raw.kind === 'raw' ? raw.text?.slice(0, 1024) : undefined;
  const format = await bench.format(loaded.kind.format ?? formatNameFor(path, start));
  return { ...loaded, target, path, format };
}

/** A backup is just another state file: the entry with what the checks say of it now, and why it could not serve. */
export interface JudgedBackup {
  readonly entry: BackupEntry;
  /** `undefined` where it could. */
  readonly unhealthy: string | undefined;
  /** True where the system did not let it be read: then nobody knows. */
  readonly isUnseen: boolean;
}

export async function judgeEntry(
  entry: BackupEntry,
  file: BackedUpFile,
  { bench, store }: BackupBench,
): Promise<JudgedBackup> {
  const { file: state, unhealthy } = await judgeBackup(
    backupPath(store, file.path, entry.id),
    file,
    file.format,
    bench,
  );
  const [first] = state.kind === 'parsed' && file.kind.version !== false ? state.documents : [];
  const found = first === undefined ? undefined : documentVersion(first, file.kind);
  const version = found?.kind === 'known' ? found.version : entry.version;
  const { isUnjudged: _, ...judged } = entry;
  const isUnseen = state.kind === 'unread' && state.isIoError;
  return {
    entry: isUnseen ? entry : { ...judged, version, isHealthy: unhealthy === undefined },
    unhealthy,
    isUnseen,
  };
}

/** The entries, those of them judged that nobody had judged before. */
export async function judgedEntries(
  entries: readonly BackupEntry[],
  file: BackedUpFile,
  bench: BackupBench,
): Promise<readonly BackupEntry[]> {
  const judged: BackupEntry[] = [];
  for (const entry of entries) {
    judged.push(entry.isUnjudged === true ? (await judgeEntry(entry, file, bench)).entry : entry);
  }
  return judged;
}

/** What stopped the work on one file, as reports tell it; what is wrong with the whole run goes on upwards. */
export function errorOfFile(error: unknown): ErrorReport {
  if (error instanceof StatefixError && EXIT_CODES[error.code] >= 3 && EXIT_CODES[error.code] <= 4) {
    return reportedError(error);
  }
  throw error;
}
