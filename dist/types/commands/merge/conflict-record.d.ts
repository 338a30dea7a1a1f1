import type { ParsedFile } from '../../model/state-file.js';
import { type Value } from '../../model/value.js';
import type { Kind } from '../../registry/kind.js';
import { type VersionSchema } from '../../registry/version-schema.js';
/** The three at one version. */
interface ThreeStates {
    readonly base: ParsedFile | undefined;
    readonly ours: ParsedFile;
    readonly theirs: ParsedFile;
}
/**
 * What makes a merged document a state of its own: serial, time of the last change and checksum; and, where the kind names a place for it and both writers
 * had changed the document, the record that they met and were merged.
 */
export declare function mergedBy(states: ThreeStates, kind: Kind, schema: VersionSchema, now: Date): (value: Value, document?: number) => Value;
export {};
