import type { PlanStep } from '../model/plan.ts';
import { type ApplyLimits, applyPlan, applyTogether, clearTraces, type PlannedFile } from '../store/apply.ts';
import type { WriterSession } from '../store/session.ts';
import type { Judgement } from './judgement.ts';
import type { ProvenPlan } from './plan-file.ts';
import { stateVersionOf } from './state-version.ts';
import type { Workbench } from './workbench.ts';

/** A file that was judged, and what is to be made of it. */
export interface ProvenFile {
  readonly judgement: Judgement;
  readonly proven: ProvenPlan;
}

/** Does what was planned for one file; where nothing was, clears what dead writers left around a healthy one. */
export async function putFile(
  proven: ProvenPlan | undefined,
  judgement: Judgement,
  command: string,
  session: WriterSession,
  bench: Workbench,
): Promise<void> {
  const { target, facts, diagnosis } = judgement;
  if (proven !== undefined) {
    const { plan, limits, notes } = plannedFile({ judgement, proven }, command, bench);
    const books = bench.store === undefined ? undefined : { store: bench.store, command, notes };
    const { left } = await applyPlan(plan, session, limits, books);
    bench.neighbourhood.changed(target.path);
    await bench.watchIgnores(left);
    return;
  }
  // Around a file that is broken or gone, what a dead writer left may be all that is left of it.
  if (!diagnosis.isHealthy) return;
  const hasTraces = facts.siblings.leftovers.some(({ owner }) => owner === 'statefix') || facts.siblings.lock?.isDead;
  if (!hasTraces) return;
  await clearTraces(target.path, session, limitsOf(judgement, bench), bench.store);
  bench.neighbourhood.changed(target.path);
}

/** Does what was planned for several files, all or none. Throws where the project has no store: whoever makes sets has asked for one. */
export async function putSet(
  files: readonly ProvenFile[],
  command: string,
  session: WriterSession,
  bench: Workbench,
): Promise<void> {
  const { store } = bench;
  if (store === undefined) throw new Error('files change together without a project');
  const planned = files.map((file) => plannedFile(file, command, bench));
  const results = await applyTogether(planned, session, { store, command });
  for (const { judgement } of files) bench.neighbourhood.changed(judgement.target.path);
  await bench.watchIgnores(results.flatMap(({ left }) => left));
}

function plannedFile({ judgement, proven }: ProvenFile, command: string, bench: Workbench): PlannedFile {
  const { facts, kind, diagnosis } = judgement;
  const { plan, file } = proven;
  return {
    plan,
    limits: limitsOf(judgement, bench),
    notes: {
      kind: kind.name,
      versions: { from: stateVersionOf(facts.file, kind), to: stateVersionOf(file, kind) },
      recovery: recoveryOf(plan.steps),
      wasHealthy: diagnosis.isHealthy,
      backupsKept: kind.backups.keep,
      isMilestone: command === 'migrate' && diagnosis.isHealthy,
    },
  };
}

function recoveryOf(steps: readonly PlanStep[]): string | null {
  const [step] = steps.flatMap((each) => {
    if (each.kind === 'restore') return [each.source];
    return each.kind === 'undo' ? [`undo of ${each.change}`] : [];
  });
  return step ?? null;
}

/** A named path is written wherever its links lead, a walked one inside its root, and in the Action all inside the workspace. */
function limitsOf({ target, kind }: Judgement, { context }: Workbench): ApplyLimits {
  const allowedRoot = context.workspace ?? (target.isNamed ? undefined : target.root);
  return { allowedRoot, lockTimeout: kind.lock.timeout, staleAfter: kind.lock.stale };
}
