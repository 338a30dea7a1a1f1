import { type Value } from '../model/value.js';
import type { WrittenFacts } from './kind.js';
import { type Place, type WrittenProblem } from './written.js';
/** True for the name of a fact that the config may say of a kind. */
export declare function isConfiguredFact(name: string): boolean;
/** Reads the facts of a kind as the config writes them, its `files` among them. Problems go to `place`. */
export declare function readConfiguredKind(value: Value, place: Place): WrittenFacts & {
    readonly files?: readonly string[];
};
/** Reads a `kind.yaml`: facts alone. An empty file says nothing, and is right. */
export declare function readKindFile(value: Value): {
    readonly facts: WrittenFacts;
    readonly problems: readonly WrittenProblem[];
};
