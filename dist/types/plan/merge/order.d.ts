/** The keys of `frame` in their order, and each key that only `other` has behind the one that it follows there; in front where it follows none. */
export declare function interleave<Key>(frame: readonly Key[], other: readonly Key[]): readonly Key[];
/** True where `side` has those keys of `base` that it shares with `base` and `other` in another order. */
export declare function isReordered<Key>(base: ReadonlyMap<Key, number>, side: ReadonlyMap<Key, number>, other: ReadonlyMap<Key, number>): boolean;
