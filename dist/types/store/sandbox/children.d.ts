import type { StepResult } from '../../plan/step-runner.js';
import type { FsOps } from '../fs-ops.js';
import { type Reply } from './child.js';
import type { SandboxRequest } from './messages.js';
import type { ModuleGraph, StrippedTypes } from './module-graph.js';
/** How much a step may take. */
export interface SandboxLimits {
    /** Milliseconds a step and document, of wall time; one second more for each MiB of the document. */
    readonly stepMs: number;
    readonly startMs: number;
    readonly memoryMiB: number;
    /** A step that ended its process so often is not run again. */
    readonly deaths: number;
}
export interface SandboxSettings {
    readonly fs: FsOps;
    /** The absolute folder that holds the program of the child. */
    readonly programs: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly signal: AbortSignal;
    /** Whether a package that stands beside a migration may take the types out of it: in a privileged event it would be a stranger's. */
    readonly mayBorrow: boolean;
}
/** Why a child says nothing more, as a clause about the step that it was asked about. */
type Dead = Extract<Reply, {
    readonly kind: 'dead';
}>;
type RunRequest = Extract<SandboxRequest, {
    readonly kind: 'run';
}>;
/** The child processes of a run, each started when it is first needed, and anew where it died. */
export interface Children {
    run(graph: Extract<ModuleGraph, {
        readonly kind: 'graph';
    }>, request: RunRequest): Promise<StepResult | Dead>;
    /** Types are taken out in a child, too: the package that does it where Node does not stands beside the migration. */
    strip(text: string, path: string): Promise<StrippedTypes>;
}
export declare function createChildren({ fs, programs, environment, signal, mayBorrow }: SandboxSettings, limits: SandboxLimits): Children;
export {};
