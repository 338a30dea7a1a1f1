import type { FileStat, Origin, RawFile } from '../model/state-file.js';
/** Bytes from anywhere as a `RawFile`: decoded where they are UTF-8, with their digest. Never throws for bad bytes. */
export declare function rawFileOf(bytes: Uint8Array, origin: Origin, stat?: FileStat): RawFile;
