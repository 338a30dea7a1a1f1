import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Files beyond this are told by their size and times alone. */
const HASHED_UP_TO = 64 * 1024 * 1024;

/**
 * Everything that can be seen below a directory, by name: kind, permission bits and owner, and of files size, time of the last change, inode and digest, of links
 * where they lead. Two equal snapshots: nothing was changed, added, removed or replaced. Times of directories are left out, since a lock that came and
 * went moves them.
 */
export function snapshot(root: string): Readonly<Record<string, string>> {
  const seen: Record<string, string> = {};
  const look = (path: string) => {
    const stats = lstatSync(path, { bigint: true });
    const who = `${(Number(stats.mode) & 0o7777).toString(8)} ${stats.uid}:${stats.gid}`;
    const name = relative(root, path);
    if (stats.isDirectory()) {
      seen[name] = `directory ${who}`;
      for (const entry of readdirSync(path)) look(join(path, entry));
    } else if (stats.isSymbolicLink()) seen[name] = `link to ${readlinkSync(path)}`;
    else if (stats.isFile()) {
      const digest =
        stats.size > HASHED_UP_TO ? 'large' : createHash('sha256').update(readFileSync(path)).digest('hex');
      seen[name] = `file ${who} ${stats.size} ${stats.mtimeNs} ${stats.ino} ${digest}`;
    } else seen[name] = `other ${who} ${stats.mtimeNs}`;
  };
  look(root);
  return seen;
}
