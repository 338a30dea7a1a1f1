import type { DataLoss } from '../../model/recovery.ts';
import type { Value } from '../../model/value.ts';
import { parseVersion } from '../../model/version.ts';
import { lossOf } from '../../plan/difference/loss.ts';
import { enginePointers } from '../../plan/engine-fields.ts';
import type { Kind } from '../../registry/kind.ts';
import type { HealthyCandidate } from './candidate.ts';
import type { Evidence } from './evidence.ts';

/** What is lost where that candidate takes the place of the broken file: held against what can still be read of it, at the same version where that is to be had. */
export function dataLossOf(candidate: HealthyCandidate, evidence: Evidence): DataLoss {
  // What a readable file holds beside its own checksum, somebody may have written on purpose.
  if (candidate.isProven && !evidence.isReadable) return { kind: 'none', isPartial: false };
  const { kind } = evidence.loaded;
  const { file, changes } = candidate.verdict.state;
  const broken = evidence.version === undefined ? undefined : parseVersion(evidence.version);
  const isOwnVersion = broken !== undefined && broken === candidate.version;
  const documents = file.documents.map((value, index): Value => {
    const change = changes.get(index);
    return isOwnVersion || change === undefined ? value : change.value;
  });
  return lossOf(evidence.remains, documents, { ignored: fieldsOfEngine(kind), identities: kind.identities });
}

/** Fields that change with every write: no loss. */
export function fieldsOfEngine(kind: Kind): readonly string[] {
  const own = [kind.serial, kind.touched, kind.recovery, kind.conflicts].filter((each) => each !== undefined);
  return [...enginePointers(kind), ...own];
}
