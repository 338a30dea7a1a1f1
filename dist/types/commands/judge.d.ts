import type { SelectedFile } from '../store/select-files.js';
import type { Judgement } from './judgement.js';
import type { Workbench } from './workbench.js';
/**
 * Reads a file and what stands beside it, and runs all checks. What it finds in files is a verdict, never an exception; `undefined` for a path at which
 * nothing stands and of which nothing remains, where such paths are passed over. Throws `StatefixError` for a registry that is none, and `NO_FILE_MATCHED`.
 */
export declare function judge(target: SelectedFile, bench: Workbench): Promise<Judgement | undefined>;
