import type { Plan } from '../model/plan.ts';
import { targetVersion } from '../plan/chain.ts';
import { migrateDocuments } from '../plan/migrate.ts';
import { keepHealthy, planReplacement } from '../plan/replacement.ts';
import { change } from './change.ts';
import { type Judgement, sidecarOf } from './judgement.ts';
import type { MigrateOptions, Run, RunContext } from './run.ts';
import type { Workbench } from './workbench.ts';

/**
 * Brings healthy files to the current version of their kind, or to `--to`. A file with any finding of severity error is left alone: migrating it
 * would seal the damage.
 */
export function migrate(options: MigrateOptions, context: RunContext): Run {
  const planner = (judgement: Judgement, bench: Workbench) => planMigration(judgement, bench, options.to);
  return change({ command: 'migrate', planner }, options, context);
}

async function planMigration(
  judgement: Judgement,
  bench: Workbench,
  to: string | undefined,
): Promise<Plan | undefined> {
  const { facts, kind, schemaOf, format, target, diagnosis } = judgement;
  const { file } = facts;
  const version = targetVersion(kind, to);
  if (!diagnosis.isHealthy || file.kind !== 'parsed') return undefined;
  const tools = { schemaOf, runStep: bench.runStep, now: bench.context.now() };
  const changes = await migrateDocuments(file, kind, version, tools);
  if (changes.size === 0) return undefined;
  const steps = [...changes.values()].flatMap((each) => each.steps);
  return planReplacement(file, format, changes, steps, {
    path: target.path,
    kind,
    basis: file.raw.digest,
    keep: keepHealthy(kind),
    mode: undefined,
    sidecar: sidecarOf(judgement),
  });
}
