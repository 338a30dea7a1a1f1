import { isAbsolute, join } from 'node:path';
import { type ErrorCode, type ErrorProblem, EXIT_CODES, problemsError, StatefixError } from '../model/errors.ts';
import type { ErrorReport } from '../model/plan.ts';
import type { CommandName, FileReport, Report } from '../model/report.ts';
import { openReportReader } from './read-report.ts';
import type { Run, RunContext } from './run.ts';
import { strongestExitCode } from './summary.ts';

/** Several runs of one command as one. */
export interface MergedRun {
  readonly command: CommandName;
  /** True where a file says what would be changed. */
  readonly isPlanned: boolean;
  /** Throws, behind its last file, the error that stopped a run. */
  readonly run: Run;
}

/** A report, and the path of its file as it was named. */
interface Named {
  readonly name: string;
  readonly report: Report;
}

/**
 * Joins JSON reports of one command, such as those of shards: the files of all in the order of their paths, as one run would have given them. A file that
 * two reports tell alike is taken once. Throws `StatefixError` `USAGE` for what is no report, for reports of several commands, and for files that are told in
 * two ways. Reads all reports before the first file is given.
 */
export async function mergeReports(paths: readonly string[], context: RunContext): Promise<MergedRun> {
  const named = await readAll(paths, context);
  const command = commandOf(named);
  const files = filesOf(named);
  return {
    command,
    isPlanned: files.some(({ outcome }) => outcome.kind === 'planned'),
    run: runOf(files, errorOf(named)),
  };
}

async function* runOf(files: readonly FileReport[], error: StatefixError | undefined): Run {
  for (const report of files) yield { report, text: undefined, output: undefined };
  if (error !== undefined) throw error;
}

async function readAll(paths: readonly string[], context: RunContext): Promise<readonly Named[]> {
  const read = openReportReader(context);
  const named: Named[] = [];
  const problems: ErrorProblem[] = [];
  for (const name of paths) {
    const reading = await read(isAbsolute(name) ? name : join(context.cwd, name), name);
    if (reading.kind === 'report') named.push({ name, report: reading.report });
    else problems.push(...reading.problems);
  }
  if (problems.length > 0) throw problemsError('USAGE', 'What was given as reports', problems);
  return named;
}

function commandOf(named: readonly Named[]): CommandName {
  const [first] = named;
  if (first === undefined) {
    throw new StatefixError('USAGE', 'merge-reports needs at least one report', {
      hint: 'Write: statefix merge-reports REPORT.json...',
    });
  }
  const other = named.find(({ report }) => report.command !== first.report.command);
  if (other === undefined) return first.report.command;
  throw new StatefixError(
    'USAGE',
    `${first.name} is a report of ${first.report.command}, but ${other.name} of ${other.report.command}`,
    { hint: 'Merge the reports of each command for itself.' },
  );
}

function filesOf(named: readonly Named[]): readonly FileReport[] {
  const byPath = new Map<string, { readonly owner: string; readonly files: FileReport[] }>();
  for (const { name, report } of named) {
    for (const file of report.files) {
      const told = byPath.get(file.path);
      if (told === undefined) byPath.set(file.path, { owner: name, files: [file] });
      // Within one report a path may stand twice, as it may have been named twice.
      else if (told.owner === name) told.files.push(file);
      else ensureAlike(file, told.files, [told.owner, name]);
    }
  }
  const all = [...byPath.values()].flatMap(({ files }) => files);
  return all.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}

function ensureAlike(file: FileReport, told: readonly FileReport[], [one, other]: readonly [string, string]): void {
  const text = JSON.stringify(file);
  if (told.some((each) => JSON.stringify(each) === text)) return;
  throw new StatefixError('USAGE', `${file.path} is in ${one} and in ${other}, and they differ`, {
    hint: 'Merge reports of different files: of the shards of one run.',
  });
}

/** The one error that stopped a run; several as problems of the strongest. */
function errorOf(named: readonly Named[]): StatefixError | undefined {
  const errors = new Map<string, ErrorReport>();
  for (const { report } of named)
    if (report.error !== undefined) errors.set(JSON.stringify(report.error), report.error);
  const [first, ...others] = errors.values();
  if (first === undefined) return undefined;
  const { code, message, ...details } = first;
  if (others.length === 0) return new StatefixError(code, message, details);
  const all = [first, ...others];
  const problems = all.map((error) => ({
    message: `${error.code}: ${error.message}`,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  }));
  return new StatefixError(strongestCode(all.map((error) => error.code)), `${all.length} runs were stopped`, {
    problems,
  });
}

function strongestCode(codes: readonly ErrorCode[]): ErrorCode {
  const strongest = strongestExitCode(codes.map((code) => EXIT_CODES[code]));
  return codes.find((code) => EXIT_CODES[code] === strongest) ?? 'INTERNAL';
}
