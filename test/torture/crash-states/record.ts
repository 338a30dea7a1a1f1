import { constants, fstatSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { FsOps } from '../../../src/store/fs-ops.ts';
import { withHook } from '../../support/faults.ts';
import type { Effect, Ino, Inode, NameSet, Recording } from './disk.ts';

/** Directories below the root that are recorded; everything else is taken to stay as it is. */
export const RECORDED = ['data', '.statefix'] as const;

export interface Recorder {
  /** The operations that are recorded: done for real, with what they do to the disk written down. */
  readonly fs: FsOps;
  /** Takes down that the caller was told that this file is done. */
  acknowledge(target: string): void;
  /** What was done so far. */
  recording(): Recording;
}

interface OpenFile {
  readonly ino: Ino;
  readonly isAppending: boolean;
  position: number;
}

/** Records what is done through `fs` below `root` from now on; what stands there now is taken to be on the disk. */
export function recordOn(root: string, fs: FsOps): Recorder {
  const disk = new LiveDisk(root);
  const { effects } = disk;
  const open = new Map<unknown, OpenFile>();
  const effectsOf = (operation: keyof FsOps, args: readonly unknown[], result: unknown): readonly Effect[] => {
    const [subject, second] = args;
    const file = open.get(subject);
    switch (operation) {
      case 'close':
        open.delete(subject);
        return [];
      case 'fsync':
        return file === undefined ? [] : [{ kind: 'sync', ino: file.ino }];
      case 'write':
        return file === undefined ? [] : [written(disk, file, args, Number(result))];
      case 'read':
        if (file !== undefined && args[4] === null) file.position += Number(result);
        return [];
      case 'fchmod':
      case 'fchown':
        return file === undefined ? [] : [{ kind: 'meta', ino: file.ino, meta: metaOf(fstatSync(Number(subject))) }];
      case 'mkdir':
        return disk.make(String(subject), true);
      case 'rmdir':
      case 'unlink':
        return disk.named([String(subject), undefined]);
      case 'link':
        return disk.named([String(second), disk.inoAt(String(subject))]);
      case 'rename':
        return disk.renamed(String(subject), String(second));
      default:
        return [];
    }
  };
  const recorded = withHook(fs, (operation, args, act) => {
    const [path, flags] = args;
    const isMissing = operation === 'open' && disk.inoAt(String(path)) === undefined;
    const result = act();
    if (operation === 'open') {
      effects.push(...opened(disk, String(path), Number(flags), isMissing));
      const ino = disk.inoAt(String(path));
      const isAppending = (Number(flags) & constants.O_APPEND) !== 0;
      if (ino !== undefined) open.set(result, { ino, isAppending, position: 0 });
    }
    effects.push(...effectsOf(operation, args, result));
    return result;
  });
  return {
    fs: recorded,
    acknowledge: (target) => effects.push({ kind: 'acknowledge', target }),
    recording: () => disk.recording([...effects]),
  };
}

function opened(disk: LiveDisk, path: string, flags: number, isMissing: boolean): readonly Effect[] {
  if (isMissing) return (flags & constants.O_CREAT) === 0 ? [] : disk.make(path, false);
  const ino = disk.inoAt(path);
  return ino === undefined || (flags & constants.O_TRUNC) === 0 ? [] : [disk.emptied(ino)];
}

function written(disk: LiveDisk, file: OpenFile, args: readonly unknown[], count: number): Effect {
  const [, buffer, offset, , position] = args;
  if (!(buffer instanceof Uint8Array)) throw new Error('what is written is no bytes');
  const bytes = buffer.slice(Number(offset), Number(offset) + count);
  const at = file.isAppending ? disk.sizeOf(file.ino) : position === null ? file.position : Number(position);
  if (position === null) file.position = at + count;
  disk.grow(file.ino, at + count);
  return { kind: 'write', ino: file.ino, at, bytes };
}

/** The disk as the recorded program sees it: which inode a path means at the moment. */
class LiveDisk {
  readonly effects: Effect[] = [];
  readonly #root: string;
  readonly #names = new Map<Ino, Map<string, Ino>>([[0, new Map()]]);
  readonly #start: ReadonlyMap<Ino, ReadonlyMap<string, Ino>>;
  readonly #inodes = new Map<Ino, Inode>();
  readonly #sizes = new Map<Ino, number>();

  constructor(root: string) {
    this.#root = root;
    this.#inodes.set(0, { isDirectory: true, meta: metaOf(lstatSync(root)), bytes: new Uint8Array() });
    const known = new Map<string, Ino>();
    for (const name of readdirSync(root)) if (isRecorded(name)) this.#scan(join(root, name), 0, known);
    this.#start = new Map([...this.#names].map(([ino, entries]) => [ino, new Map(entries)]));
  }

  recording(effects: readonly Effect[]): Recording {
    return { root: 0, inodes: this.#inodes, names: this.#start, effects };
  }

  inoAt(path: string): Ino | undefined {
    const parts = this.#partsOf(path);
    return parts?.reduce<Ino | undefined>((at, name) => (at === undefined ? at : this.#names.get(at)?.get(name)), 0);
  }

  make(path: string, isDirectory: boolean): readonly Effect[] {
    if (this.#partsOf(path) === undefined) return [];
    const ino = this.#add(path, isDirectory);
    return this.named([path, ino]);
  }

  named(...entries: readonly (readonly [string, Ino | undefined])[]): readonly Effect[] {
    const sets = entries.flatMap(([path, ino]): readonly NameSet[] => {
      const directory = this.#partsOf(path) === undefined ? undefined : this.inoAt(dirname(path));
      return directory === undefined ? [] : [{ directory, name: basename(path), ino }];
    });
    for (const { directory, name, ino } of sets) {
      if (ino === undefined) this.#names.get(directory)?.delete(name);
      else this.#names.get(directory)?.set(name, ino);
    }
    return sets.length === 0 ? [] : [{ kind: 'names', sets }];
  }

  renamed(from: string, to: string): readonly Effect[] {
    const ino = this.inoAt(from);
    if (ino === undefined) return [];
    // Of two names for one file, rename(2) takes neither away.
    return this.inoAt(to) === ino ? [] : this.named([from, undefined], [to, ino]);
  }

  emptied(ino: Ino): Effect {
    this.#sizes.set(ino, 0);
    return { kind: 'empty', ino };
  }

  sizeOf(ino: Ino): number {
    return this.#sizes.get(ino) ?? 0;
  }

  grow(ino: Ino, size: number): void {
    this.#sizes.set(ino, Math.max(size, this.sizeOf(ino)));
  }

  #partsOf(path: string): readonly string[] | undefined {
    if (path === this.#root) return [];
    const parts = relative(this.#root, path).split(sep);
    return isRecorded(parts[0]) ? parts : undefined;
  }

  #add(path: string, isDirectory: boolean): Ino {
    const ino = this.#inodes.size;
    const bytes = isDirectory ? new Uint8Array() : readFileSync(path);
    this.#inodes.set(ino, { isDirectory, meta: metaOf(lstatSync(path)), bytes });
    this.#sizes.set(ino, bytes.length);
    if (isDirectory) this.#names.set(ino, new Map());
    return ino;
  }

  #scan(path: string, directory: Ino, known: Map<string, Ino>): void {
    const stats = lstatSync(path);
    const ino = known.get(`${stats.ino}`) ?? this.#add(path, stats.isDirectory());
    known.set(`${stats.ino}`, ino);
    this.#names.get(directory)?.set(basename(path), ino);
    if (stats.isDirectory()) for (const name of readdirSync(path)) this.#scan(join(path, name), ino, known);
  }
}

function isRecorded(name: string | undefined): boolean {
  return RECORDED.some((each) => each === name);
}

function metaOf({ mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number }) {
  return { mode: mode & 0o7777, uid, gid };
}

/**
 * The same recording with the lockIds of another process in it. A process takes every lockId of its own that it gave back for dead, and would so
 * find dead what a reboot alone must tell; and the pid that a lockId begins with is here one that no process has.
 */
export function asAnotherProcess(recording: Recording): Recording {
  const ids = new Set(recording.effects.flatMap((effect) => (effect.kind === 'write' ? lockIdsIn(effect.bytes) : [])));
  const inText = (text: string) => [...ids].reduce((now, id) => now.replaceAll(id, another(id)), text);
  const inName = (name: string) =>
    [...ids].reduce((now, id) => now.replaceAll(id.slice(0, 8), another(id).slice(0, 8)), inText(name));
  const effects = recording.effects.map((effect): Effect => {
    if (effect.kind === 'write') return { ...effect, bytes: Buffer.from(inText(latin1(effect.bytes)), 'latin1') };
    if (effect.kind !== 'names') return effect;
    return { ...effect, sets: effect.sets.map((each) => ({ ...each, name: inName(each.name) })) };
  });
  return { ...recording, effects };
}

function lockIdsIn(bytes: Uint8Array): readonly string[] {
  return [...latin1(bytes).matchAll(/"lockId": ?"([0-9a-f-]{36})"/g)].flatMap(([, id]) => id ?? []);
}

/** The pid stands in the first 22 bits. */
function another(id: string): string {
  const start = ((Number.parseInt(id.slice(0, 8), 16) | 0xfffffc00) >>> 0).toString(16);
  const end = [...id.slice(-12)].map((digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join('');
  return start + id.slice(8, -12) + end;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
