import type { RepeatedKey } from './reader.js';
/** Where each repeated key stands for the first time in its object: a second scan, for findings only. */
export declare function firstKeys(text: string, repeated: readonly RepeatedKey[]): ReadonlyMap<RepeatedKey, number>;
