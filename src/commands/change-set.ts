import { StatefixError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { pathWord } from '../model/shell-word.ts';
import type { RawFile, UnreadFile } from '../model/state-file.ts';
import type { FsOps } from '../store/fs-ops.ts';
import { readRaw } from '../store/read.ts';
import type { SelectedFile } from '../store/select-files.ts';
import type { WriterSession } from '../store/session.ts';
import { resolveTarget } from '../store/target.ts';
import { done, failed, offered, told } from './aftermath.ts';
import { type Change, failureOfFile, MAX_ATTEMPTS } from './change.ts';
import { judge } from './judge.ts';
import { type Judgement, sidecarOf } from './judgement.ts';
import { type ProvenPlan, planFile } from './plan-file.ts';
import { type ProvenFile, putFile, putSet } from './put.ts';
import type { Run } from './run.ts';
import type { Workbench } from './workbench.ts';

/** One file of a set: what was planned, or why nothing can be. */
interface Member {
  readonly judgement: Judgement;
  readonly proven: ProvenPlan | undefined;
  readonly failure: StatefixError | undefined;
}

/** Changes files together or not at all: where one cannot be acted on, the others are left as they are, and told so. */
export async function* changeSet(
  targets: readonly SelectedFile[],
  what: Change,
  bench: Workbench,
  session: WriterSession | undefined,
): Run {
  for (let attempt = 1; ; attempt += 1) {
    const members = await planAll(targets, what, bench);
    const obstacle = members.find(({ failure }) => failure !== undefined);
    if (obstacle !== undefined) {
      for (const each of members) yield told(each.judgement, notDone(each, obstacle));
      return;
    }
    if (session === undefined) {
      for (const { judgement, proven } of members) yield told(judgement, proven && offered(proven, judgement));
      return;
    }
    const planned = members.flatMap(({ judgement, proven }) => (proven === undefined ? [] : [{ judgement, proven }]));
    try {
      if (planned.length > 0) await putSet(planned, what.command, session, bench);
      for (const { judgement, proven } of members) {
        if (proven === undefined) await putFile(undefined, judgement, what.command, session, bench);
      }
    } catch (error) {
      const failure = failureOfFile(error);
      for (const { judgement } of members) bench.neighbourhood.forget(judgement.target.path);
      if (failure.code === 'STATE_CHANGED' && attempt < MAX_ATTEMPTS) continue;
      for (const each of members) yield told(each.judgement, afterFailure(each, planned, failure, bench));
      return;
    }
    for (const { judgement } of planned) bench.staged?.changed(judgement.target, sidecarOf(judgement)?.path);
    for (const { judgement, proven } of members) yield told(judgement, proven && done(proven));
    return;
  }
}

async function planAll(
  targets: readonly SelectedFile[],
  { planner, proof = 'healthy' }: Change,
  bench: Workbench,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (const target of targets) {
    bench.context.signal.throwIfAborted();
    const judgement = await judge(target, bench);
    if (judgement === undefined) continue;
    try {
      const proven = await planFile(judgement, planner, proof, bench);
      const isRefused = proven === undefined && !judgement.diagnosis.isHealthy;
      const obstacle = proven && bench.staged?.obstacleTo(target);
      members.push({ judgement, proven, failure: isRefused ? refusal(judgement) : obstacle });
    } catch (error) {
      members.push({ judgement, proven: undefined, failure: failureOfFile(error) });
    }
  }
  return members;
}

/** A file with errors that the command does not mend: its findings say what they are. */
function refusal({ target }: Judgement): StatefixError {
  return new StatefixError('TRANSACTION_ABORTED', `${target.display} has errors, and no file of the set was changed`, {
    hint: `Mend it first: statefix repair ${pathWord(target.display)}`,
    path: target.display,
  });
}

function notDone({ proven, failure }: Member, obstacle: Member): ReturnType<typeof failed> | undefined {
  if (failure !== undefined) return failed(failure, []);
  return proven && failed(aborted(obstacle.judgement.target.display), proven.plan.steps);
}

function aborted(because: string): StatefixError {
  return new StatefixError(
    'TRANSACTION_ABORTED',
    `left as it was, because ${because} could not be changed, and they change together`,
    {
      hint: 'Mend what is told of that file, then run again.',
    },
  );
}

/** The error is about one file; the others of the set were taken back, unless it says that the new content stays. */
function afterFailure(
  { judgement, proven }: Member,
  planned: readonly ProvenFile[],
  failure: StatefixError,
  bench: Workbench,
): ReturnType<typeof failed> | undefined {
  if (proven === undefined) return undefined;
  const { plan } = proven;
  const culprit = culpritOf(failure, planned, bench);
  const isOwn = culprit?.judgement === judgement;
  const isNew = isMade(plan, readRaw(bench.context.fs, { kind: 'file', path: plan.path }, Number.MAX_SAFE_INTEGER));
  return failed(isOwn || isNew ? failure : aborted(culprit?.judgement.target.display ?? 'another'), plan.steps);
}

/** True where the file is as the plan wanted it. */
function isMade({ basis, digest, mode }: Plan, now: RawFile | UnreadFile): boolean {
  if (now.kind !== 'raw') return digest === 'absent';
  return now.digest === digest && (digest !== basis || now.stat?.mode === mode);
}

/** The file whose name the error bears, or that of something beside it; the first one where it tells of none. */
function culpritOf(
  { path, message }: StatefixError,
  planned: readonly ProvenFile[],
  { context }: Workbench,
): ProvenFile | undefined {
  const told = path ?? message;
  const about = planned
    .map((file) => ({ file, real: realOf(context.fs, file.judgement.target.path) }))
    .filter(({ file, real }) => [real, file.judgement.target.path].some((name) => told.startsWith(name)));
  // A name may begin with that of another file: the longest is meant.
  const [closest] = about.toSorted((one, other) => other.real.length - one.real.length);
  return (closest ?? { file: planned[0] }).file;
}

function realOf(fs: FsOps, path: string): string {
  try {
    return resolveTarget(fs, path, undefined);
  } catch (error) {
    // There is a failure to be told already.
    if (!(error instanceof StatefixError)) throw error;
    return path;
  }
}
