import type { FindingArgs } from '../../model/finding.js';
/** How many NULs stand between other bytes, and the longest run of them: blocks that never reached the disk show as one. In one pass. */
export declare function nulHole(bytes: Uint8Array): FindingArgs['NUL_BYTES'];
