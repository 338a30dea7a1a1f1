import { type AskGit } from '../merge/ask-git.js';
/** A file of a commit, as its trees have it. */
export interface BaseEntry {
    /** From the top of the work tree, with `/`. */
    readonly path: string;
    /** In octal as git writes it: `100644`, `100755`, `120000` for a link. */
    readonly mode: string;
    /** The id of its content. */
    readonly id: string;
}
/** Every file of a commit, by one run of git; submodules are left out. Throws `USAGE` where git cannot list it. */
export declare function listCommit(git: AskGit, commit: string): ReadonlyMap<string, BaseEntry>;
/** The modes that the index has, by path. */
export declare function stagedModes(git: AskGit): ReadonlyMap<string, string>;
/** By the path that a file has in the index: the one that it had in the commit, as far as git takes the two contents for one file. */
export declare function renamesSince(git: AskGit, commit: string): ReadonlyMap<string, string>;
