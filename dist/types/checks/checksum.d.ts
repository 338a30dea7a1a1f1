import type { Check } from './check.js';
/** The recorded checksum, in the document or beside the file, is that of the content. */
export declare const checksum: Check;
