import { relative, sep } from 'node:path';

/** A path as reports show it: relative to the working directory, with `/`. */
export function displayed(path: string, cwd: string): string {
  return (relative(cwd, path) || '.').replaceAll(sep, '/');
}
