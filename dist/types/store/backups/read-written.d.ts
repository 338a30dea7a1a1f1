import type { BackupEntry } from './manifest.js';
/**
 * The entries of a manifest as it was written, as far as they can be believed: each of this very file, under an id of ours, each id once. `undefined` where
 * it is no manifest of this file at all. Never throws: a manifest is untrusted input.
 */
export declare function readWritten(text: string, recorded: string): readonly BackupEntry[] | undefined;
/** The path that a manifest says it is for; `undefined` where it says none. */
export declare function recordedIn(text: string): string | undefined;
