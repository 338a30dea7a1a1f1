/** What a commit made of one path. */
export interface LoggedChange {
    readonly commit: LoggedCommit;
    /** Its mode after the commit, in octal as git writes it. */
    readonly mode: string;
    /** The id of its content after the commit. */
    readonly blob: string;
    /** Relative to the top of the work tree, with `/`. */
    readonly path: string;
    /** The name that it had before, where the commit renamed or copied it. */
    readonly from: string | undefined;
}
interface LoggedCommit {
    /** The full id. */
    readonly id: string;
    readonly committedAt: Date | undefined;
    /** True where it has no parent, as far as the repository knows. */
    readonly isFirst: boolean;
}
/** Takes the output of `git log --raw -z --no-abbrev --format='tformat:%H %ct %P'` as it comes, and gives the changes that are whole. */
export interface LogReader {
    take(chunk: Uint8Array): readonly LoggedChange[];
}
/** A reader that has seen nothing yet. */
export declare function createLogReader(): LogReader;
export {};
