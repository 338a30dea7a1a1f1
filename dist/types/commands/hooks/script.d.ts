import type { HookContext, HookFile } from './place.js';
/** A script of a shell, as far as it stands. `undefined`: there is none. */
export interface Script {
    readonly bytes: Buffer;
    readonly mode: number;
    /** True where a line of it that is no comment runs statefix. */
    readonly runsStatefix: boolean;
}
/** The script at the path; `'unreadable'` where something else stands there. */
export declare function scriptAt(path: string, { fs }: HookContext): Script | 'unreadable' | undefined;
/** The script with a line more at its end. */
export declare function withLine(path: string, line: string, script: Script | undefined): HookFile;
