import type { DiagnosedFinding } from '../../model/finding.js';
import type { DataLoss } from '../../model/recovery.js';
import type { RegisteredKind } from '../../store/load-registry.js';
import type { ReadyState } from './candidate.js';
/** What the program that owns a file wants to know of its recovery: the words of the checklist system. */
export interface RecoveryRecord {
    readonly lastCorruption: string;
    readonly corruptionType: 'checksum_mismatch' | 'schema_invalid' | 'parse_error';
    readonly recoveryMethod: 'backup' | 'reset' | 'manual';
    readonly dataLoss: boolean;
}
export declare function recordOf(findings: readonly DiagnosedFinding[], method: RecoveryRecord['recoveryMethod'], loss: DataLoss, now: Date): RecoveryRecord;
/** The state with the record in its first document, sealed; as it is where the kind names no place for one, or its schema knows none. */
export declare function withRecord(state: ReadyState, record: RecoveryRecord, { kind, schemaOf }: RegisteredKind, now: Date): Promise<ReadyState>;
