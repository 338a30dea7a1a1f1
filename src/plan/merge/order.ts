/** The keys of `frame` in their order, and each key that only `other` has behind the one that it follows there; in front where it follows none. */
export function interleave<Key>(frame: readonly Key[], other: readonly Key[]): readonly Key[] {
  const inFrame = new Set(frame);
  const front: Key[] = [];
  const behind = new Map<Key, Key[]>();
  let latest = front;
  for (const key of other) {
    if (!inFrame.has(key)) latest.push(key);
    else {
      latest = [];
      behind.set(key, latest);
    }
  }
  return [...front, ...frame.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
}

/** True where `side` has those keys of `base` that it shares with `base` and `other` in another order. */
export function isReordered<Key>(
  base: ReadonlyMap<Key, number>,
  side: ReadonlyMap<Key, number>,
  other: ReadonlyMap<Key, number>,
): boolean {
  let latest = -1;
  for (const key of base.keys()) {
    const index = side.get(key);
    if (index === undefined || !other.has(key)) continue;
    if (index < latest) return true;
    latest = index;
  }
  return false;
}
