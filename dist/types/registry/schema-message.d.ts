import type { FindingArgs } from '../model/finding.js';
/** In words, without a full stop, how a value does not fit its schema. */
export declare function schemaMessage({ key, suggestion, expected, found, keyword }: FindingArgs['SCHEMA_MISMATCH']): string;
