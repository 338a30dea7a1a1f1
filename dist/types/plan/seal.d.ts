import type { PlanStep } from '../model/plan.js';
import type { ParsedFile } from '../model/state-file.js';
import type { Kind } from '../registry/kind.js';
import type { SchemaLookup } from '../registry/version-schema.js';
import type { DocumentChanges } from './replacement.js';
/** A hand edit, accepted. */
export interface SealedDocuments {
    readonly changes: DocumentChanges;
    readonly steps: readonly PlanStep[];
}
/**
 * Seals anew the documents whose recorded checksum is not theirs; where the kind keeps its checksum beside the file, all of them, since it is one for
 * the whole file.
 */
export declare function sealDocuments(file: ParsedFile, kind: Kind, schemaOf: SchemaLookup, now: Date): Promise<SealedDocuments>;
