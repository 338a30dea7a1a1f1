import type { Finding } from '../model/finding.ts';
import type { Value } from '../model/value.ts';
import { currentVersion, documentVersion } from '../registry/document-version.ts';
import type { Kind } from '../registry/kind.ts';
import type { Check } from './check.ts';

/** Each document carries a version that the registry has, and it is the current one. */
export const version: Check = ({ file, kind }) => {
  if (file.kind !== 'parsed') return [];
  const several = file.documents.length > 1;
  return file.documents.flatMap((value, document) => {
    const finding = judge(value, kind);
    if (finding === undefined) return [];
    return [several ? { ...finding, document } : finding];
  });
};

function judge(value: Value, kind: Kind): Finding | undefined {
  const found = documentVersion(value, kind);
  const current = currentVersion(kind);
  switch (found.kind) {
    case 'missing':
      return { code: 'VERSION_MISSING', pointer: '', args: { expected: found.expected } };
    case 'unknown':
      return {
        code: 'VERSION_UNKNOWN',
        pointer: found.pointer ?? '',
        args: { found: found.found, known: kind.versions.map((each) => each.version) },
      };
    case 'newer':
      return { code: 'VERSION_NEWER', pointer: found.pointer, args: { found: found.found, current } };
    case 'known': {
      if (found.version === current) return undefined;
      const at = kind.versions.findIndex((each) => each.version === found.version);
      const later = new Set(kind.versions.slice(at + 1).map((each) => each.version));
      const steps = kind.steps.filter((step) => later.has(step.to)).map((step) => step.name);
      return {
        code: 'VERSION_OUTDATED',
        pointer: found.pointer ?? '',
        args: { found: found.version, current, steps },
      };
    }
  }
}
