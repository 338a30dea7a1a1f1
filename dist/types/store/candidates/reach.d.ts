import type { ProjectStore } from '../project-store.js';
/** The directory outside of which nothing is looked at for a state file at that real path: the workspace, the project, the working directory, else its own. */
export declare function reachOf(path: string, workspace: string | undefined, store: ProjectStore | undefined, cwd: string): string;
