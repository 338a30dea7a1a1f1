import type { DiagnosedFinding } from '../../model/finding.ts';
import type { PlanStep } from '../../model/plan.ts';
import type { DataLoss } from '../../model/recovery.ts';
import type { Value } from '../../model/value.ts';
import { hasPlaceAt, withValueAt } from '../../model/with-value.ts';
import { sealed, withChecksum } from '../../plan/engine-fields.ts';
import { currentVersion } from '../../registry/document-version.ts';
import { schemaKnows } from '../../registry/version-schema.ts';
import type { RegisteredKind } from '../../store/load-registry.ts';
import type { ReadyState } from './candidate.ts';

/** What the program that owns a file wants to know of its recovery: the words of the checklist system. */
export interface RecoveryRecord {
  readonly lastCorruption: string;
  readonly corruptionType: 'checksum_mismatch' | 'schema_invalid' | 'parse_error';
  readonly recoveryMethod: 'backup' | 'reset' | 'manual';
  readonly dataLoss: boolean;
}

export function recordOf(
  findings: readonly DiagnosedFinding[],
  method: RecoveryRecord['recoveryMethod'],
  loss: DataLoss,
  now: Date,
): RecoveryRecord {
  return {
    lastCorruption: now.toISOString(),
    corruptionType: corruptionType(findings),
    recoveryMethod: method,
    dataLoss: loss.kind !== 'none' || loss.isPartial,
  };
}

function corruptionType(findings: readonly DiagnosedFinding[]): RecoveryRecord['corruptionType'] {
  const codes = new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code));
  const isOfChecksum = codes.has('CHECKSUM_MISMATCH') || codes.has('CHECKSUM_MISSING');
  const isOfSchema = ['SCHEMA_MISMATCH', 'VERSION_MISSING', 'VERSION_UNKNOWN', 'VERSION_NEWER'].some((code) =>
    codes.has(code as DiagnosedFinding['code']),
  );
  if (isOfSchema) return 'schema_invalid';
  return isOfChecksum ? 'checksum_mismatch' : 'parse_error';
}

/** The state with the record in its first document, sealed; as it is where the kind names no place for one, or its schema knows none. */
export async function withRecord(
  state: ReadyState,
  record: RecoveryRecord,
  { kind, schemaOf }: RegisteredKind,
  now: Date,
): Promise<ReadyState> {
  const pointer = kind.recovery;
  const [first] = state.file.documents;
  if (pointer === undefined || first === undefined) return state;
  const schema = await schemaOf(currentVersion(kind));
  const change = state.changes.get(0);
  const value = change?.value ?? first;
  if (!schemaKnows(schema.schema, pointer) || !hasPlaceAt(value, pointer)) return state;
  const recorded = withValueAt(value, pointer, { ...record } satisfies Record<string, Value>);
  // What has been brought forward was sealed with it.
  const after = change === undefined ? sealed(recorded, kind, schema, now) : withChecksum(recorded, kind, schema);
  const changes = new Map(state.changes).set(0, { value: after, origins: change?.origins ?? new Map() });
  const step: PlanStep = { kind: 'seal', what: ['recovery', ...sealedFields(value, after, kind.checksum !== false)] };
  return { ...state, changes, steps: [...state.steps, step] };
}

function sealedFields(before: Value, after: Value, hasChecksum: boolean): readonly 'checksum'[] {
  return hasChecksum && before !== after ? ['checksum'] : [];
}
