import { StatefixError } from '../model/errors.js';
import type { FsOps } from './fs-ops.js';
import type { SelectionSource } from './select-files.js';
/** Nothing tells the kind of standard input. */
export declare function stdinUntold(stdinFilename: string | undefined): StatefixError;
/** Nothing tells the kind of a file: the hint names the kinds that it fits. */
export declare function kindUntold(path: string, source: SelectionSource): Promise<StatefixError>;
/** A file that was named, and that no kind of the config claims. */
export declare function unclaimedError(path: string, display: string, source: SelectionSource): Promise<StatefixError>;
/** The error of a path at which nothing stands. `remains` says what else was looked for in vain. */
export declare function missingError(fs: FsOps, { path, display }: {
    readonly path: string;
    readonly display: string;
}, cwd: string, remains?: string): StatefixError;
/** No path is named, and no config names any. */
export declare function nothingToDo(source: SelectionSource): StatefixError;
/** Directories, globs or the config match no file. */
export declare function noneMatched(source: SelectionSource): StatefixError;
/** A glob of the command line that matches no file. */
export declare function globUnmatched(glob: string): StatefixError;
