import { type GitObject } from './object-reply.js';
import type { GitProgram } from './program.js';
/** Reads objects of a repository. */
export interface GitObjects {
    /**
     * An object by any name that git knows, such as a full id, `HEAD^{commit}` or `:0:./state.json`. One of more than `limit` bytes is told
     * by its size, and never held in memory. Reads follow one another. Never rejects for what the repository holds.
     */
    read(name: string, limit: number): Promise<GitObject>;
    /** Ends git. A read that comes later starts it again, for a short time. */
    close(): Promise<void>;
}
/** Where and how a repository is read. */
export interface GitPlace {
    /** `undefined`: there is none. */
    readonly program: GitProgram | undefined;
    /** An absolute directory, from which git finds the repository and to which names with `./` are relative. */
    readonly directory: string;
    /** What ends a name that is asked for: NUL only where one holds a line break, since git knows that from 2.38 on. */
    readonly separator: '\n' | '\0';
    readonly signal: AbortSignal;
}
/** Objects of the repository around that directory, read by one git that is started at the first read and stays. */
export declare function createGitObjects({ program, directory, separator, signal }: GitPlace): GitObjects;
