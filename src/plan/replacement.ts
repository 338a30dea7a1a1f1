import { renderChecksumFile } from '../formats/checksum-file.ts';
import type { Format } from '../formats/format.ts';
import { rewrite } from '../formats/rewrite.ts';
import type { Origins } from '../model/origins.ts';
import type { Keep, Plan, PlanStep } from '../model/plan.ts';
import type { Digest, ParsedFile, RawFile } from '../model/state-file.ts';
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
  const { bytes, notes, file } = rewrite(source, format, changes);
  const { digest } = file.raw;
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
    sidecar: sidecar === undefined ? undefined : checksumBeside(digest, sidecar),
    notes,
    readBack: file,
  };
}

/** The plan that leaves the bytes as they are and changes only what is said around them: mode bits, the checksum file beside them. */
export function planSameBytes(
  raw: RawFile,
  steps: readonly PlanStep[],
  { path, kind, mode, sidecar }: Pick<Replaced, 'path' | 'kind' | 'mode' | 'sidecar'>,
): Plan {
  return {
    kind: 'plan',
    path,
    steps,
    basis: raw.digest,
    bytes: raw.bytes,
    digest: raw.digest,
    mode,
    allowedMode: kind.mode,
    keep: 'none',
    sidecar: sidecar === undefined ? undefined : checksumBeside(raw.digest, sidecar),
    notes: [],
  };
}

function checksumBeside(
  digest: Digest,
  { path, name }: NonNullable<Replaced['sidecar']>,
): NonNullable<Plan['sidecar']> {
  return { path, bytes: renderChecksumFile(digest, name) };
}

/** Where the healthy content that a change replaces goes. */
export function keepHealthy(kind: Kind): Keep {
  return kind.backups.bak ? 'bak' : 'none';
}

/** Where the broken bytes that a repair replaces go. */
export function keepBroken(kind: Kind): Keep {
  return kind.backups.corrupt ? 'corrupt-and-bak' : 'corrupt';
}
