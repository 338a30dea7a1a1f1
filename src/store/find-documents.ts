import { join } from 'node:path';
import { errnoOf } from '../model/errors.ts';
import type { FsOps } from './fs-ops.ts';

/** Folders that hold other people's files, or ours. */
const PASSED_OVER = new Set(['node_modules', 'schemas', 'migrations', 'vendor', 'target', 'dist', 'build', 'coverage']);
/** Files whose owners are well known and no state. */
const NO_STATE = /^(?:package(?:-lock)?|tsconfig.*|composer|deno|biome|statefix\.config|.*\.schema)\.(?:jsonc?|ya?ml)$/;
const DOCUMENT = /\.(?:jsonc?|ya?ml)$/;

/**
 * JSON and YAML files that may be somebody's state, below a directory: sorted, at most `limit`, those nearest to the directory first chosen. Links are not
 * followed; a folder that cannot be listed looks empty.
 */
export function findDocuments(fs: FsOps, directory: string, limit: number): readonly string[] {
  const found: string[] = [];
  const open = [directory];
  for (let at = open.shift(); at !== undefined && found.length < limit; at = open.shift()) {
    for (const entry of entriesOf(fs, at)) {
      const path = join(at, entry.name);
      if (entry.isFile() && DOCUMENT.test(entry.name) && !NO_STATE.test(entry.name)) found.push(path);
      else if (entry.isDirectory() && entry.name !== '.git' && entry.name !== '.github' && !PASSED_OVER.has(entry.name))
        open.push(path);
    }
  }
  return found.slice(0, limit).sort();
}

function entriesOf(fs: FsOps, directory: string): ReturnType<FsOps['readdir']> {
  try {
    return fs.readdir(directory).sort((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return [];
  }
}
