import type { Pointer } from '../../model/pointer.ts';
import type { Location } from '../format.ts';
import { createFinder } from './find.ts';
import { outerStart } from './node.ts';
import { readText } from './read.ts';

/** Where those pointers stand in a text that `parse` accepted; a merged member stands where it comes from. Unknown pointers are left out. */
export function locate(text: string, document: number, pointers: ReadonlySet<Pointer>): ReadonlyMap<Pointer, Location> {
  const read = readOnce(text);
  const tree = read.kind === 'trees' ? read.trees[document] : undefined;
  const found = new Map<Pointer, Location>();
  if (tree === undefined) return found;
  const find = createFinder(tree);
  for (const pointer of pointers) {
    const place = find(pointer);
    if (place === undefined) continue;
    const { node, entry } = place;
    const key = entry?.key?.node;
    found.set(pointer, {
      key: key === undefined ? undefined : { start: key.start, end: key.end },
      value: { start: outerStart(node), end: node.end },
    });
  }
  return found;
}

/** The last text that was read, for as long as somebody holds what came of it: a text of thousands of documents is asked for each of them. */
let last: { readonly text: string; readonly read: WeakRef<ReturnType<typeof readText>> } | undefined;

function readOnce(text: string): ReturnType<typeof readText> {
  const known = last?.text === text ? last.read.deref() : undefined;
  if (known !== undefined) return known;
  const read = readText(text);
  last = { text, read: new WeakRef(read) };
  return read;
}
