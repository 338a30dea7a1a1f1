import type { SchemaGraph } from './graph.js';
import type { Patterns } from './patterns.js';
import type { Program } from './program.js';
import type { Place } from './resource.js';
/** What a schema is made ready with. */
export interface Workshop {
    readonly graph: SchemaGraph;
    readonly patterns: Patterns;
    readonly assertFormats: boolean;
}
/** Lowers a schema and all that it refers to. Throws `StatefixError` as `SchemaCompiler.compile` says. */
export declare function lower(place: Place, workshop: Workshop): Promise<Program>;
