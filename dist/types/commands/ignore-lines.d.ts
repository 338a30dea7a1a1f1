import type { RunContext } from './run.js';
/** The `.gitignore` of the working directory, with lines added. */
export interface IgnoreLines {
    readonly bytes: Uint8Array;
    readonly mode: number;
    readonly added: readonly string[];
    readonly isNew: boolean;
}
/**
 * The `.gitignore` here with the lines that it lacks behind what it says, byte for byte; `undefined` outside of a git work tree, where it lacks none, and
 * where it cannot be read or is no text that git would read. Writes nothing.
 */
export declare function ignoreLines({ fs, cwd }: Pick<RunContext, 'fs' | 'cwd'>): IgnoreLines | undefined;
/** The root of the work tree that git would find here; `undefined` outside of one. */
export declare function workTreeRoot(fs: RunContext['fs'], cwd: string): string | undefined;
