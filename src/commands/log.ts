import { resolve } from 'node:path';
import type { AuditFault, AuditLine, LogReport, ProofReport } from '../model/audit.ts';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { type AuditView, readAudit } from '../store/audit/read.ts';
import { verifyAudit } from '../store/audit/verify.ts';
import { findConfig } from '../store/find-config.ts';
import { type ProjectStore, pathOfRecord, projectStoreOf, recordedPath } from '../store/project-store.ts';
import { displayPath } from '../store/shown-path.ts';
import type { RunContext } from './run.ts';

export interface LogOptions {
  /** `--config`; else the nearest one upwards. */
  readonly config: string | undefined;
  /** Files, also such as are gone, and directories; none: every change. */
  readonly paths: readonly string[];
  /** At most so many changes, the newest. */
  readonly limit: number | undefined;
}

/**
 * The recorded changes of a project, newest first. Changes nothing and takes no lock. Throws `USAGE` without a config, and `NO_FILE_MATCHED` for a path
 * that nothing stands at and no change names.
 */
export async function log({ config, paths, limit }: LogOptions, context: RunContext): Promise<LogReport> {
  const store = await storeOf(config, context);
  const view = readAudit(context.fs, store);
  const wanted = paths.map((path) => wantedPaths(path, view, store, context));
  const isWanted = ({ files }: AuditLine) => {
    return (
      wanted.length === 0 || wanted.some((names) => files.some((file) => names.some((name) => covers(name, file.path))))
    );
  };
  return {
    version: 1,
    command: 'log',
    changes: view.lines.filter(isWanted).toReversed().slice(0, limit),
    faults: view.faults.map((fault) => shownFault(fault, context)),
  };
}

/** Proves the chain of a project's audit. Changes nothing and takes no lock. Throws `USAGE` without a config. */
export async function proveLog({ config }: Pick<LogOptions, 'config'>, context: RunContext): Promise<ProofReport> {
  const verdict = verifyAudit(context.fs, await storeOf(config, context));
  return {
    version: 1,
    command: 'log',
    verdict: verdict.kind === 'broken' ? { ...verdict, fault: shownFault(verdict.fault, context) } : verdict,
  };
}

async function storeOf(named: string | undefined, { fs, cwd }: RunContext): Promise<ProjectStore> {
  const config = await findConfig({ fs, cwd, named });
  const store = config && projectStoreOf(config, fs);
  if (store !== undefined) return store;
  throw new StatefixError('USAGE', 'There is no config here, and without one no change is recorded', {
    hint: 'Make one with: statefix init. From then on every change is recorded beside it, in .statefix/audit.jsonl.',
  });
}

/** The recorded paths that a named one may mean: by its name, and where it is a link, by where that leads. */
function wantedPaths(path: string, view: AuditView, store: ProjectStore, { fs, cwd }: RunContext): readonly string[] {
  if (path === '') {
    throw new StatefixError('USAGE', 'A path is empty', { hint: 'Is a variable of the shell unset?' });
  }
  if (path === '-') {
    throw new StatefixError('USAGE', 'log reads what was recorded, not standard input', {
      hint: 'Name files or directories, or nothing for every change.',
    });
  }
  const absolute = resolve(cwd, path);
  const real = realPath(absolute, (at) => fs.realpath(at));
  const names = [...new Set([absolute, real ?? absolute])].map((each) => recordedPath(store, each));
  const recorded = new Set(view.lines.flatMap(({ files }) => files.map((file) => file.path)));
  if (real === undefined && ![...recorded].some((each) => names.some((name) => covers(name, each)))) {
    throw unknownPath(
      path,
      [...recorded].map((each) => displayPath(pathOfRecord(store, each), cwd)),
    );
  }
  return names;
}

function unknownPath(path: string, recorded: readonly string[]): StatefixError {
  const suggestion = nearest(path, recorded);
  return new StatefixError('NO_FILE_MATCHED', `no change of ${path} is recorded, and nothing stands there`, {
    hint: suggestion === undefined ? 'See every change with: statefix log' : `Did you mean ${suggestion}?`,
  });
}

/** `undefined` where nothing stands there, or nobody can tell. */
function realPath(path: string, follow: (path: string) => string): string | undefined {
  try {
    return follow(path);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

/** True where a recorded path is that one, or lies in it. The directory of the config is recorded as an empty path. */
function covers(name: string, path: string): boolean {
  return name === '' || path === name || path.startsWith(`${name}/`);
}

function shownFault({ file, line, reason }: AuditFault, { cwd }: RunContext): AuditFault {
  return { file: displayPath(file, cwd), line, reason };
}
