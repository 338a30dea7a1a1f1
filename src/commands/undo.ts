import { resolve } from 'node:path';
import { renderChecksumFile } from '../formats/checksum-file.ts';
import { digestOf } from '../formats/digest.ts';
import type { AuditLine } from '../model/audit.ts';
import type { RecordedFile } from '../model/change.ts';
import { StatefixError } from '../model/errors.ts';
import type { Plan, PlanStep } from '../model/plan.ts';
import type { RawFile } from '../model/state-file.ts';
import { keepBroken, keepHealthy } from '../plan/replacement.ts';
import type { Config } from '../registry/config.ts';
import { resolveFacts } from '../registry/kind.ts';
import { type AuditView, changesOfLastRun, readWholeAudit } from '../store/audit/read.ts';
import { loadConfig } from '../store/find-config.ts';
import { pendingChanges } from '../store/journal/pending.ts';
import { recoverPending } from '../store/journal/recover.ts';
import { type ProjectStore, pathOfRecord, projectStoreOf, recordedPath } from '../store/project-store.ts';
import { contentBefore, replacedContent } from '../store/replaced-content.ts';
import type { SelectedFile } from '../store/select-files.ts';
import { displayPath } from '../store/shown-path.ts';
import { resolveTarget } from '../store/target.ts';
import { change } from './change.ts';
import { type Judgement, sidecarOf } from './judgement.ts';
import { openSession } from './open-session.ts';
import type { ChangeOptions, Run, RunContext } from './run.ts';
import type { Workbench } from './workbench.ts';

export interface UndoOptions extends ChangeOptions {
  /** Also where a file has changed since: its newer content is then kept as a backup. */
  readonly isForced: boolean;
}

interface Project {
  readonly config: Config;
  readonly store: ProjectStore;
}

/** What is to be undone: which change of each file, by recorded path. */
interface History {
  readonly store: ProjectStore;
  readonly lines: ReadonlyMap<string, AuditLine>;
}

/**
 * Brings back what the last change of each file replaced, content and mode; without paths, all that the last run changed. Files that changed together come
 * back together. It is a change like any other: what it replaces is kept, and undoing it again brings that back. Without a config the `.bak` beside a file
 * takes its place, and the file that of the `.bak`. Throws `USAGE` where nothing was changed.
 */
export async function* undo(options: UndoOptions, context: RunContext): Run {
  const project = await projectOf(options, context);
  if (project !== undefined && options.mode === 'apply') await finishPending(project, context);
  const history = project && historyOf(project.store, options, context);
  const paths = history === undefined ? options.paths : [...history.lines.keys()].map(absolute(history.store));
  if (paths.length === 0) throw nothingToUndo();
  const what = {
    command: 'undo',
    planner: (judgement: Judgement, bench: Workbench) => planUndo(judgement, history, options.isForced, bench),
    proof: 'any',
    sets: (targets: readonly SelectedFile[], bench: Workbench) => setsOf(targets, history, bench),
  } as const;
  yield* change(what, { ...options, paths, knownKinds: knownKindsOf(history) }, context);
}

/** A file may have been changed by `--kind`, and be claimed by no glob. */
function knownKindsOf(history: History | undefined): ReadonlyMap<string, string> {
  if (history === undefined) return new Map();
  const { store, lines } = history;
  const kinds = [...lines].flatMap(([recorded, line]) =>
    line.files
      .filter(({ path }) => path === recorded)
      .map(({ kind }) => [pathOfRecord(store, recorded), kind] as const),
  );
  return new Map(kinds);
}

/** What an interrupted run has begun is finished before the audit is asked: it may be the very change that is to be undone. */
async function finishPending({ config, store }: Project, context: RunContext): Promise<void> {
  if (pendingChanges(context.fs, store).length === 0) return;
  const session = openSession('undo', context);
  try {
    await recoverPending(session, store, resolveFacts([config.flagFacts]).lock);
  } finally {
    session.close();
  }
}

function absolute(store: ProjectStore): (recorded: string) => string {
  return (recorded) => pathOfRecord(store, recorded);
}

/** `undefined` without a config. */
async function projectOf(options: UndoOptions, { fs, cwd }: RunContext): Promise<Project | undefined> {
  const { schemas, migrations, lockTimeout, maxSize } = options;
  const config = await loadConfig({ fs, cwd, named: options.config }, { schemas, migrations, lockTimeout, maxSize });
  const store = projectStoreOf(config, fs);
  return store && { config, store };
}

/** Reads the audit for the changes that are meant. */
function historyOf(store: ProjectStore, options: UndoOptions, { fs, cwd }: RunContext): History {
  // Of an audit that is not whole, an earlier change would be taken for the last one.
  const view = readWholeAudit(fs, store);
  if (options.paths.length === 0) return { store, lines: lastLines(changesOfLastRun(view)) };
  const named = options.paths.map((path) => recordedPath(store, resolveTarget(fs, resolve(cwd, path), undefined)));
  return { store, lines: linesOf(named, view) };
}

function lastLines(changes: readonly AuditLine[]): ReadonlyMap<string, AuditLine> {
  return new Map(changes.flatMap((line) => line.files.map(({ path }) => [path, line] as const)));
}

/** The last change of each named file, and of each file below a named folder, and with it the other files that changed together with it. */
function linesOf(named: readonly string[], view: AuditView): ReadonlyMap<string, AuditLine> {
  const last = lastLines(view.lines);
  const lines = new Map<string, AuditLine>();
  for (const path of named) {
    const found = [path, ...recordedBelow(last, path)].flatMap((each) => last.get(each) ?? []);
    if (found.length === 0) {
      throw new StatefixError('USAGE', `There is nothing to undo: no change of ${path} is recorded`, {
        hint: 'To see what was changed: statefix log',
      });
    }
    for (const line of found) for (const file of line.files) lines.set(file.path, line);
  }
  return lines;
}

function recordedBelow(last: ReadonlyMap<string, AuditLine>, folder: string): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`;
  return [...last.keys()].filter((path) => path.startsWith(start));
}

function nothingToUndo(): StatefixError {
  return new StatefixError('USAGE', 'There is nothing to undo: no change is recorded', {
    hint: 'Changes are recorded where there is a config (statefix init). Without one, name the file: its .bak is brought back.',
  });
}

/** Files of one change are one set, in the order of the files. */
function setsOf(
  targets: readonly SelectedFile[],
  history: History | undefined,
  bench: Workbench,
): readonly (readonly SelectedFile[])[] {
  const sets = new Map<string, SelectedFile[]>();
  for (const target of targets) {
    const line = history && lineFor(target, history, bench);
    const key = line === undefined ? target.path : line.id;
    const set = sets.get(key);
    if (set === undefined) sets.set(key, [target]);
    else set.push(target);
  }
  return [...sets.values()];
}

function lineFor({ path }: SelectedFile, { store, lines }: History, { context }: Workbench): AuditLine | undefined {
  return lines.get(recordedPath(store, resolveTarget(context.fs, path, undefined)));
}

async function planUndo(
  judgement: Judgement,
  history: History | undefined,
  isForced: boolean,
  bench: Workbench,
): Promise<Plan | undefined> {
  const { file } = judgement.facts;
  if (file.kind === 'unread' && file.fault.code !== 'FILE_MISSING') throw unreadable(judgement);
  const found = file.kind === 'unread' ? undefined : file.raw;
  if (history === undefined) return planFromBak(judgement, found, bench);
  const real = resolveTarget(bench.context.fs, judgement.target.path, undefined);
  const line = history.lines.get(recordedPath(history.store, real));
  const recorded = line?.files.find(({ path }) => path === recordedPath(history.store, real));
  if (line === undefined || recorded === undefined) return undefined;
  const current = found?.digest ?? 'absent';
  if (current !== recorded.to.digest && !isForced) throw changedSince(judgement, line);
  if (isNothingLeft(recorded, found)) return undefined;
  const step: PlanStep = { kind: 'undo', change: line.id, command: line.command };
  return planOf(judgement, found, step, recorded, contentOf(recorded, found, real, judgement, history.store, bench));
}

/** A checksum file that was new goes on fitting its content: there is nothing else to bring back. */
function isNothingLeft({ from, sidecar }: RecordedFile, found: RawFile | undefined): boolean {
  return found !== undefined && found.digest === from.digest && found.stat?.mode === from.mode && sidecar === null;
}

/** Content and digest as they were; `absent` for a file that was not there. */
function contentOf(
  { from }: RecordedFile,
  found: RawFile | undefined,
  real: string,
  { target }: Judgement,
  store: ProjectStore,
  { context }: Workbench,
): Pick<Plan, 'bytes' | 'digest'> {
  const { digest } = from;
  if (digest === 'absent') return { bytes: new Uint8Array(), digest };
  if (found?.digest === digest) return { bytes: found.bytes, digest };
  const kept = replacedContent(context.fs, store, real, digest);
  if (kept !== undefined) return { bytes: kept.bytes, digest };
  throw new StatefixError(
    'STATE_CORRUPTED',
    `${target.display} cannot be undone: its content before is kept nowhere any more`,
    {
      hint: `The file is as it was. To see what is kept: statefix backup list ${target.display}`,
      path: target.display,
    },
  );
}

function planOf(
  judgement: Judgement,
  found: RawFile | undefined,
  step: PlanStep,
  { from, sidecar: recordedBeside }: Pick<RecordedFile, 'from' | 'sidecar'>,
  content: Pick<Plan, 'bytes' | 'digest'>,
): Plan {
  const { kind, target, diagnosis } = judgement;
  const beside = sidecarOf(judgement);
  const digest = recordedBeside ?? content.digest;
  return {
    kind: 'plan',
    path: target.path,
    steps: [step],
    basis: found?.digest ?? 'absent',
    ...content,
    mode: from.mode ?? undefined,
    allowedMode: kind.mode,
    keep: found === undefined ? 'none' : diagnosis.isHealthy ? keepHealthy(kind) : keepBroken(kind),
    sidecar:
      beside === undefined || digest === 'absent'
        ? undefined
        : { path: beside.path, bytes: renderChecksumFile(digest, beside.name) },
    notes: [],
  };
}

/** A lone file and its `.bak` change places. */
function planFromBak(judgement: Judgement, found: RawFile | undefined, { context }: Workbench): Plan | undefined {
  const { target } = judgement;
  const real = resolveTarget(context.fs, target.path, undefined);
  const before = contentBefore(context.fs, real);
  if (before === undefined) {
    throw new StatefixError(
      'USAGE',
      `There is nothing to undo: ${target.display} has no .bak, and there is no config`,
      {
        hint: 'Changes are recorded where there is a config. Make one with: statefix init',
      },
    );
  }
  const digest = digestOf(before.bytes);
  if (digest === found?.digest) return undefined;
  const step: PlanStep = { kind: 'restore', source: displayPath(before.path, context.cwd), version: undefined };
  const from = { digest, mode: found?.stat?.mode ?? null, version: null };
  return planOf(judgement, found, step, { from, sidecar: null }, { bytes: before.bytes, digest });
}

function changedSince({ target }: Judgement, { command, at }: AuditLine): StatefixError {
  return new StatefixError(
    'STATE_CHANGED',
    `${target.display} has changed since statefix ${command} changed it (${at})`,
    {
      hint: 'Nothing was written. To undo nevertheless, and keep the newer content as a backup: --force',
      path: target.display,
    },
  );
}

function unreadable({ target, facts }: Judgement): StatefixError {
  const code = facts.file.kind === 'unread' ? facts.file.fault.code : '';
  return new StatefixError('WRITE_FAILED', `${target.display} cannot be undone: it cannot be read (${code})`, {
    hint: 'Raise --max-size where it has grown too large; else mend what keeps it from being read.',
    step: 'read',
    path: target.display,
  });
}
