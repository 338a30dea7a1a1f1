/** Where a glob of `backups.from` looks. */
export interface ForeignLook {
    /** Absolute: where the way up ends. */
    readonly start: string;
    /** The names of directories below it that the glob says without a pattern, in their order. */
    readonly way: readonly string[];
    /** What is matched below them, with `/`; the name of the state file in it is taken for what it is. */
    readonly pattern: string;
    /** How the name of every file that matches begins, where all of them stand in one directory; `''` where that is not known. */
    readonly prefix: string;
    /** True where `pattern` is the name of one file. */
    readonly isPlain: boolean;
    /** True where it looks for the name of the state file. */
    readonly isOfOneFile: boolean;
}
/** A glob of a kind, with the name of the state file at that absolute path in place of `{name}`. */
export declare function lookFor(files: string, path: string): ForeignLook;
/** The directory that a look begins in. */
export declare function baseOf({ start, way }: ForeignLook): string;
