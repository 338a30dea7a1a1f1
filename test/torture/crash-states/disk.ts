/**
 * A model of a disk: inodes, and the names that directories have for them. A file system may put off whatever was not synced, and it may put off one
 * thing and not another; what it may not do is undo what was.
 */

export type Ino = number;

export interface Meta {
  /** Permission and set-id bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface Inode {
  readonly isDirectory: boolean;
  readonly meta: Meta;
  /** None for a directory. */
  readonly bytes: Uint8Array;
}

/** What one operation does to the disk. */
export type Effect =
  | { readonly kind: 'write'; readonly ino: Ino; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'empty'; readonly ino: Ino }
  | { readonly kind: 'meta'; readonly ino: Ino; readonly meta: Meta }
  /** Made, linked, renamed or removed: kept or dropped as one. */
  | { readonly kind: 'names'; readonly sets: readonly NameSet[] }
  | { readonly kind: 'sync'; readonly ino: Ino }
  /** Somebody was told that all that concerns this file is done. */
  | { readonly kind: 'acknowledge'; readonly target: string };

/** One entry of a directory, set to an inode or taken away. */
export interface NameSet {
  readonly directory: Ino;
  readonly name: string;
  readonly ino: Ino | undefined;
}

/** What a run did to a disk, in order. */
export interface Recording {
  readonly root: Ino;
  /** Every inode, as it was at the start, or when it was made. */
  readonly inodes: ReadonlyMap<Ino, Inode>;
  /** The names at the start, all of them durable. */
  readonly names: ReadonlyMap<Ino, ReadonlyMap<string, Ino>>;
  readonly effects: readonly Effect[];
}

export interface TreeEntry extends Inode {
  readonly ino: Ino;
}

/** All that can be reached, by path relative to the root, a directory before what is in it. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** The names that a start and some of the effects make, in the order of the effects. */
export function namesAfter(recording: Recording, isKept: (index: number) => boolean, end: number): NamesByDirectory {
  const names = new Map([...recording.names].map(([ino, entries]) => [ino, new Map(entries)]));
  for (const [index, effect] of recording.effects.slice(0, end).entries()) {
    if (effect.kind === 'names' && isKept(index)) for (const each of effect.sets) set(names, each);
  }
  return names;
}

export type NamesByDirectory = ReadonlyMap<Ino, ReadonlyMap<string, Ino>>;

function set(names: Map<Ino, Map<string, Ino>>, { directory, name, ino }: NameSet): void {
  const entries = names.get(directory) ?? new Map<string, Ino>();
  names.set(directory, entries);
  if (ino === undefined) entries.delete(name);
  else entries.set(name, ino);
}

/** Every path that leads from the root to an inode. */
export function walk({ root, inodes }: Recording, names: NamesByDirectory): readonly (readonly [string, Ino])[] {
  const found: [string, Ino][] = [];
  const enter = (directory: Ino, prefix: string) => {
    const entries = [...(names.get(directory) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [name, ino] of entries) {
      found.push([prefix + name, ino]);
      if (inodes.get(ino)?.isDirectory) enter(ino, `${prefix}${name}/`);
    }
  };
  enter(root, '');
  return found;
}

/** What a program sees that runs on after the last effect. */
export function treeNow(recording: Recording): Tree {
  const { effects } = recording;
  const tree = walk(
    recording,
    namesAfter(recording, () => true, effects.length),
  );
  return new Map(tree.map(([path, ino]) => [path, { ino, ...inodeAfter(recording, ino, effects) }]));
}

/** An inode after some effects on it. */
export function inodeAfter({ inodes }: Recording, ino: Ino, effects: readonly Effect[]): Inode {
  const start = inodes.get(ino);
  if (start === undefined) throw new Error(`no inode ${ino}`);
  return effects.reduce(
    (inode, effect) => ('ino' in effect && effect.ino === ino ? changed(inode, effect) : inode),
    start,
  );
}

export function changed(inode: Inode, effect: Effect): Inode {
  switch (effect.kind) {
    case 'write':
      return { ...inode, bytes: overwritten(inode.bytes, effect.at, effect.bytes) };
    case 'empty':
      return { ...inode, bytes: new Uint8Array() };
    case 'meta':
      return { ...inode, meta: effect.meta };
    case 'names':
    case 'sync':
    case 'acknowledge':
      return inode;
  }
}

/** A hole before the written bytes reads as NUL. */
function overwritten(old: Uint8Array, at: number, bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(Math.max(old.length, at + bytes.length));
  result.set(old);
  result.set(bytes, at);
  return result;
}
