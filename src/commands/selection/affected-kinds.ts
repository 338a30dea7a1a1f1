import { join } from 'node:path';
import type { Config } from '../../registry/config.ts';
import { CONFIG_NAMES } from '../../store/find-config.ts';
import type { WorkTree } from '../../store/git/work-tree.ts';

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
export function affectedKinds(
  changed: ReadonlySet<string>,
  { config, userKinds, ofAll }: Pick<Yardsticks, 'config' | 'userKinds' | 'ofAll'>,
  workTree: WorkTree,
): ReadonlySet<string> | 'all' {
  const configs = CONFIG_NAMES.map((name) => join(config.directory, name));
  const always = [...configs, ...(config.path === undefined ? [] : [config.path])];
  if (always.some((path) => changed.has(workTree.nameOf(path) ?? ''))) return 'all';
  const shared = ofAll.flatMap((path) => workTree.nameOf(path) ?? []);
  const schemas = workTree.nameOfDirectory(config.schemas.path);
  const migrations = workTree.nameOfDirectory(config.migrations.path);
  const known = new Set(userKinds());
  const kinds = new Set<string>();
  for (const name of changed) {
    if (shared.some((each) => name === each || name.startsWith(`${each}/`))) return 'all';
    const schema = /\.(?:json|ya?ml)$/.test(name) ? below(name, schemas) : undefined;
    const parts = schema ?? below(name, migrations);
    if (parts === undefined) continue;
    const kind = parts.slice(0, Math.max(0, parts.indexOf('/')));
    // A folder that is no kind holds what several share.
    if (!known.has(kind)) return 'all';
    kinds.add(kind);
  }
  return kinds;
}

/** The rest of a name behind the directory that it lies in. */
function below(name: string, directory: string | undefined): string | undefined {
  if (directory === undefined) return undefined;
  const start = directory === '' ? '' : `${directory}/`;
  return name.startsWith(start) ? name.slice(start.length) : undefined;
}
