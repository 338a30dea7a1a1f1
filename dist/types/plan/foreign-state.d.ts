import { type Value } from '../model/value.js';
import type { ForeignBackups } from '../registry/kind.js';
/**
 * The state that stands in a backup of another program, as its state file would hold it; `undefined` where the backup holds none. `name` is that of the
 * state file without its extension, `at` when the backup was taken. What the envelope asks for and nobody knows is left out: the schema says so then.
 */
export declare function stateFrom(value: Value, holds: ForeignBackups, name: string, at: Date | undefined): Value | undefined;
/** The name of a state file without its extension: what `{name}` stands for. */
export declare function nameInBackups(fileName: string): string;
