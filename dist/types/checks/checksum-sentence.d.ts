import type { FindingArgs } from '../model/finding.js';
/** Why the checksum disagrees, as the end of a sentence; `''` where nothing is known. */
export declare function causeOfMismatch({ cause, edited }: FindingArgs['CHECKSUM_MISMATCH']): string;
