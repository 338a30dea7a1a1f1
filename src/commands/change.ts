import { diagnose } from '../checks/diagnose.ts';
import { sentenceOf } from '../checks/sentences.ts';
import { EXIT_CODES, StatefixError } from '../model/errors.ts';
import type { Diagnosis } from '../model/finding.ts';
import type { Plan, PlanStep } from '../model/plan.ts';
import type { CommandName } from '../model/report.ts';
import type { StateFile } from '../model/state-file.ts';
import { TOOL_VERSION } from '../model/tool.ts';
import { predict } from '../plan/predict.ts';
import { type ApplyLimits, applyPlan, clearTraces } from '../store/apply.ts';
import type { SelectedFile } from '../store/select-files.ts';
import { openWriterSession, type WriterSession } from '../store/session.ts';
import type { UnseenNeighbour } from '../store/siblings.ts';
import { type Judgement, judge } from './judge.ts';
import { type Aftermath, fileReport } from './report-file.ts';
import { reportedError } from './reported.ts';
import type { ChangeOptions, JudgedFile, Run, RunContext } from './run.ts';
import { unifiedDiff } from './unified-diff.ts';
import { versionsOf } from './versions-of.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

/** How often a plan is made for a file that changes underneath, before the run gives up on it. */
const MAX_ATTEMPTS = 3;

/** Makes the plan for one judged file; `undefined` where there is nothing to do. Throws `StatefixError` for a file that cannot be acted on. */
export type Planner = (judgement: Judgement, bench: Workbench) => Promise<Plan | undefined>;

/** A plan and its proof: the file as it will be, found healthy by the same checks. */
interface ProvenPlan {
  readonly plan: Plan;
  readonly file: StateFile;
  readonly diagnosis: Diagnosis;
}

/**
 * The line that every changing command goes: read, judge, plan, predict and judge again, then lock, re-read and apply. In `plan` mode it ends before
 * the lock and leaves no trace. Each file stands alone: one that cannot be acted on is reported, and the next is taken up.
 */
export async function* change(
  command: CommandName,
  planner: Planner,
  options: ChangeOptions,
  context: RunContext,
): Run {
  const bench = await openWorkbench(options, context);
  const session = options.mode === 'apply' ? openSession(command, context) : undefined;
  try {
    for (const target of bench.targets) {
      if (context.signal.aborted) return;
      const judged = await changeOne(target, planner, bench, session);
      if (judged !== undefined) yield judged;
    }
  } finally {
    session?.close();
  }
}

function openSession(operation: CommandName, { fs, log, signal, now }: RunContext): WriterSession {
  return openWriterSession({ fs, log, signal, now, tool: `statefix ${TOOL_VERSION}`, operation });
}

async function changeOne(
  target: SelectedFile,
  planner: Planner,
  bench: Workbench,
  session: WriterSession | undefined,
): Promise<JudgedFile | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const judgement = await judge(target, bench);
    if (judgement === undefined) return undefined;
    let proven: ProvenPlan | undefined;
    try {
      ensureActable(judgement, bench);
      const plan = await planner(judgement, bench);
      proven = plan && (await prove(plan, judgement, bench));
      if (session === undefined) return told(judgement, proven && offer(proven, judgement));
      if (target.path === '-') return told(judgement, proven && done(proven), proven?.plan.bytes);
      await put(proven, judgement, session, bench);
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

/** The error, where it is about this one file; what is wrong with the whole run, or with statefix itself, goes on upwards. */
function failureOfFile(error: unknown): StatefixError {
  if (!(error instanceof StatefixError)) throw error;
  const exitCode = EXIT_CODES[error.code];
  if (exitCode !== 3 && exitCode !== 4) throw error;
  return error;
}

/** What cannot be read, or must not be written, is no matter for a plan. */
function ensureActable({ facts, target, diagnosis, unseen }: Judgement, bench: Workbench): void {
  const { file } = facts;
  if (unseen !== undefined && !diagnosis.isHealthy) throw unseenError(target, unseen);
  if (file.kind !== 'unread') return;
  if (file.fault.code === 'OUTSIDE_ROOT') {
    throw new StatefixError(
      'OUTSIDE_ROOT',
      `${target.display} leads to ${file.fault.args.target}, outside of ${target.root}`,
      {
        hint: 'To change the file that the link leads to, name its path.',
        path: target.display,
      },
    );
  }
  if (file.fault.code !== 'UNREADABLE') return;
  const { message, hint } = sentenceOf(file.fault, target.display);
  throw new StatefixError('WRITE_FAILED', `${target.display}: ${message}`, {
    hint:
      file.isIoError && bench.context.workspace === undefined
        ? 'Mend what keeps it from being read, then run again.'
        : hint,
    step: 'read',
    path: target.display,
    ...(file.errno === undefined ? {} : { errno: file.errno }),
  });
}

/** What was found wrong may be so only because a checksum or a backup could not be seen: no ground to act on. */
function unseenError({ display }: SelectedFile, { path, errno }: UnseenNeighbour): StatefixError {
  return new StatefixError('WRITE_FAILED', `${display}: cannot read what stands beside it: ${path} (${errno})`, {
    hint: 'Mend what keeps it from being read, then run again. Nothing was changed.',
    step: 'read',
    errno,
    path: display,
  });
}

/** Judges the file as the plan would leave it. Throws where it would not be healthy: such a plan is not offered. */
async function prove(plan: Plan, judgement: Judgement, bench: Workbench): Promise<ProvenPlan> {
  const { facts, format, target } = judgement;
  const stat = facts.file.kind === 'unread' ? undefined : facts.file.raw.stat;
  const file = predict(plan, format, stat);
  const { sidecar, backups, leftovers } = facts.siblings;
  const siblings = {
    // The healthy content that is replaced takes the place of the .bak that stands there.
    backups: plan.keep === 'bak' ? [] : backups,
    leftovers: leftovers.filter(({ owner }) => owner === 'foreign'),
    lock: undefined,
    sidecar: sidecar && { ...sidecar, recorded: plan.sidecar === undefined ? sidecar.recorded : plan.digest },
    stagedSidecar: undefined,
  };
  const versions = await versionsOf(file, judgement);
  const diagnosis = diagnose({ ...facts, file, siblings, versions }, bench.severities, format);
  const error = diagnosis.findings.find(({ severity }) => severity === 'error');
  if (error === undefined) return { plan, file, diagnosis };
  const { message } = sentenceOf(error, target.display);
  throw new StatefixError('MIGRATION_FAILED', `${target.display}: the result would not be healthy: ${message}`, {
    hint: 'The file is as it was. Look at the facts of its kind: they ask for what its schema refuses.',
    pointer: error.pointer,
    path: target.display,
  });
}

async function put(
  proven: ProvenPlan | undefined,
  { target, kind, facts, diagnosis }: Judgement,
  session: WriterSession,
  bench: Workbench,
): Promise<void> {
  const limits: ApplyLimits = { allowedRoot: allowedRootOf(target, bench), lockTimeout: kind.lock.timeout };
  if (proven !== undefined) {
    const { left } = await applyPlan(proven.plan, session, limits);
    bench.neighbourhood.changed(target.path);
    await bench.watchIgnores(left);
    return;
  }
  // Around a file that is broken or gone, what a dead writer left may be all that is left of it.
  if (!diagnosis.isHealthy) return;
  const hasTraces = facts.siblings.leftovers.some(({ owner }) => owner === 'statefix') || facts.siblings.lock?.isDead;
  if (!hasTraces) return;
  await clearTraces(target.path, session, limits);
  bench.neighbourhood.changed(target.path);
}

/** A named path is written wherever its links lead, a walked one inside its root, and in the Action all inside the workspace. */
function allowedRootOf(target: SelectedFile, { context }: Workbench): string | undefined {
  return context.workspace ?? (target.isNamed ? undefined : target.root);
}

function offer({ plan, file, diagnosis }: ProvenPlan, { facts, target }: Judgement): Aftermath {
  const before = facts.file.kind === 'unread' ? '' : (facts.file.raw.text ?? '');
  const after = file.kind === 'unread' ? '' : (file.raw.text ?? '');
  const diff = unifiedDiff(target.display, before, after);
  return { outcome: { kind: 'planned', steps: plan.steps, diff }, notes: plan.notes, file, diagnosis };
}

function done({ plan, file, diagnosis }: ProvenPlan): Aftermath {
  return { outcome: { kind: 'applied', steps: plan.steps }, notes: plan.notes, file, diagnosis };
}

function failed(error: StatefixError, steps: readonly PlanStep[]): Aftermath {
  return { outcome: { kind: 'failed', steps, error: reportedError(error) } };
}

function told(judgement: Judgement, aftermath: Aftermath | undefined, output?: Uint8Array): JudgedFile {
  const { file } = judgement.facts;
  const isStdin = judgement.target.path === '-';
  const original = isStdin && file.kind !== 'unread' ? file.raw.bytes : undefined;
  return {
    report: fileReport(judgement, aftermath),
    text: file.kind === 'unread' ? undefined : file.raw.text,
    output: output ?? original,
  };
}
