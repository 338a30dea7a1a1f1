import { StatefixError } from '../../model/errors.js';
import { type Pointer } from '../../model/pointer.js';
import type { Place, SchemaDocument } from './resource.js';
/** An error about a place in a schema. */
export declare function invalid(document: SchemaDocument, pointer: Pointer, reason: string, hint?: string): StatefixError;
/** A `$schema` that names no draft we know and no meta-schema we have. */
export declare function unknownDialect(document: SchemaDocument, at: Pointer, uri: string): StatefixError;
/** A reference without target. */
export declare function unresolved(from: Place, keyword: string, reference: string, uri: string | undefined): StatefixError;
