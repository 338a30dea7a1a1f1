import { isAbsolute, relative, sep } from 'node:path';

/** A path as reports show it: relative to the working directory, with `/`. The working directory itself is `.`. */
export function displayPath(path: string, cwd: string): string {
  // The usual case by its text alone: a run may show ten thousand paths.
  if (sep === '/' && path.startsWith(`${cwd}/`)) return path.slice(cwd.length + 1);
  const shown = relative(cwd, path);
  return shown === '' ? '.' : sep === '/' ? shown : shown.replaceAll(sep, '/');
}

/** A path as messages name a file of the registry: relative where it lies inside the working directory, else absolute; with `/`. */
export function shownPath(path: string, cwd: string): string {
  return isInside(path, cwd) ? displayPath(path, cwd) : sep === '/' ? path : path.replaceAll(sep, '/');
}

/** True where `path` is `directory` or lies below it, by its name alone: links are not followed. Both are absolute and resolved. */
export function isInside(path: string, directory: string): boolean {
  // Where names are compared as they are, two resolved paths tell by their text alone: a run may ask of ten thousand.
  if (sep === '/') return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
