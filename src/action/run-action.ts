import { statSync } from 'node:fs';
import type * as Toolkit from '@actions/core';
import { reportedError } from '../commands/reported.ts';
import type { Run } from '../commands/run.ts';
import { strongestExitCode } from '../commands/summary.ts';
import { EXIT_CODES, StatefixError } from '../model/errors.ts';
import type { ErrorReport } from '../model/plan.ts';
import { visible } from '../model/visible.ts';
import { neutral } from '../reporters/neutral.ts';
import { annotate, errorSentence } from './annotate.ts';
import { baseToCompare } from './base-to-compare.ts';
import { ensureSafeWrite } from './ensure-safe-write.ts';
import { readEvent } from './event.ts';
import { readInputs } from './inputs.ts';
import { openRun } from './open-run.ts';
import { NO_OUTPUTS, type Outputs } from './outputs.ts';
import { writeOutput } from './report-files.ts';
import { contextOf, type Runner, workplaceOf } from './runner.ts';
import { fittingSummary } from './step-summary.ts';
import { startTelling, type Telling } from './telling.ts';

/** What the Action uses of the toolkit; the rest of it stays out of the bundle. */
export type Core = Pick<
  typeof Toolkit,
  'error' | 'getInput' | 'notice' | 'setFailed' | 'setOutput' | 'summary' | 'warning'
>;

/** The Action from inputs to outputs; returns the exit code. Every output is set in every case; a run that cannot begin writes no report. */
export async function runAction(core: Core, runner: Runner): Promise<number> {
  try {
    return await act(core, runner);
  } catch (error) {
    setOutputs(core, NO_OUTPUTS);
    if (!(error instanceof StatefixError)) throw error;
    core.setFailed(errorSentence(reportedError(error)));
    return EXIT_CODES[error.code];
  }
}

async function act(core: Core, runner: Runner): Promise<number> {
  const inputs = readInputs((name) => core.getInput(name));
  const place = workplaceOf(runner, inputs.workingDirectory);
  const event = readEvent(runner.env);
  const said = { error: 0, warning: 0 };
  const warn = (sentence: string) => {
    said.warning += 1;
    core.warning(sentence, { title: 'statefix' });
  };
  const context = contextOf(runner, place, event, warn);
  if (inputs.changes === 'write') ensureSafeWrite(event, context.trust);
  const against = inputs.command === 'check' ? baseToCompare(inputs.against, event, place, runner) : undefined;
  if (against?.warning !== undefined) warn(against.warning);

  const telling = startTelling(inputs, place, runner, against?.ref);
  const stopped =
    (await follow(() => openRun(inputs, against?.ref, context), telling, runner)) ?? unpatched(telling.problems());
  const exitCode = strongestExitCode([
    telling.tally.exitCode(),
    stopped === undefined ? 0 : EXIT_CODES[stopped.code],
    runner.signal.aborted ? 130 : 0,
  ]);
  const closing = { summary: telling.tally.summary(), error: stopped, exitCode };
  telling.end(closing);
  if (runner.signal.aborted) runner.print('statefix: interrupted; every file is whole\n');
  if (stopped !== undefined) {
    said.error += 1;
    core.setFailed(errorSentence(stopped));
  }
  const written = await writeFiles(telling, core, context.log);
  for (const annotation of telling.annotator.told({ ...said, error: said.error + written.failures })) {
    if (annotation.level === 'error') said.error += 1;
    annotate(core, annotation, place.folder);
  }
  const worst = strongestExitCode([exitCode, written.failures === 0 ? 0 : EXIT_CODES.WRITE_FAILED]);
  setOutputs(core, { ...telling.outputs.outputs(closing.summary, worst), ...written.paths });
  if (inputs.hasSummary) await writeSummary(telling.page(), core, runner);
  // One that was annotated says more than the sentence that counts them, and GitHub shows only ten.
  if (worst !== 0 && said.error + written.failures === 0) core.setFailed(failureOf(telling, worst));
  return worst;
}

/** A cancelled job has seconds to end. Signals are heard between two turns of the event loop alone, and work that waits for nothing makes no turn. */
const HEARING_MS = 50;

/** Goes through the files; returns the error that stopped the run, if one did. */
async function follow(open: () => Promise<Run>, telling: Telling, runner: Runner): Promise<ErrorReport | undefined> {
  try {
    let heard = performance.now();
    for await (const judged of await open()) {
      telling.file(judged);
      if (performance.now() - heard < HEARING_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      heard = performance.now();
    }
    return undefined;
  } catch (error) {
    if (error instanceof StatefixError) return reportedError(error);
    if (runner.signal.aborted) return undefined;
    throw error;
  }
}

function unpatched(problems: readonly ErrorReport[]): ErrorReport | undefined {
  const [first, second] = problems;
  if (first === undefined || second === undefined) return first;
  return { code: first.code, message: `The patch leaves out ${problems.length} files`, problems };
}

/** Writes reports and patch. One that cannot be written is told, and the others are still tried. */
async function writeFiles(telling: Telling, core: Core, log: Parameters<typeof writeOutput>[2]) {
  const paths: Record<string, string> = {};
  let failures = 0;
  for (const { path, text, output } of telling.files()) {
    try {
      await writeOutput(path, text(), log);
      if (output !== undefined) paths[output] = path;
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
      failures += 1;
      core.setFailed(errorSentence(reportedError(error)));
    }
  }
  return { paths, failures };
}

/** What the run found stands in outputs and log already: a summary that cannot be written changes nothing of it. */
async function writeSummary(page: string, core: Core, { env, print }: Runner): Promise<void> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    const used = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    await core.summary.addRaw(fittingSummary(page, used)).write();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    print(`statefix: the summary of the step could not be written: ${neutral(visible(error.message))}\n`);
  }
}

function setOutputs(core: Core, outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}

function failureOf({ tally }: Telling, exitCode: number): string {
  const { changed, warnings } = tally.summary();
  if (exitCode !== 1) return `statefix ended with exit code ${exitCode}: see the log`;
  if (changed > 0) return `${changed} ${changed === 1 ? 'file' : 'files'} would change: see the log and the summary`;
  return `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, and strict is true: see the log`;
}
