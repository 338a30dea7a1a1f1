import type { StateFile } from '../model/state-file.ts';
import { currentVersion, documentVersion } from '../registry/document-version.ts';
import type { VersionSchema } from '../registry/version-schema.ts';
import type { RegisteredKind } from '../store/load-registry.ts';

/**
 * The schemas of the versions that the documents carry, where the registry has them. For a document that is outdated the newest is compiled too, so that
 * a schema that is none is told before anybody migrates to it.
 */
export async function versionsOf(
  file: StateFile,
  { kind, schemaOf }: RegisteredKind,
): Promise<ReadonlyMap<string, VersionSchema>> {
  const versions = new Map<string, VersionSchema>();
  if (file.kind !== 'parsed') return versions;
  for (const value of file.documents) {
    const found = documentVersion(value, kind);
    if (found.kind !== 'known' || versions.has(found.version)) continue;
    versions.set(found.version, await schemaOf(found.version));
    if (found.version !== currentVersion(kind)) await schemaOf(currentVersion(kind));
  }
  return versions;
}
