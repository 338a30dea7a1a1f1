import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, posix, relative, resolve, sep } from 'node:path';
import type * as Toolkit from '@actions/core';
import { reportedError } from '../commands/reported.ts';
import type { Run, RunContext } from '../commands/run.ts';
import { createTally, strongestExitCode } from '../commands/summary.ts';
import { EXIT_CODES, StatefixError } from '../model/errors.ts';
import type { ErrorReport } from '../model/plan.ts';
import { type Annotation, createAnnotator } from '../reporters/annotations.ts';
import { jsonReporter } from '../reporters/json.ts';
import { markdownReporter } from '../reporters/markdown.ts';
import { shownPath, shownSentence } from '../reporters/shown.ts';
import { textReporter } from '../reporters/text.ts';
import { writeAtomic } from '../store/atomic-write.ts';
import { nodeFs } from '../store/fs-ops.ts';
import type { LogEvent, StoreLog } from '../store/log.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { neutral } from './neutral.ts';
import { openRun } from './open-run.ts';

/** What the Action uses of the toolkit; the rest of it stays out of the bundle. */
export type Core = Pick<
  typeof Toolkit,
  'error' | 'getInput' | 'notice' | 'setFailed' | 'setOutput' | 'summary' | 'warning'
>;

/** What the entry hands over of its process. */
export interface Runner {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
  readonly builtinRoot: string;
}

/** The Action from inputs to outputs; returns the exit code. Inputs that cannot be read fail the step and write no report. */
export async function runAction(core: Core, runner: Runner): Promise<number> {
  try {
    const inputs = readInputs((name) => core.getInput(name));
    return await tell(core, await openRun(inputs, contextOf(runner)), inputs, runner);
  } catch (error) {
    if (!(error instanceof StatefixError)) throw error;
    core.setFailed(sentenceOf(reportedError(error)));
    return EXIT_CODES[error.code];
  }
}

async function tell(core: Core, run: Run, { command, isStrict }: Inputs, runner: Runner): Promise<number> {
  const look = { command, colour: false, volume: 'normal', isPlanned: false } as const;
  const log = textReporter(look);
  const page = markdownReporter(look);
  const json = jsonReporter(command);
  const annotator = createAnnotator();
  const tally = createTally({ strict: isStrict, failOnPending: false, failOnChange: false });
  const texts = { page: page.begin(), json: json.begin() };

  let stopped: ErrorReport | undefined;
  try {
    for await (const { report, text } of run) {
      tally.add(report);
      runner.print(neutral(log.file(report, text)));
      texts.page += page.file(report, text);
      texts.json += json.file(report, text);
      for (const annotation of annotator.of(report)) annotate(core, annotation, runner);
    }
  } catch (error) {
    if (error instanceof StatefixError) stopped = reportedError(error);
    else if (!runner.signal.aborted) throw error;
  }
  for (const annotation of annotator.rest()) annotate(core, annotation, runner);
  const closing = { summary: tally.summary(), error: stopped };
  runner.print(neutral(log.end(closing)));

  const { errors, warnings, changed } = closing.summary;
  const reportPath = join(runner.env['RUNNER_TEMP'] ?? tmpdir(), `statefix-report-${randomUUID().slice(0, 8)}.json`);
  await writeAtomic(reportPath, texts.json + json.end(closing), { fs: nodeFs, log: logTo(runner), mode: 0o644 });
  for (const [name, value] of Object.entries({ errors, warnings, changed, 'report-path': reportPath })) {
    core.setOutput(name, value);
  }
  if (runner.env['GITHUB_STEP_SUMMARY'] !== undefined)
    await core.summary.addRaw(texts.page + page.end(closing)).write();

  const exitCode = strongestExitCode([
    tally.exitCode(),
    stopped === undefined ? 0 : EXIT_CODES[stopped.code],
    runner.signal.aborted ? 130 : 0,
  ]);
  if (exitCode !== 0) core.setFailed(stopped === undefined ? log.end(closing).trim() : sentenceOf(stopped));
  return exitCode;
}

function annotate(core: Core, { level, title, message, path, range }: Annotation, runner: Runner): void {
  const say = { error: core.error, warning: core.warning, note: core.notice }[level];
  say(message, {
    title,
    ...(path === undefined ? {} : { file: fileOf(path, runner) }),
    ...(range === undefined ? {} : placeOf(range)),
  });
}

/** GitHub takes columns only where an annotation stays on one line. */
function placeOf({ start, end }: NonNullable<Annotation['range']>): Toolkit.AnnotationProperties {
  const lines = { startLine: start.line, endLine: end.line };
  return start.line === end.line ? { ...lines, startColumn: start.column, endColumn: end.column } : lines;
}

/** Annotations name files as the repository does, reports as the working directory does. */
function fileOf(path: string, runner: Runner): string {
  return posix.join(relative(workspaceOf(runner), runner.cwd).split(sep).join('/'), path);
}

function sentenceOf({ code, message, hint, problems = [] }: ErrorReport): string {
  const sentences = [{ message, ...(hint === undefined ? {} : { hint }) }, ...problems];
  const lines = sentences.map((each) => shownSentence(each.hint ? `${each.message}. ${each.hint}` : each.message, {}));
  return `${code}: ${lines.join('\n')}`;
}

function workspaceOf({ env, cwd }: Runner): string {
  return resolve(env['GITHUB_WORKSPACE'] ?? cwd);
}

function contextOf(runner: Runner): RunContext {
  return {
    cwd: runner.cwd,
    fs: nodeFs,
    now: () => new Date(),
    signal: runner.signal,
    log: logTo(runner),
    readStdin: () => {
      throw new StatefixError('USAGE', 'The path - is standard input, which an Action does not have', {
        hint: 'Name files, folders or globs, one a line.',
      });
    },
    workspace: workspaceOf(runner),
    builtinRoot: runner.builtinRoot,
    environment: runner.env,
    ask: undefined,
  };
}

/** What the log of a job is worth: waits, and what was left undone. */
const TOLD: ReadonlySet<LogEvent['kind']> = new Set([
  'lock-waiting',
  'lock-broken',
  'not-removed',
  'directory-not-synced',
]);

function logTo(runner: Runner): StoreLog {
  return ({ kind, path }) => {
    if (TOLD.has(kind)) runner.print(neutral(`${kind}: ${shownPath(path)}\n`));
  };
}
