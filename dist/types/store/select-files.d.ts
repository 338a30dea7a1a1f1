import type { Config } from '../registry/config.js';
import type { FsOps } from './fs-ops.js';
import type { ListedFiles } from './listed-files.js';
/** A file that a run is about, and what kind of state it holds. */
export interface SelectedFile {
    /** Absolute; `-` for standard input. */
    readonly path: string;
    /** As reports show it: relative to the working directory, with `/`. */
    readonly display: string;
    readonly kindName: string;
    /** True where the user named this very path, so that links are followed wherever they lead. It need not exist. */
    readonly isNamed: boolean;
    /** The directory inside which a file that a walk found may be written. */
    readonly root: string;
}
/** What selecting takes. */
export interface SelectionSource {
    readonly fs: FsOps;
    /** Absolute. */
    readonly cwd: string;
    readonly config: Config;
    /** The kinds of the user's own registry; asked only where nothing else tells the kind. */
    readonly userKinds: () => readonly string[];
    /** Files, directories, globs, `-`; none: every file of the config. */
    readonly paths: readonly string[];
    /** `--kind`. */
    readonly kind: string | undefined;
    readonly stdinFilename: string | undefined;
    readonly errorOnUnmatched: boolean;
    /** By absolute path: what is known of files that the config does not claim. */
    readonly knownKinds: ReadonlyMap<string, string>;
    /** What there is to choose from, where that is not what stands on the disk. */
    readonly listed: ListedFiles | undefined;
    /** True where a part of the files is meant, so that none is an answer. */
    readonly mayBeNone: boolean;
    /** The kinds whose schema the file at an absolute path fits: for the hint of a file whose kind nothing tells. */
    readonly fittingKinds: (path: string) => Promise<readonly string[]>;
}
/**
 * The files that a run is about, each once, in the order of their shown paths. A path that exists is taken as it is, whatever its name looks like; one
 * that does not exist and is no glob is selected too: its reader knows what is left of it.
 * Throws `NO_FILE_MATCHED`, `USAGE` or `KIND_UNKNOWN` where nothing matches or nothing tells the kind.
 */
export declare function selectFiles(source: SelectionSource): Promise<readonly SelectedFile[]>;
