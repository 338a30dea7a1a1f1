import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { isArray, isLeaf, type Value } from '../../model/value.ts';

/** More leaves than this are not kept. */
const MOST_LEAVES = 200_000;
/** Nor more than this many characters of pointers: long keys deep down would make each of them long. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** Takes leaves one by one, up to a limit. */
export interface Leaves {
  readonly all: ReadonlyMap<Pointer, Value>;
  /** True where no more are taken: there is no use in going on. */
  isFull(): boolean;
  /** False for a text that damage has gone through, as a value or as a key. */
  isSound(text: string): boolean;
  add(pointer: Pointer, leaf: Value): void;
  /** Adds all leaves of a value that was read whole. Recursive: for values within the depth limit. */
  addAll(pointer: Pointer, value: Value): void;
}

/** `isLossy`: bytes that are no UTF-8 were read as U+FFFD, so that every text which holds it is in doubt. */
export function createLeaves(isLossy: boolean): Leaves {
  const all = new Map<Pointer, Value>();
  let characters = 0;
  const isFull = (): boolean => all.size >= MOST_LEAVES || characters >= MOST_CHARACTERS;
  const isSound = (text: string): boolean => !(isLossy && text.includes('\uFFFD')) && !/\p{Surrogate}/u.test(text);
  const add = (pointer: Pointer, leaf: Value): void => {
    if (isFull() || all.has(pointer) || (typeof leaf === 'string' && !isSound(leaf))) return;
    characters += pointer.length;
    all.set(pointer, leaf);
  };
  const addAll = (pointer: Pointer, value: Value): void => {
    if (isFull()) return;
    if (typeof value !== 'object' || value === null || isLeaf(value)) add(pointer, value);
    else if (isArray(value)) for (const [index, item] of value.entries()) addAll(pointerTo(pointer, index), item);
    else for (const key of Object.keys(value)) if (isSound(key)) addAll(pointerTo(pointer, key), value[key] as Value);
  };
  return { all, isFull, isSound, add, addAll };
}
