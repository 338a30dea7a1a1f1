import type { Value } from '../../model/value.js';
import { type Patterns } from './patterns.js';
/** How a format judges values. Values of a type that it is not about pass. Throws `PatternUndecided` where that cannot be done in time. */
export type FormatTest = (value: Value) => boolean;
/** What a known format asks for, for people. */
export declare function formatWords(name: string): string;
/** The test of the format of that name; `undefined` for one that is not known, which then is not judged. What is judged is what ajv-formats judges. */
export declare function formatNamed(name: string, patterns: Patterns): Promise<FormatTest | undefined>;
/** How a format is named where it cannot judge a text in time. */
export declare function formatLabel(name: string): string;
