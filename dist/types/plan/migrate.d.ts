import type { Origins } from '../model/origins.js';
import type { PlanStep } from '../model/plan.js';
import type { ParsedFile } from '../model/state-file.js';
import type { Value } from '../model/value.js';
import type { Kind } from '../registry/kind.js';
import type { SchemaLookup } from '../registry/version-schema.js';
import type { StepRunner } from './step-runner.js';
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
export declare function migrateDocuments(file: ParsedFile, kind: Kind, target: string, tools: MigrationTools): Promise<ReadonlyMap<number, MigratedDocument>>;
