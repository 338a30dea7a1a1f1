import { type Value, type ValueObject } from '../../model/value.js';
import type { HookContext, HookFile } from './place.js';
/**
 * The settings of a hook manager, JSON or YAML, with what `change` makes of them; all else in the file stays as it is written. `change` gives `undefined` where
 * they say it already, and so does this. What is not there, or says nothing, becomes what `change` makes of an empty object. Throws `CONFIG_INVALID` where the
 * file cannot be read, or cannot be changed without harm; its hint holds what to add by hand.
 */
export declare function changedDocument(path: string, added: string, change: (settings: ValueObject) => Value | undefined, { fs, cwd }: HookContext): Promise<HookFile | undefined>;
/** The error of settings that have no place for what is to be put in. `shown` is the file, and may be followed by a place in it. */
export declare function misplaced(shown: string): never;
