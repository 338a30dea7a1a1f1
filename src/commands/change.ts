import { EXIT_CODES, StatefixError } from '../model/errors.ts';
import type { CommandName } from '../model/report.ts';
import { recoverPending } from '../store/journal/recover.ts';
import type { SelectedFile } from '../store/select-files.ts';
import type { WriterSession } from '../store/session.ts';
import { done, failed, offered, told } from './aftermath.ts';
import { changeSet } from './change-set.ts';
import { judge } from './judge.ts';
import { sidecarOf } from './judgement.ts';
import { openSession } from './open-session.ts';
import { type Planner, type Proof, type ProvenPlan, planFile } from './plan-file.ts';
import { putFile } from './put.ts';
import type { ChangeOptions, JudgedFile, Run, RunContext } from './run.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** How often a plan is made for a file that changes underneath, before the run gives up on it. */
export const MAX_ATTEMPTS = 3;

/** What a command does to files. */
export interface Change {
  readonly command: CommandName;
  readonly planner: Planner;
  /** `healthy` where it is not said. */
  readonly proof?: Proof;
  /** Files that change together or not at all; each alone where it is not said. */
  readonly sets?: (targets: readonly SelectedFile[], bench: Workbench) => readonly (readonly SelectedFile[])[];
}

/**
 * The line that every changing command goes: read, judge, plan, predict and judge again, then lock, re-read and apply. In `plan` mode it ends before
 * the lock and leaves no trace. Each file stands alone, unless the command makes sets of them: one that cannot be acted on is reported, and the next is
 * taken up. What an interrupted run of the same project has begun is finished first.
 */
export async function* change(what: Change, options: ChangeOptions, context: RunContext): Run {
  const bench = await openWorkbench(options, context);
  const sets = setsOf(what, options, bench);
  const session = options.mode === 'apply' ? openSession(what.command, context) : undefined;
  try {
    if (session !== undefined && bench.store !== undefined) await recoverPending(session, bench.store, bench.wait);
    for (const set of sets) {
      if (context.signal.aborted) return;
      yield* set.isAtomic ? changeSet(set.targets, what, bench, session) : each(set.targets, what, bench, session);
    }
  } finally {
    session?.close();
    // Whatever ended the run: what it changed is not left out of the commit.
    await bench.staged?.restage();
  }
}

interface TargetSet {
  readonly targets: readonly SelectedFile[];
  readonly isAtomic: boolean;
}

function setsOf(what: Change, options: ChangeOptions, bench: Workbench): readonly TargetSet[] {
  const { targets } = bench;
  if (what.sets !== undefined) {
    return what.sets(targets, bench).map((set) => ({ targets: set, isAtomic: set.length > 1 }));
  }
  if (options.isAtomic === true) ensureAtomicity(bench);
  return [{ targets, isAtomic: options.isAtomic === true }];
}

/** A set needs a place for its journal, and files that stay. */
function ensureAtomicity({ store, targets }: Workbench): void {
  if (store === undefined) {
    throw new StatefixError('USAGE', '--atomic keeps a journal, and there is no config beside which it could stand', {
      hint: 'Run: statefix init',
    });
  }
  if (targets.some(({ path }) => path === '-')) {
    throw new StatefixError(
      'USAGE',
      '--atomic and - exclude each other: standard input is no file that could be taken back',
      {
        hint: 'Leave one of the two out.',
      },
    );
  }
}

async function* each(
  targets: readonly SelectedFile[],
  what: Change,
  bench: Workbench,
  session: WriterSession | undefined,
): Run {
  for (const target of targets) {
    if (bench.context.signal.aborted) return;
    const judged = await changeOne(target, what, bench, session);
    if (judged !== undefined) yield judged;
  }
}

async function changeOne(
  target: SelectedFile,
  { command, planner, proof = 'healthy' }: Change,
  bench: Workbench,
  session: WriterSession | undefined,
): Promise<JudgedFile | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const judgement = await judge(target, bench);
    if (judgement === undefined) return undefined;
    let proven: ProvenPlan | undefined;
    try {
      proven = await planFile(judgement, planner, proof, bench);
      const obstacle = proven && bench.staged?.obstacleTo(target);
      if (obstacle !== undefined) return told(judgement, failed(obstacle, proven?.plan.steps ?? []));
      if (session === undefined) return told(judgement, proven && offered(proven, judgement));
      if (target.path === '-') return told(judgement, proven && done(proven), proven?.plan.bytes);
      await putFile(proven, judgement, command, session, bench);
      if (proven !== undefined) bench.staged?.changed(target, sidecarOf(judgement)?.path);
      return told(judgement, proven && done(proven));
    } catch (error) {
      const failure = failureOfFile(error);
      if (failure.code !== 'STATE_CHANGED' || attempt === MAX_ATTEMPTS) {
        return told(judgement, failed(failure, proven?.plan.steps ?? []));
      }
      bench.neighbourhood.forget(target.path);
    }
  }
}

/** The error, where it is about files; what is wrong with the whole run, or with statefix itself, goes on upwards. */
export function failureOfFile(error: unknown): StatefixError {
  if (!(error instanceof StatefixError)) throw error;
  const exitCode = EXIT_CODES[error.code];
  if (exitCode !== 3 && exitCode !== 4) throw error;
  return error;
}
