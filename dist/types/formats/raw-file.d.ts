import type { FileStat, Origin, RawFile } from '../model/state-file.js';
/**
 * Bytes from anywhere as a `RawFile`: decoded where they are UTF-8, with their digest. Never throws for bad bytes. The digest is computed when it is
 * first read, since a healthy file mostly needs none; a copy of the value holds it as data.
 */
export declare function rawFileOf(bytes: Uint8Array, origin: Origin, stat?: FileStat): RawFile;
