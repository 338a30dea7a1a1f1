import type { Config } from '../../registry/config.js';
import type { WorkTree } from '../../store/git/work-tree.js';
/** By what files are judged, apart from themselves. */
export interface Yardsticks {
    readonly config: Config;
    /** The kinds of the user's own registry. */
    readonly userKinds: () => readonly string[];
    /** Absolute paths of files and directories by which every file is judged. */
    readonly ofAll: readonly string[];
    /** Where links lead. */
    readonly followed: (path: string) => string;
}
/**
 * The kinds whose schemas, facts or migrations are among the changed files, or `all` where something changed by which every file is judged: the
 * config, or a file of the registry that belongs to no one kind. Only what a `$ref` leads to in the folder of another kind is not followed.
 */
export declare function affectedKinds(changed: ReadonlySet<string>, { config, userKinds, ofAll }: Pick<Yardsticks, 'config' | 'userKinds' | 'ofAll'>, workTree: WorkTree): ReadonlySet<string> | 'all';
