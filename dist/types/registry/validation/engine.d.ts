import type { Program } from './program.js';
import { type Subroutine } from './subroutine.js';
import { type UndecidedTexts } from './undecided.js';
/** A schema compiled by Ajv, with all that it calls. */
export interface Engine {
    /** The schema itself. For the verdict alone it throws `PatternUndecided`; with reasons, such a text does not fit, and is noted. */
    readonly main: Subroutine;
    readonly undecided: UndecidedTexts;
    /** Forgets what was kept of one value, before the next. */
    forget(): void;
}
/**
 * Ajv, set up for a lowered schema: for the verdict alone, which stops at the first fault; or for the reasons, all of them, recorded as
 * `recording.ts` says. Targets are compiled when they are first called.
 */
export declare function createEngine(program: Program, purpose: 'verdict' | 'reasons'): Engine;
