import { posix } from 'node:path';

/**
 * A path of a report, as the checkout names it: `folder` is the working directory as seen from its root, `''` for the root itself. What lies outside,
 * and an absolute path, stay as they are.
 */
export function checkoutPath(folder: string, path: string): string {
  if (isAbsolutePath(path)) return path;
  const name = posix.join(folder, path);
  return name.startsWith('../') ? path : name;
}

export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
}
