import type { Pointer } from '../../model/pointer.js';
import type { FormatName, StateFile } from '../../model/state-file.js';
import { type Value } from '../../model/value.js';
import { type Remains } from './remains.js';
/**
 * What can still be read of a file that may be broken: all of one that was parsed, and of a malformed one the parts of which it is certain what they say and
 * where they belong; never one that the file did not hold before it was cut short. `undefined` for a file of which nobody can say anything: empty, filled
 * with NUL, in another encoding, unread. Loads the YAML library: to be imported when it is needed.
 */
export declare function remainsOf(file: StateFile): Remains | undefined;
/** The leaves that can be read of a text which may be broken anywhere, or be the start of another. `isLossy`: U+FFFD stands for lost bytes. */
export declare function leavesOf(text: string, format: FormatName, isLossy: boolean): ReadonlyMap<Pointer, Value>;
