import type { Pointer } from '../model/pointer.ts';
import { valueAt } from '../model/pointer.ts';
import type { Value } from '../model/value.ts';
import { compareVersions, parseVersion, versionStyle } from '../model/version.ts';
import type { Kind } from './kind.ts';

/** What a document says of its version, held against the versions of its kind. `pointer` is where it says so. */
export type DocumentVersion =
  | { readonly kind: 'known'; readonly version: string; readonly pointer: Pointer | undefined }
  | { readonly kind: 'missing'; readonly expected: readonly Pointer[] }
  | { readonly kind: 'unknown'; readonly found: string; readonly pointer: Pointer | undefined }
  | { readonly kind: 'newer'; readonly found: string; readonly pointer: Pointer };

/** The newest version of a kind. */
export function currentVersion(kind: Kind): string {
  const last = kind.versions.at(-1);
  if (last === undefined) throw new RangeError(`kind ${kind.name} has no version`);
  return last.version;
}

/** Reads the version of one document. Never throws for bad input: what cannot be a version is `unknown`. */
export function documentVersion(value: Value, kind: Kind): DocumentVersion {
  if (kind.version === false) return { kind: 'known', version: currentVersion(kind), pointer: undefined };
  for (const pointer of kind.version) {
    const found = valueAt(value, pointer);
    if (found !== undefined) return judge(found, pointer, kind);
  }
  if (kind.unversioned === undefined) return { kind: 'missing', expected: kind.version };
  if (hasVersion(kind, kind.unversioned)) return { kind: 'known', version: kind.unversioned, pointer: undefined };
  return { kind: 'unknown', found: kind.unversioned, pointer: undefined };
}

function judge(found: Value, pointer: Pointer, kind: Kind): DocumentVersion {
  const version = parseVersion(found);
  if (version === undefined) return { kind: 'unknown', found: shown(found), pointer };
  if (hasVersion(kind, version)) return { kind: 'known', version, pointer };
  const current = currentVersion(kind);
  const isNewer = versionStyle(version) === versionStyle(current) && compareVersions(version, current) > 0;
  return isNewer ? { kind: 'newer', found: version, pointer } : { kind: 'unknown', found: version, pointer };
}

function hasVersion(kind: Kind, version: string): boolean {
  return kind.versions.some((each) => each.version === version);
}

function shown(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return String(value);
}
