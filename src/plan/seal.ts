import type { Origins } from '../model/origins.ts';
import type { PlanStep } from '../model/plan.ts';
import { type Pointer, valueAt } from '../model/pointer.ts';
import type { ParsedFile } from '../model/state-file.ts';
import { type Value, valuesEqual } from '../model/value.ts';
import { documentVersion } from '../registry/document-version.ts';
import type { Kind } from '../registry/kind.ts';
import type { SchemaLookup } from '../registry/version-schema.ts';
import { sealed, withChecksum } from './engine-fields.ts';
import type { DocumentChanges } from './replacement.ts';

const IN_PLACE: Origins = new Map();

/** A hand edit, accepted. */
export interface SealedDocuments {
  readonly changes: DocumentChanges;
  readonly steps: readonly PlanStep[];
}

/**
 * Seals anew the documents whose recorded checksum is not theirs; where the kind keeps its checksum beside the file, all of them, since it is one for
 * the whole file.
 */
export async function sealDocuments(
  file: ParsedFile,
  kind: Kind,
  schemaOf: SchemaLookup,
  now: Date,
): Promise<SealedDocuments> {
  const changes = new Map<number, { readonly value: Value; readonly origins: Origins }>();
  const steps: PlanStep[] = [];
  const several = file.documents.length > 1;
  for (const [index, value] of file.documents.entries()) {
    const found = documentVersion(value, kind);
    if (found.kind !== 'known') continue;
    const schema = await schemaOf(found.version);
    if (kind.checksum !== 'sidecar' && valuesEqual(withChecksum(value, kind, schema), value)) continue;
    const after = sealed(value, kind, schema, now);
    changes.set(index, { value: after, origins: IN_PLACE });
    steps.push({ kind: 'seal', what: whatIsSealed(value, after, kind), ...(several ? { document: index } : {}) });
  }
  return { changes, steps };
}

function whatIsSealed(before: Value, after: Value, kind: Kind): readonly ('checksum' | 'serial' | 'touched')[] {
  const isSet = (pointer: Pointer | undefined) =>
    pointer !== undefined && valueAt(before, pointer) !== valueAt(after, pointer);
  return [
    'checksum',
    ...(isSet(kind.serial) ? (['serial'] as const) : []),
    ...(isSet(kind.touched) ? (['touched'] as const) : []),
  ];
}
