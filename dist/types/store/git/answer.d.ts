import type { GitProgram } from './program.js';
/** What git said, all of it, or why it failed, as a clause. */
export type GitAnswer = {
    readonly kind: 'answer';
    readonly bytes: Buffer;
} | {
    readonly kind: 'failed';
    readonly reason: string;
};
/** Asks git one thing in that directory, and waits for its end. Never rejects for what git says; rejects with the reason of an aborted signal. */
export declare function answerOf(program: GitProgram, directory: string, args: readonly string[], signal: AbortSignal, input?: Uint8Array): Promise<GitAnswer>;
/** The pieces of an answer that end with NUL. Names that are not UTF-8 come out as Node tells them of a directory. */
export declare function piecesOf(bytes: Buffer): readonly string[];
