import type { BigIntStats } from 'node:fs';
import type { FsOps } from './fs-ops.js';
/** What stands at a path, links not followed; `undefined` for nothing. Throws what the operating system throws. */
export declare function statsAt(fs: FsOps, path: string): BigIntStats | undefined;
