import type { Digest } from './digest.js';
import type { PlanStep } from './plan.js';
/** One side of a change of one file. */
export interface RecordedState {
    readonly digest: Digest | 'absent';
    /** Permission and set-id bits; `null` where the file is absent. */
    readonly mode: number | null;
    /** As the registry spells it; `null` where there is none, or none could be read. */
    readonly version: string | null;
}
/** What a change did to one file, as journal and audit record it: no state values. */
export interface RecordedFile {
    /** Relative to the directory of the config, with `/`; absolute where it lies on another volume. */
    readonly path: string;
    /** The name of its kind. */
    readonly kind: string;
    readonly from: RecordedState;
    readonly to: RecordedState;
    readonly steps: readonly PlanStep[];
    /** Where a repair, a restore or an undo took the content from; `null` for all else. */
    readonly recovery: string | null;
    /** The id of the rolling backup that holds the content that was replaced; `null` where none was made. */
    readonly backup: string | null;
    /** True where the content that was replaced was found healthy. */
    readonly wasHealthy: boolean;
    /** What the checksum file beside it recorded before; `null` where its kind keeps none, or none was there. */
    readonly sidecar: Digest | null;
}
/** One change, of one file or of several that change together or not at all. */
export interface Change {
    /** A UUID. */
    readonly id: string;
    /** The same for all changes of one run of a command. */
    readonly run: string;
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly command: string;
    /** Name and version of the program. */
    readonly tool: string;
    readonly who: {
        readonly user: string;
        readonly hostname: string;
        readonly pid: number;
    };
    readonly files: readonly RecordedFile[];
}
