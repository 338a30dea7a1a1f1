import { diagnose } from '../checks/diagnose.ts';
import { sentenceOf } from '../checks/sentences.ts';
import { parseChecksumFile } from '../formats/checksum-file.ts';
import { StatefixError } from '../model/errors.ts';
import type { Diagnosis } from '../model/finding.ts';
import type { Plan } from '../model/plan.ts';
import type { StateFile } from '../model/state-file.ts';
import { predict } from '../plan/predict.ts';
import type { SelectedFile } from '../store/select-files.ts';
import type { UnseenNeighbour } from '../store/siblings.ts';
import type { Judgement } from './judgement.ts';
import { versionsOf } from './versions-of.ts';
import type { Workbench } from './workbench.ts';

/** Makes the plan for one judged file; `undefined` where there is nothing to do. Throws `StatefixError` for a file that cannot be acted on. */
export type Planner = (judgement: Judgement, bench: Workbench) => Promise<Plan | undefined>;

/** A plan and its proof: the file as it will be, with the verdict of the same checks. */
export interface ProvenPlan {
  readonly plan: Plan;
  readonly file: StateFile;
  readonly diagnosis: Diagnosis;
}

/** `healthy`: a plan whose file would not be healthy is not offered. `any`: what was there before comes back as it was. */
export type Proof = 'healthy' | 'any';

/** The plan for a judged file, proven; `undefined` where there is nothing to do. Throws `StatefixError` where it cannot be acted on. */
export async function planFile(
  judgement: Judgement,
  planner: Planner,
  proof: Proof,
  bench: Workbench,
): Promise<ProvenPlan | undefined> {
  ensureActable(judgement, bench);
  const plan = await planner(judgement, bench);
  return plan && (await prove(plan, judgement, proof, bench));
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
async function prove(plan: Plan, judgement: Judgement, proof: Proof, bench: Workbench): Promise<ProvenPlan> {
  const { facts, format, target } = judgement;
  const stat = facts.file.kind === 'unread' ? undefined : facts.file.raw.stat;
  const file = predict(plan, format, stat);
  const { sidecar, backups, leftovers } = facts.siblings;
  const siblings = {
    // The healthy content that is replaced takes the place of the .bak that stands there.
    backups: plan.keep === 'bak' ? [] : backups,
    leftovers: leftovers.filter(({ owner }) => owner === 'foreign'),
    lock: undefined,
    pending: [],
    sidecar: sidecar && { ...sidecar, recorded: recordedBeside(plan, sidecar.recorded) },
    stagedSidecar: undefined,
  };
  const versions = await versionsOf(file, judgement);
  const diagnosis = diagnose({ ...facts, file, siblings, versions }, bench.severities, format);
  const error = diagnosis.findings.find(({ severity }) => severity === 'error');
  if (error === undefined || proof === 'any') return { plan, file, diagnosis };
  const { message } = sentenceOf(error, target.display);
  throw new StatefixError('MIGRATION_FAILED', `${target.display}: the result would not be healthy: ${message}`, {
    hint: 'The file is as it was. Look at the facts of its kind: they ask for what its schema refuses.',
    pointer: error.pointer,
    path: target.display,
  });
}

/** What the checksum file will say once the plan is done. */
function recordedBeside({ sidecar, digest }: Plan, recorded: string | undefined): string | undefined {
  if (sidecar === undefined || digest === 'absent') return recorded;
  return parseChecksumFile(new TextDecoder().decode(sidecar.bytes));
}
