import { renderChecksumFile } from '../formats/checksum-file.ts';
import type { Format } from '../formats/format.ts';
import { rewrite } from '../formats/rewrite.ts';
import type { Origins } from '../model/origins.ts';
import type { Keep, Plan, PlanStep } from '../model/plan.ts';
import type { Digest, ParsedFile } from '../model/state-file.ts';
import type { Value } from '../model/value.ts';
import type { Kind } from '../registry/kind.ts';

/** Documents of a file that change, by index. */
export type DocumentChanges = ReadonlyMap<number, { readonly value: Value; readonly origins: Origins }>;

/** What a plan replaces, and what becomes of it. */
export interface Replaced {
  readonly path: string;
  readonly kind: Kind;
  readonly basis: Digest | 'absent';
  readonly keep: Keep;
  readonly mode: number | undefined;
  /** Where the kind keeps a checksum beside the file: that file, and the name that it records. */
  readonly sidecar: { readonly path: string; readonly name: string } | undefined;
}

/** The plan that puts `source`, with those changes, in the place of what `replaced` says. Its bytes were re-parsed and compared. */
export function planReplacement(
  source: ParsedFile,
  format: Format,
  changes: DocumentChanges,
  steps: readonly PlanStep[],
  replaced: Replaced,
): Plan {
  const { bytes, digest, notes } = rewrite(source, format, changes);
  const { path, kind, basis, keep, mode, sidecar } = replaced;
  return {
    kind: 'plan',
    path,
    steps,
    basis,
    bytes,
    digest,
    mode,
    allowedMode: kind.mode,
    keep,
    sidecar:
      sidecar === undefined ? undefined : { path: sidecar.path, bytes: renderChecksumFile(digest, sidecar.name) },
    notes,
  };
}

/** Where the healthy content that a change replaces goes. */
export function keepHealthy(kind: Kind): Keep {
  return kind.backups.bak ? 'bak' : 'none';
}

/** Where the broken bytes that a repair replaces go. */
export function keepBroken(kind: Kind): Keep {
  return kind.backups.corrupt ? 'corrupt-and-bak' : 'corrupt';
}
