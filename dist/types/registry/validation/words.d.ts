import { type Value } from '../../model/value.js';
/** A value of a state in a few words: scalars as JSON, cut; containers by what they are. */
export declare function describe(value: Value): string;
/** A value of a schema, such as one of an `enum`, as JSON, cut. */
export declare function spell(value: Value): string;
/** `"a" | "b" | "c"`, the last ones left out where they are many. */
export declare function spellAll(values: readonly Value[]): string;
/** `1 item`, `2 items`. */
export declare function counted(count: number | bigint, lead: string, noun: string): string;
