import { reportedError } from '../commands/reported.ts';
import type { Run } from '../commands/run.ts';
import { createTally, strongestExitCode, type Tally } from '../commands/summary.ts';
import { EXIT_CODES, StatefixError } from '../model/errors.ts';
import type { ErrorReport } from '../model/plan.ts';
import type { Look } from '../reporters/reporter.ts';
import type { StoreLog } from '../store/log.ts';
import { contextOf, logTo } from './context.ts';
import { doorOf } from './doors.ts';
import { type Interrupts, listenForInterrupts, type SignalSource } from './interrupts.ts';
import type { Invocation } from './invocation.ts';
import { type OutputOptions, outputOptionsOf } from './output.ts';
import { type Progress, progressOn } from './progress.ts';
import { openReports, type Reports } from './reports.ts';
import { tellError, writeReports } from './tell.ts';
import { type World, wantsColour } from './world.ts';

/** Runs one command to its end: reports to the streams and files asked for, the rest to standard error. Returns the exit code. */
export async function runCommand(invocation: Invocation, world: World, signals: SignalSource): Promise<number> {
  const options = outputOptionsOf(invocation);
  const progress = progressOn(world.stderr, () => performance.now());
  const interrupts = listenForInterrupts(signals);
  try {
    const log = logTo(world, options, progress);
    const opened = await doorOf(invocation.command).open(
      invocation,
      contextOf(world, invocation, interrupts.signal, log, progress),
    );
    if (opened.kind === 'run') {
      return await tellRun(opened.run, { invocation, options, world, progress, interrupts, log, told: opened.told });
    }
    if (opened.kind === 'answer') {
      const { tellAnswer } = await import('./tell-answer.ts');
      return await tellAnswer(opened.answer, { invocation, options, world, interrupts, log });
    }
    if (options.volume !== 'quiet') world.stdout.write(opened.text);
    return interrupts.caught()?.exitCode ?? 0;
  } finally {
    progress.clear();
  }
}

/** All that telling a run needs. */
interface Scene {
  readonly invocation: Invocation;
  readonly options: OutputOptions;
  readonly world: World;
  readonly progress: Progress;
  readonly interrupts: Interrupts;
  readonly log: StoreLog;
  /** As which run it is told, where it is that of another command. */
  readonly told: Pick<Look, 'command' | 'isPlanned'> | undefined;
}

async function tellRun(run: Run, scene: Scene): Promise<number> {
  const { invocation, options, world, progress, interrupts, log, told } = scene;
  const { command, paths } = invocation;
  // Where the document itself goes to standard output, the report steps aside.
  const stream = paths.includes('-') && command !== 'check' && command !== 'status' ? world.stderr : world.stdout;
  const look = {
    command,
    colour: wantsColour(stream, world.env, options.isColourless),
    volume: options.volume,
    isPlanned: options.isPlanned,
    ...told,
  };
  const reports = await openReports(options.targets, look, world, (text) => {
    progress.clear();
    stream.write(text);
  });
  const tally = createTally({
    strict: options.isStrict,
    failOnPending: options.isCheck,
    failOnChange: options.isNonZeroOnChange,
  });

  const stopped = await follow(run, reports, tally, scene);
  await turnOfLoop();
  progress.clear();
  const caught = interrupts.caught();
  const exitCode = strongestExitCode([
    tally.exitCode(),
    stopped === undefined ? 0 : EXIT_CODES[stopped.code],
    caught === undefined ? 0 : caught.exitCode,
  ]);
  reports.end({ summary: tally.summary(), error: stopped, exitCode });
  if (stopped !== undefined) tellError(stopped, world, options);
  if (caught !== undefined) world.stderr.write(`statefix: interrupted by ${caught.name}; every file is whole\n`);
  return strongestExitCode([exitCode, await writeReports(reports, world, options, log)]);
}

/** No signal waits longer than this and one file to be heard. */
const HEARING_MS = 50;

/** Signals are heard between two turns of the event loop alone, and work that waits for nothing makes no turn. */
function turnOfLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Goes through the files; returns the error that stopped the run, if one did. */
async function follow(run: Run, reports: Reports, tally: Tally, scene: Scene): Promise<ErrorReport | undefined> {
  const { world, progress, interrupts } = scene;
  reports.begin();
  let heard = performance.now();
  try {
    for await (const judged of run) {
      tally.add(judged.report);
      reports.file(judged);
      if (judged.output !== undefined) world.stdout.write(judged.output);
      progress.tick(judged.report.path);
      if (performance.now() - heard < HEARING_MS) continue;
      await turnOfLoop();
      heard = performance.now();
    }
    return undefined;
  } catch (error) {
    if (error instanceof StatefixError) return reportedError(error);
    // Interrupted work ends with the reason of its signal.
    if (interrupts.signal.aborted && error instanceof Error && error.name === 'AbortError') return undefined;
    reports.end({ summary: tally.summary(), error: { code: 'INTERNAL', message: String(error) } });
    throw error;
  }
}
