import type { ProcessFacts } from './holder.js';
/** Tells apart the machines, boots and containers whose pids mean different processes, in eight hexadecimal digits. */
export declare function realmOf({ hostname, machineId, bootId, pidNamespace }: ProcessFacts): string;
