import { composeOrigins } from '../formats/origins.ts';
import { StatefixError } from '../model/errors.ts';
import type { Origins } from '../model/origins.ts';
import type { PlanStep } from '../model/plan.ts';
import { type Pointer, valueAt } from '../model/pointer.ts';
import type { ParsedFile } from '../model/state-file.ts';
import type { Value } from '../model/value.ts';
import { parseVersion } from '../model/version.ts';
import { documentVersion } from '../registry/document-version.ts';
import type { Kind, MigrationStep } from '../registry/kind.ts';
import { schemaMessage } from '../registry/schema-message.ts';
import type { SchemaLookup, VersionSchema } from '../registry/version-schema.ts';
import { chainBetween } from './chain.ts';
import { enginePointers, missingPlace, sealed, withChecksum, withVersion } from './engine-fields.ts';
import { undeclaredLosses } from './ledger.ts';
import type { StepRunner } from './step-runner.ts';

/** A document after its steps, and where its parts come from. */
export interface MigratedDocument {
  readonly value: Value;
  readonly origins: Origins;
  readonly steps: readonly PlanStep[];
}

/** What planning a migration needs of the world outside: schemas, the runner of steps, the time. */
export interface MigrationTools {
  readonly schemaOf: SchemaLookup;
  readonly runStep: StepRunner;
  readonly now: Date;
}

/**
 * Brings every document of a healthy file to `target`, in memory. Each output is judged by the schema of its version and by the loss ledger. The map
 * holds the documents that change, by index; it is empty where there is nothing to do.
 * Throws `StatefixError` `MIGRATION_FAILED` that names the step and the reason.
 */
export async function migrateDocuments(
  file: ParsedFile,
  kind: Kind,
  target: string,
  tools: MigrationTools,
): Promise<ReadonlyMap<number, MigratedDocument>> {
  const changed = new Map<number, MigratedDocument>();
  const several = file.documents.length > 1;
  for (const [index, value] of file.documents.entries()) {
    const found = documentVersion(value, kind);
    if (found.kind !== 'known' || found.version === target) continue;
    const migrated = await migrateDocument(value, found.version, target, kind, tools);
    const steps = several ? migrated.steps.map((step) => ({ ...step, document: index }) as PlanStep) : migrated.steps;
    changed.set(index, { ...migrated, steps });
  }
  return changed;
}

async function migrateDocument(
  start: Value,
  from: string,
  target: string,
  kind: Kind,
  tools: MigrationTools,
): Promise<MigratedDocument> {
  const chain = chainBetween(kind, from, target);
  let value = start;
  let origins: Origins = new Map();
  let schema: VersionSchema | undefined;
  const steps: PlanStep[] = [];
  for (const step of chain.steps) {
    const to = chain.direction === 'up' ? step.to : step.from;
    const leaving = chain.direction === 'up' ? step.from : step.to;
    schema = await tools.schemaOf(to);
    const after = await runOne(step, chain.direction, value, { kind, leaving, schema, runStep: tools.runStep });
    origins = composeOrigins(origins, after.origins);
    value = after.value;
    steps.push({ kind: 'migrate', from: leaving, to, name: step.name });
  }
  if (schema === undefined) return { value, origins, steps };
  return { value: sealed(value, kind, schema, tools.now), origins, steps };
}

interface StepContext {
  readonly kind: Kind;
  readonly leaving: string;
  readonly schema: VersionSchema;
  readonly runStep: StepRunner;
}

async function runOne(
  step: MigrationStep,
  direction: 'up' | 'down',
  before: Value,
  { kind, leaving, schema, runStep }: StepContext,
): Promise<{ readonly value: Value; readonly origins: Origins }> {
  const result = await runStep(step, direction, before);
  if (result.kind === 'failed') {
    const code = result.isNondeterministic === true ? 'MIGRATION_NONDETERMINISTIC' : 'MIGRATION_FAILED';
    throw failure(step, result.reason, result.pointer, code);
  }
  ensureVersionIsTheEngines(result.value, step, [leaving, schema.version], kind);
  const losses = undeclaredLosses(before, result.value, result.origins, result.drops, enginePointers(kind));
  if (losses.length > 0) throw lossFailure(step, direction, losses);
  const unplaced = missingPlace(result.value, kind, schema);
  if (unplaced !== undefined) throw failure(step, 'its result has no place for what its kind carries there', unplaced);
  const value = withChecksum(withVersion(result.value, kind, schema), kind, schema);
  const [problem, ...rest] = schema.validator.validate(value);
  if (problem !== undefined) {
    const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`;
    throw failure(
      step,
      `its result does not fit ${schema.path}: ${schemaMessage(problem.args)}${more}`,
      problem.pointer,
    );
  }
  return { value, origins: result.origins };
}

function ensureVersionIsTheEngines(value: Value, step: MigrationStep, allowed: readonly string[], kind: Kind): void {
  if (kind.version === false) return;
  for (const pointer of kind.version) {
    const found = valueAt(value, pointer);
    if (found === undefined) continue;
    const version = parseVersion(found);
    if (version !== undefined && allowed.includes(version)) return;
    const wrote = version ?? JSON.stringify(typeof found === 'bigint' ? String(found) : found);
    throw failure(step, `it wrote the version ${wrote}; a step leaves ${allowed[0]} or writes ${allowed[1]}`, pointer);
  }
}

type FailureCode = 'MIGRATION_FAILED' | 'MIGRATION_NONDETERMINISTIC';

function failure(
  step: MigrationStep,
  reason: string,
  pointer?: Pointer,
  code: FailureCode = 'MIGRATION_FAILED',
): StatefixError {
  const where = pointer === undefined || pointer === '' ? '' : ` (at ${pointer})`;
  return new StatefixError(code, `${step.shown}: ${reason}${where}`, {
    hint: 'The file is as it was. Mend the migration and run the command again.',
    step: step.name,
    ...(pointer === undefined ? {} : { pointer }),
  });
}

function lossFailure(step: MigrationStep, direction: 'up' | 'down', losses: readonly Pointer[]): StatefixError {
  const shown = losses.slice(0, 5).join(', ');
  const more = losses.length > 5 ? ` and ${losses.length - 5} more` : '';
  const name = direction === 'up' ? 'drops' : 'dropsDown';
  return new StatefixError(
    'MIGRATION_FAILED',
    `${step.shown}: it would lose ${shown}${more}, which it does not declare`,
    {
      hint: `Keep the value, or declare the loss in the migration: export const ${name} = [${JSON.stringify(losses[0])}];`,
      step: step.name,
      ...(losses[0] === undefined ? {} : { pointer: losses[0] }),
    },
  );
}
