import type { Plan, PlanStep } from '../../model/plan.ts';
import { keepBroken, planReplacement } from '../../plan/replacement.ts';
import { resolveTarget } from '../../store/target.ts';
import { type Judgement, sidecarOf } from '../judgement.ts';
import type { RepairOptions } from '../run.ts';
import type { Workbench } from '../workbench.ts';
import type { HealthyCandidate } from './candidate.ts';
import { type Choice, chooseNamed, chooseTrusted } from './choose.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { dataLossOf } from './loss.ts';
import { notRepairable } from './not-repairable.ts';
import { type RecoveryRecord, recordOf, withRecord } from './recovery-record.ts';
import { restoredMode } from './restored-mode.ts';
import { type CandidateHunt, openHunt } from './search.ts';

/**
 * The plan that puts the best candidate in the place of a broken file. Throws `STATE_CORRUPTED` where there is none, and says of each why; what else is thrown
 * says what a person has to do first.
 */
export async function planRestore(
  judgement: Judgement,
  options: RepairOptions,
  bench: Workbench,
): Promise<Plan | undefined> {
  const evidence = evidenceOf(judgement);
  const hunt = openHunt(
    judgement,
    evidence,
    { ...options, isSalvaging: options.isSalvaging || options.from === 'salvage' },
    bench,
  );
  const choice = await choose(judgement, evidence, hunt, options, bench);
  if (choice === undefined) return undefined;
  if (choice.chosen === undefined) throw notRepairable(judgement, choice.candidates, hunt.notes, bench);
  // What was not looked at may have been better: that is told, though the repair goes on.
  if (hunt.isBlind()) {
    const path = resolveTarget(bench.context.fs, judgement.target.path, undefined);
    for (const clause of hunt.notes) bench.context.log({ kind: 'candidates-unseen', path, clause });
  }
  return await planOf(choice.chosen, judgement, evidence, isByHand(options) ? 'manual' : 'backup', bench);
}

async function choose(
  judgement: Judgement,
  evidence: Evidence,
  hunt: CandidateHunt,
  options: RepairOptions,
  bench: Workbench,
): Promise<Choice | undefined> {
  const { from, side, isInteractive } = options;
  if (isInteractive) {
    const { askForCandidate } = await import('./interactive.ts');
    return await askForCandidate(judgement, evidence, hunt, bench);
  }
  const name = from ?? side;
  return name === undefined
    ? await chooseTrusted(judgement, evidence, hunt)
    : await chooseNamed(name, judgement, evidence, hunt, bench.targets.length > 1);
}

function isByHand({ from, side, isInteractive }: RepairOptions): boolean {
  return from !== undefined || side !== undefined || isInteractive;
}

async function planOf(
  chosen: HealthyCandidate,
  judgement: Judgement,
  evidence: Evidence,
  method: RecoveryRecord['recoveryMethod'],
  bench: Workbench,
): Promise<Plan> {
  const { facts, kind, target, diagnosis } = judgement;
  const { file } = facts;
  const dataLoss = dataLossOf(chosen, evidence);
  const now = bench.context.now();
  const record = recordOf(diagnosis.findings, chosen.source === 'default' ? 'reset' : method, dataLoss, now);
  const state = await withRecord(chosen.verdict.state, record, evidence.loaded, now);
  const restored: PlanStep = {
    kind: 'restore',
    source: chosen.shown,
    version: chosen.version ?? undefined,
    candidate: chosen.name,
    ...(chosen.at === undefined ? {} : { at: chosen.at.toISOString() }),
    dataLoss,
  };
  return planReplacement(state.file, state.format, state.changes, [restored, ...state.steps], {
    path: target.path,
    kind,
    basis: file.kind === 'unread' ? 'absent' : file.raw.digest,
    keep: file.kind === 'unread' ? 'none' : keepBroken(kind),
    mode: restoredMode(file.kind === 'unread' ? state.file.raw : file.raw, kind),
    sidecar: sidecarOf(judgement),
  });
}
