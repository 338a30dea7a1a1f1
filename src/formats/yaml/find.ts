import { lastTokenOf, type Pointer, parentOf } from '../../model/pointer.ts';
import { type Entry, type MapNode, mergeSources, type Node, resolved, type Tree } from './node.ts';

/** What a pointer names: the node, and the entry that holds it (none for the root). A merged member is found in the map it comes from. */
export interface Found {
  readonly node: Node;
  readonly entry: Entry | undefined;
}

/** A function that finds pointers in a tree, through aliases and merges. Each step of a path is looked up once. */
export function createFinder({ root }: Tree): (pointer: Pointer) => Found | undefined {
  const known = new Map<Pointer, Found | undefined>([['', { node: root, entry: undefined }]]);
  const keys = new Map<MapNode, ReadonlyMap<string, Entry>>();

  const entriesOf = (map: MapNode): ReadonlyMap<string, Entry> => {
    const indexed = keys.get(map);
    if (indexed !== undefined) return indexed;
    const index = new Map<string, Entry>();
    for (const entry of map.entries)
      if (entry.key !== undefined && !entry.key.isMerge) index.set(entry.key.name, entry);
    for (const { key, value } of map.entries) {
      if (key?.isMerge !== true) continue;
      for (const source of mergeSources(value) ?? []) {
        for (const [name, entry] of entriesOf(source)) if (!index.has(name)) index.set(name, entry);
      }
    }
    keys.set(map, index);
    return index;
  };

  const find = (pointer: Pointer): Found | undefined => {
    if (known.has(pointer)) return known.get(pointer);
    const parent = parentOf(pointer);
    const host = parent === undefined ? undefined : find(parent);
    const token = lastTokenOf(pointer) ?? '';
    const found = host === undefined ? undefined : entryAt(resolved(host.node), token);
    const place = found === undefined ? undefined : { node: found.value, entry: found };
    known.set(pointer, place);
    return place;
  };

  const entryAt = (node: Node, token: string): Entry | undefined => {
    if (node.kind === 'map') return entriesOf(node).get(token);
    return node.kind === 'seq' && /^(?:0|[1-9][0-9]*)$/.test(token) ? node.entries[Number(token)] : undefined;
  };

  return find;
}
