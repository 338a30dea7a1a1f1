import type { Remains } from '../../formats/remains/remains.ts';
import type { DataLoss } from '../../model/recovery.ts';
import type { Value } from '../../model/value.ts';
import { parseVersion } from '../../model/version.ts';
import { lossOf } from '../../plan/difference/loss.ts';
import { enginePointers } from '../../plan/engine-fields.ts';
import type { Kind } from '../../registry/kind.ts';
import type { HealthyCandidate, ReadyState } from './candidate.ts';
import type { Evidence } from './evidence.ts';

/** What is lost where that candidate takes the place of the broken file: held against what can still be read of it, at the same version where that is to be had. */
export function dataLossOf(candidate: HealthyCandidate, evidence: Evidence): DataLoss {
  // What a readable file holds beside its own checksum, somebody may have written on purpose.
  if (candidate.isProven && !evidence.isReadable) return { kind: 'none', isPartial: false };
  const { kind } = evidence.loaded;
  const options = { ignored: fieldsOfEngine(kind), identities: kind.identities };
  if (candidate.name === 'merged') return { kind: 'none', isPartial: false };
  if (candidate.rival !== undefined) {
    const rival = broughtForward(candidate.rival);
    return lossOf(wholeRemains(rival), broughtForward(candidate.verdict.state), options);
  }
  const broken = evidence.version === undefined ? undefined : parseVersion(evidence.version);
  const isOwnVersion = broken !== undefined && broken === candidate.version;
  const { file } = candidate.verdict.state;
  const documents = isOwnVersion ? file.documents : broughtForward(candidate.verdict.state);
  return lossOf(evidence.remains, documents, options);
}

function broughtForward({ file, changes }: ReadyState): readonly Value[] {
  return file.documents.map((value, index) => changes.get(index)?.value ?? value);
}

function wholeRemains(documents: readonly Value[]): Remains {
  return { leaves: new Map(), isWhole: true, documents };
}

/** Fields that change with every write: no loss. */
export function fieldsOfEngine(kind: Kind): readonly string[] {
  const own = [kind.serial, kind.touched, kind.recovery, kind.conflicts].filter((each) => each !== undefined);
  return [...enginePointers(kind), ...own];
}
