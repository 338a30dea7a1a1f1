import { dirname } from 'node:path';
import type { ProjectStore } from '../project-store.ts';
import { isInside } from '../shown-path.ts';

/** The directory outside of which nothing is looked at for a state file at that real path: the workspace, the project, the working directory, else its own. */
export function reachOf(
  path: string,
  workspace: string | undefined,
  store: ProjectStore | undefined,
  cwd: string,
): string {
  const roots = [workspace, store?.root, cwd].filter((root) => root !== undefined);
  return roots.find((each) => isInside(path, each)) ?? dirname(path);
}
