import type { PlanStep } from '../model/plan.ts';
import { valueAt } from '../model/pointer.ts';
import type { ParsedFile } from '../model/state-file.ts';
import { valuesEqual } from '../model/value.ts';
import { documentVersion } from '../registry/document-version.ts';
import type { Kind } from '../registry/kind.ts';
import type { SchemaLookup } from '../registry/version-schema.ts';
import { sealed, withChecksum } from './engine-fields.ts';
import type { DocumentChanges } from './replacement.ts';

/** The documents whose recorded checksum is not theirs, sealed anew; empty where each has the right one. */
export async function sealDocuments(
  file: ParsedFile,
  kind: Kind,
  schemaOf: SchemaLookup,
  now: Date,
): Promise<{ readonly changes: DocumentChanges; readonly steps: readonly PlanStep[] }> {
  const changes = new Map<number, { value: ParsedFile['documents'][number]; origins: ReadonlyMap<string, string> }>();
  const steps: PlanStep[] = [];
  for (const [index, value] of file.documents.entries()) {
    const found = documentVersion(value, kind);
    if (found.kind !== 'known') continue;
    const schema = await schemaOf(found.version);
    if (valuesEqual(withChecksum(value, kind, schema), value)) continue;
    changes.set(index, { value: sealed(value, kind, schema, now), origins: new Map() });
    steps.push({
      kind: 'seal',
      what: whatIsSealed(value, kind),
      ...(file.documents.length > 1 ? { document: index } : {}),
    });
  }
  return { changes, steps };
}

/** What sealing sets in that document, for reports. */
export function whatIsSealed(
  value: ParsedFile['documents'][number],
  kind: Kind,
): readonly ('checksum' | 'serial' | 'touched')[] {
  const has = (pointer: string | undefined) => pointer !== undefined && valueAt(value, pointer) !== undefined;
  return [
    'checksum' as const,
    ...(has(kind.serial) ? ['serial' as const] : []),
    ...(has(kind.touched) ? ['touched' as const] : []),
  ];
}
