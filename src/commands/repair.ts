import type { Plan, PlanStep } from '../model/plan.ts';
import { remedyFor } from '../plan/repair.ts';
import { planSameBytes } from '../plan/replacement.ts';
import { change } from './change.ts';
import { type Judgement, sidecarOf } from './judgement.ts';
import { restoredMode } from './recovery/restored-mode.ts';
import type { RepairOptions, Run, RunContext } from './run.ts';
import type { Workbench } from './workbench.ts';

/**
 * Brings files back to health by the gentlest means: mode bits, a checksum that only waits to be put in place, else the best healthy state that can be had,
 * brought forward. Healthy files are left alone, whatever the options name.
 */
export function repair(options: RepairOptions, context: RunContext): Run {
  const planner = (judgement: Judgement, bench: Workbench) => planRepair(judgement, options, bench);
  return change({ command: 'repair', planner }, options, context);
}

async function planRepair(judgement: Judgement, options: RepairOptions, bench: Workbench): Promise<Plan | undefined> {
  const { facts, diagnosis } = judgement;
  const remedy = remedyFor(diagnosis.findings);
  switch (remedy.kind) {
    case 'none':
      return undefined;
    case 'mode':
      return planAround(judgement);
    case 'complete-sidecar': {
      const staged = facts.siblings.stagedSidecar;
      return staged && planAround(judgement, { kind: 'complete-sidecar', from: staged.path });
    }
    case 'reseal':
      // The bytes stay: of what a seal sets, the checksum beside them alone is written.
      return planAround(judgement, { kind: 'seal', what: ['checksum'] });
    case 'restore':
      // The search for candidates is loaded where one is needed: most files are healthy.
      return (await import('./recovery/plan-restore.ts')).planRestore(judgement, options, bench);
  }
}

/** Leaves the bytes as they are: does that step beside the file, and takes away the bits of its mode that were found to be too many. */
function planAround(judgement: Judgement, beside?: PlanStep): Plan | undefined {
  const { facts, kind, target, diagnosis } = judgement;
  const { file } = facts;
  if (file.kind === 'unread') return undefined;
  const isTooOpen = diagnosis.findings.some(({ code }) => code === 'MODE_TOO_OPEN');
  const from = file.raw.stat?.mode;
  const to = isTooOpen ? restoredMode(file.raw, kind) : undefined;
  const mode: readonly PlanStep[] = from === undefined || to === undefined ? [] : [{ kind: 'mode', from, to }];
  return planSameBytes(file.raw, beside === undefined ? mode : [beside, ...mode], {
    path: target.path,
    kind,
    mode: to,
    sidecar: beside === undefined ? undefined : sidecarOf(judgement),
  });
}
