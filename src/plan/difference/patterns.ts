import { type Pointer, tokensOf } from '../../model/pointer.ts';

/** Pointers in which the token `*` stands for any, as far as they are still to be met on the way down. */
export type Patterns<Item> = readonly { readonly tokens: readonly string[]; readonly item: Item }[];

export function patternsOf<Item>(items: readonly Item[], pointerOf: (item: Item) => Pointer): Patterns<Item> {
  return items.map((item) => ({ tokens: tokensOf(pointerOf(item)), item }));
}

/** What is left of them one token further down. */
export function below<Item>(patterns: Patterns<Item>, token: string): Patterns<Item> {
  if (patterns.length === 0) return patterns;
  return patterns.flatMap(({ tokens: [first, ...rest], item }) =>
    first === '*' || first === token ? [{ tokens: rest, item }] : [],
  );
}

/** Those that name this very place. */
export function here<Item>(patterns: Patterns<Item>): readonly Item[] {
  return patterns.flatMap(({ tokens, item }) => (tokens.length === 0 ? [item] : []));
}
