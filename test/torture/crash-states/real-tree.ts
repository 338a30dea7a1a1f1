import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { addFiles, type Files } from '../../support/project.ts';
import type { Ino, Meta, Tree, TreeEntry } from './disk.ts';
import { RECORDED } from './record.ts';

const isRoot = process.geteuid?.() === 0;

/** Makes `data/` anew below `root`, with those files, in a project without a history. */
export function arrange(root: string, files: Files): void {
  for (const name of RECORDED) rmSync(join(root, name), { recursive: true, force: true });
  addFiles(root, Object.fromEntries(Object.entries(files).map(([name, content]) => [`data/${name}`, content])));
}

/** Makes the recorded directories below `root` what a state says, and nothing else. */
export function materialise(root: string, tree: Tree): void {
  for (const name of RECORDED) rmSync(join(root, name), { recursive: true, force: true });
  const made = new Map<Ino, string>();
  for (const [name, entry] of tree) {
    const path = join(root, name);
    const first = made.get(entry.ino);
    if (entry.isDirectory) mkdirSync(path);
    else if (first === undefined) writeFileSync(path, entry.bytes);
    else linkSync(first, path);
    if (first === undefined) setMeta(path, entry.meta);
    made.set(entry.ino, path);
  }
}

function setMeta(path: string, { mode, uid, gid }: Meta): void {
  if (isRoot) chownSync(path, uid, gid);
  chmodSync(path, mode);
}

/** What stands in the recorded directories below `root`. */
export function treeAt(root: string): Tree {
  const tree = new Map<string, TreeEntry>();
  const look = (name: string) => {
    const path = join(root, name);
    const { mode, uid, gid, ino } = lstatSync(path);
    const isDirectory = (mode & 0o170000) === 0o040000;
    const bytes = isDirectory ? new Uint8Array() : readFileSync(path);
    tree.set(name, { ino: Number(ino), isDirectory, meta: { mode: mode & 0o7777, uid, gid }, bytes });
    if (isDirectory) for (const each of readdirSync(path).sort()) look(`${name}/${each}`);
  };
  const names = readdirSync(root);
  for (const name of RECORDED) if (names.includes(name)) look(name);
  return tree;
}
