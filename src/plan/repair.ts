import type { DiagnosedFinding, FindingCode } from '../model/finding.ts';

/** What a repair does about a diagnosis; whichever it is, bits of the mode that are too many go with it. */
export type Remedy =
  /** Nothing is wrong, or nothing that a repair may touch. */
  | { readonly kind: 'none' }
  /** The content is healthy and its checksum file only waits to be put in place. */
  | { readonly kind: 'complete-sidecar' }
  /** Only the permission bits are wrong. */
  | { readonly kind: 'mode' }
  /** Content and checksum differ by formatting alone: the content is as good as it was. */
  | { readonly kind: 'reseal' }
  /** The content is broken: a candidate must take its place. */
  | { readonly kind: 'restore' };

const CHECKSUMS: ReadonlySet<FindingCode> = new Set(['CHECKSUM_MISMATCH', 'CHECKSUM_MISSING']);

/**
 * Chooses the gentlest remedy for what was found. A newer version is touched only where the checksum disagrees too: then the version itself may be the
 * damage. What is larger than the limit is left alone: its bytes were not read.
 */
export function remedyFor(findings: readonly DiagnosedFinding[]): Remedy {
  const codes = new Set(findings.map(({ code }) => code));
  const errors = findings.filter(({ severity, code }) => severity === 'error' && code !== 'MODE_TOO_OPEN');
  if (codes.has('SIZE_EXCEEDED')) return { kind: 'none' };
  if (codes.has('VERSION_NEWER') && !codes.has('CHECKSUM_MISMATCH')) return { kind: 'none' };
  if (errors.length > 0) return { kind: errors.every(isFormattingAlone) ? 'reseal' : 'restore' };
  if (codes.has('CHECKSUM_PENDING')) return { kind: 'complete-sidecar' };
  return { kind: codes.has('MODE_TOO_OPEN') ? 'mode' : 'none' };
}

/** True where a hand edit is all that is wrong, as far as the findings tell: what `seal` is for. */
export function isHandEdit(findings: readonly DiagnosedFinding[]): boolean {
  const errors = findings.filter(({ severity, code }) => severity === 'error' && code !== 'MODE_TOO_OPEN');
  return errors.length > 0 && errors.every(({ code }) => CHECKSUMS.has(code));
}

function isFormattingAlone(finding: DiagnosedFinding): boolean {
  return finding.code === 'CHECKSUM_MISMATCH' && finding.args.onlyFormatting;
}
