import type { SandboxRequest } from './messages.js';
/** What came of a question: whatever the child said, or why it will say nothing more, as a clause about the step. */
export type Reply = {
    readonly kind: 'said';
    readonly message: unknown;
} | {
    readonly kind: 'dead';
    readonly reason: string;
};
/** A process that runs migrations. It keeps this one alive only while it is asked, and ends with it. */
export interface SandboxChild {
    /**
     * One question at a time. Ends the child where the answer does not come in time, which is a second longer for each MiB of the question. Never rejects.
     */
    ask(request: SandboxRequest, timeoutMs: number): Promise<Reply>;
    /** The same for what it says by itself, once: that it is ready. */
    started(timeoutMs: number): Promise<Reply>;
    readonly isAlive: () => boolean;
    /** Ends it with all that it may have started. */
    end(): void;
}
export interface ChildSettings {
    readonly args: readonly string[];
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly memoryMiB: number;
}
/** Starts Node with those arguments, in a process group of its own and without a directory of ours. */
export declare function startSandboxChild({ args, environment, memoryMiB }: ChildSettings): SandboxChild;
