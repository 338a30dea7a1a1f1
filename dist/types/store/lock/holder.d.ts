import type { FsOps } from '../fs-ops.js';
/** A process, told apart from every other one, also after a reboot or the reuse of its pid; as far as the system says. */
export interface ProcessFacts {
    readonly pid: number;
    readonly ppid: number;
    readonly hostname: string;
    readonly user: string;
    /** In clock ticks since boot; Linux only. */
    readonly startTime: string | undefined;
    readonly machineId: string | undefined;
    readonly bootId: string | undefined;
    readonly pidNamespace: string | undefined;
}
/** What the system says of this process. Facts that it does not give are `undefined`, and make others more careful, never less. */
export declare function describeSelf(fs: FsOps): ProcessFacts;
/** What is known of a process: `unknown` for every doubt, as of another host, another pid namespace, or where facts are missing. */
export type HolderVerdict = 'alive' | 'dead' | 'unknown';
/**
 * Judges a process as seen by `self`. Certainly dead: on the same machine, and before its last boot, or in the same pid namespace without such a
 * process, as a zombie, or with another start time. Certainly alive: a process of that pid and start time runs.
 */
export declare function judgeHolder(fs: FsOps, other: ProcessFacts, self: ProcessFacts): HolderVerdict;
/** True where that process certainly runs no more. */
export declare function isCertainlyDead(fs: FsOps, other: ProcessFacts, self: ProcessFacts): boolean;
/** True where a process of that pid runs here, or may run: a lack of permission to signal it proves that it does. */
export declare function isRunning(id: number): boolean;
