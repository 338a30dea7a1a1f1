import type { Part } from '../../alignment.ts';
import type { Found } from '../find.ts';
import type { Collection, Entry } from '../node.ts';

/** A part that gets an entry of its own. */
export interface Insert {
  /** `undefined` for items. */
  readonly key: string | undefined;
  readonly part: Part;
  readonly index: number;
}

/** What becomes of the entries of a collection: who stays with what part, and what comes before the first and behind each of them. */
export interface Assignment {
  /** `same`: as it is, key and value. */
  readonly survivors: ReadonlyMap<Entry, Insert | 'same'>;
  readonly lead: readonly Insert[];
  readonly behind: ReadonlyMap<Entry, readonly Insert[]>;
}

type ObjectPart = Extract<Part, { kind: 'object' }>;
type ArrayPart = Extract<Part, { kind: 'array' }>;
export type ContainerPart = ObjectPart | ArrayPart;

type Find = (pointer: string) => Found | undefined;

/** Gives the parts of a new container the entries of the collection that hosts it: those of the same key, then those renamed; items by their order. */
export function assign(node: Collection, part: ContainerPart, find: Find): Assignment {
  const wanted: readonly Insert[] =
    part.kind === 'object'
      ? part.members.map((member, index) => ({ ...member, index }))
      : part.items.map((item, index) => ({ key: undefined, part: item, index }));
  const entryOf = part.kind === 'object' ? membersInPlace(node, wanted, find) : itemsInPlace(node, wanted, find);
  const survivors = new Map<Entry, Insert>();
  const behind = new Map<Entry, Insert[]>();
  const lead: Insert[] = [];
  let last: Entry | undefined;
  for (const insert of wanted) {
    const entry = entryOf.get(insert);
    if (entry !== undefined) {
      survivors.set(entry, insert);
      last = entry;
    } else if (last === undefined) lead.push(insert);
    else {
      const list = behind.get(last);
      if (list === undefined) behind.set(last, [insert]);
      else list.push(insert);
    }
  }
  return { survivors, lead, behind };
}

function membersInPlace(node: Collection, wanted: readonly Insert[], find: Find): Map<Insert, Entry> {
  const own = new Map<string, Entry>();
  for (const entry of node.entries) if (entry.key !== undefined && !entry.key.isMerge) own.set(entry.key.name, entry);
  const keys = new Set(wanted.map(({ key }) => key));
  const claimed = new Set<Entry>();
  const places = new Map<Insert, Entry>();
  for (const insert of wanted) {
    const entry = own.get(insert.key ?? '');
    if (entry !== undefined) places.set(insert, entry);
  }
  for (const insert of wanted) {
    const { origin } = insert.part;
    if (places.has(insert) || origin === undefined) continue;
    const entry = find(origin)?.entry;
    const name = entry?.key?.name;
    if (entry === undefined || name === undefined || own.get(name) !== entry || keys.has(name) || claimed.has(entry))
      continue;
    claimed.add(entry);
    places.set(insert, entry);
  }
  return places;
}

/** The items that come from items of the same collection and are in the same order as those: the longest such run. */
function itemsInPlace(node: Collection, wanted: readonly Insert[], find: Find): Map<Insert, Entry> {
  const indexes = new Map(node.entries.map((entry, index) => [entry, index]));
  const candidates: { readonly insert: Insert; readonly entry: Entry; readonly index: number; before: number }[] = [];
  const used = new Set<Entry>();
  for (const insert of wanted) {
    const { origin } = insert.part;
    const entry = origin === undefined ? undefined : find(origin)?.entry;
    const index = entry === undefined ? undefined : indexes.get(entry);
    if (entry === undefined || index === undefined || used.has(entry)) continue;
    used.add(entry);
    candidates.push({ insert, entry, index, before: -1 });
  }
  const tails: number[] = [];
  candidates.forEach((candidate, at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((candidates[tails[middle] ?? 0]?.index ?? 0) < candidate.index) low = middle + 1;
      else high = middle;
    }
    candidate.before = tails[low - 1] ?? -1;
    tails[low] = at;
  });
  const places = new Map<Insert, Entry>();
  for (let at = tails.at(-1) ?? -1; at >= 0; ) {
    const candidate = candidates[at];
    if (candidate === undefined) break;
    places.set(candidate.insert, candidate.entry);
    at = candidate.before;
  }
  return places;
}
