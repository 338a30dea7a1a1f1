import type { FsOps } from '../fs-ops.js';
import { type ProjectStore } from '../project-store.js';
/**
 * What `read` gives of an audit that nobody appended to meanwhile, as far as head and names tell: it takes no lock, and reads again where they moved.
 * After ten times it takes what the last one gave.
 */
export declare function whileItStands<Result>(fs: FsOps, store: ProjectStore, read: () => Result): Result;
