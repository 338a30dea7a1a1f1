import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Directories as they were: every file with its bytes, mode, time, and the names that it shares with others. */
export type KeptState = readonly KeptEntry[];

interface KeptEntry {
  readonly name: string;
  readonly mode: number;
  readonly mtimeMs: number;
  /** `undefined` for a directory. */
  readonly bytes: Uint8Array | undefined;
  readonly inode: number;
}

/** Remembers what stands under these names in a directory; what is not there is left out. */
export function keepState(root: string, names: readonly string[]): KeptState {
  const kept: KeptEntry[] = [];
  const look = (name: string) => {
    const path = join(root, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return;
    const { mode, mtimeMs, ino: inode } = stats;
    const isDirectory = stats.isDirectory();
    kept.push({ name, mode: mode & 0o7777, mtimeMs, bytes: isDirectory ? undefined : readFileSync(path), inode });
    if (isDirectory) for (const inner of readdirSync(path)) look(join(name, inner));
  };
  for (const name of names) look(name);
  return kept;
}

/** Makes what stands under these names what it was. */
export function putStateBack(root: string, names: readonly string[], kept: KeptState): void {
  for (const name of names) rmSync(join(root, name), { recursive: true, force: true });
  const known = new Map<number, string>();
  for (const { name, mode, mtimeMs, bytes, inode } of kept) {
    const path = join(root, name);
    const same = known.get(inode);
    if (bytes === undefined) mkdirSync(path);
    else if (same !== undefined) linkSync(same, path);
    else {
      writeFileSync(path, bytes);
      utimesSync(path, mtimeMs / 1000, mtimeMs / 1000);
      known.set(inode, path);
    }
    chmodSync(path, mode);
  }
}
