import type { Target } from './program.js';
/** Refuses schemas that would call themselves on the same value for ever, or too far for the stack. Throws `StatefixError`. */
export declare function ensureEnd(targets: readonly Target[]): void;
