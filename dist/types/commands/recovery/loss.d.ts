import type { DataLoss } from '../../model/recovery.js';
import type { Kind } from '../../registry/kind.js';
import type { HealthyCandidate } from './candidate.js';
import type { Evidence } from './evidence.js';
/** What is lost where that candidate takes the place of the broken file: held against what can still be read of it, at the same version where that is to be had. */
export declare function dataLossOf(candidate: HealthyCandidate, evidence: Evidence): DataLoss;
/** Fields that change with every write: no loss. */
export declare function fieldsOfEngine(kind: Kind): readonly string[];
