import type { StateFile } from '../model/state-file.js';
import type { VersionSchema } from '../registry/version-schema.js';
import type { RegisteredKind } from '../store/load-registry.js';
/**
 * The schemas of the versions that the documents carry, where the registry has them. For a document that is outdated the newest is compiled too, so that
 * a schema that is none is told before anybody migrates to it.
 */
export declare function versionsOf(file: StateFile, { kind, schemaOf }: RegisteredKind): Promise<ReadonlyMap<string, VersionSchema>>;
