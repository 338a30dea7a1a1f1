import type { Value } from '../../model/value.js';
/** The published meta-schema of that URI, from what is installed with us; `undefined` for any other. Nothing is fetched. */
export declare function metaSchemaByUri(uri: string): Promise<Value | undefined>;
