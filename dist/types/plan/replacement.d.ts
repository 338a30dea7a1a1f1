import type { Format } from '../formats/format.js';
import type { Origins } from '../model/origins.js';
import type { Keep, Plan, PlanStep } from '../model/plan.js';
import type { Digest, ParsedFile, RawFile } from '../model/state-file.js';
import type { Value } from '../model/value.js';
import type { Kind } from '../registry/kind.js';
/** Documents of a file that change, by index. */
export type DocumentChanges = ReadonlyMap<number, {
    readonly value: Value;
    readonly origins: Origins;
}>;
/** What a plan replaces, and what becomes of it. */
export interface Replaced {
    readonly path: string;
    readonly kind: Kind;
    readonly basis: Digest | 'absent';
    readonly keep: Keep;
    readonly mode: number | undefined;
    /** Where the kind keeps a checksum beside the file: that file, and the name that it records. */
    readonly sidecar: {
        readonly path: string;
        readonly name: string;
    } | undefined;
}
/** The plan that puts `source`, with those changes, in the place of what `replaced` says. Its bytes were re-parsed and compared. */
export declare function planReplacement(source: ParsedFile, format: Format, changes: DocumentChanges, steps: readonly PlanStep[], replaced: Replaced): Plan;
/** The plan that leaves the bytes as they are and changes only what is said around them: mode bits, the checksum file beside them. */
export declare function planSameBytes(raw: RawFile, steps: readonly PlanStep[], { path, kind, mode, sidecar }: Pick<Replaced, 'path' | 'kind' | 'mode' | 'sidecar'>): Plan;
/** Where the healthy content that a change replaces goes. */
export declare function keepHealthy(kind: Kind): Keep;
/** Where the broken bytes that a repair replaces go. */
export declare function keepBroken(kind: Kind): Keep;
