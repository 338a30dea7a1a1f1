import { type Readable, type Writable } from 'node:stream';
import type { GitProgram } from './program.js';
/**
 * A git that runs. It keeps this process alive only while it is held: who forgets it is not kept from ending, and git ends with its pipes.
 */
export interface GitChild {
    readonly stdin: Writable;
    readonly stdout: Readable;
    hold(isHeld: boolean): void;
    /** Settles when git has ended, with why it failed as a clause, or `undefined` where it did not. Never rejects. */
    readonly ended: Promise<string | undefined>;
    /** Ends git where it still runs, and waits for its end. */
    end(): Promise<void>;
}
/** Starts git in that directory. An aborted signal ends it. Never throws where git cannot be started: then `ended` says why. */
export declare function startGit(program: GitProgram, cwd: string, args: readonly string[], signal: AbortSignal): GitChild;
