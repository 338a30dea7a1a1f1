import { type Pointer } from '../../model/pointer.js';
import type { SchemaLibrary, SchemaSource } from '../validator.js';
import { type Place, type Resource, type Target } from './resource.js';
/**
 * The schemas that a library holds, read as far as they are asked for: resources by URI, sub-schemas by pointer and anchor. Judges the form of every
 * keyword on the way, in place of the meta-schemas.
 */
export declare class SchemaGraph {
    private readonly library;
    private readonly resources;
    private readonly indexed;
    private known;
    private documents;
    constructor(library: SchemaLibrary);
    /** The root of a source. Throws `StatefixError` where the schema is invalid. */
    add(source: SchemaSource): Place;
    /** Where a reference leads. Throws `StatefixError` where that is nowhere. */
    resolve(from: Place, keyword: string, reference: string): Promise<Target>;
    /** The sub-schema at a pointer of a document, also where no keyword that we know leads there; `undefined` where no schema stands there. */
    private placeAt;
    /** The same, for a place that must be there. Throws `StatefixError` where no schema stands. */
    requirePlace(resource: Resource, pointer: Pointer): Place;
    private inResource;
    private resourceAt;
    private findResource;
    private sourceById;
    private byUri;
    private dialectOf;
    private metaSource;
    /** Notes a sub-schema and all below it, and judges their form. */
    private walk;
    private walkKeyword;
    private walkList;
    /** The values of a map are schemas, but for the lists of keys that `dependencies` knows, too. */
    private walkMap;
    /** The resource that a sub-schema belongs to: a new one where it has an identifier. */
    private enter;
    private embeddedDialect;
}
