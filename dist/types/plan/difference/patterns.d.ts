import { type Pointer } from '../../model/pointer.js';
/** Pointers in which the token `*` stands for any, as far as they are still to be met on the way down. */
export type Patterns<Item> = readonly {
    readonly tokens: readonly string[];
    readonly item: Item;
}[];
export declare function patternsOf<Item>(items: readonly Item[], pointerOf: (item: Item) => Pointer): Patterns<Item>;
/** What is left of them one token further down. */
export declare function below<Item>(patterns: Patterns<Item>, token: string): Patterns<Item>;
/** Those that name this very place. */
export declare function here<Item>(patterns: Patterns<Item>): readonly Item[];
