import { type Value } from '../../model/value.js';
/** The drafts that are known, by the number that orders them. */
export type Draft = 4 | 6 | 7 | 2019 | 2020;
/** Parts of a dialect that a meta-schema can leave out, from 2019-09 on. */
export type Vocabulary = 'core' | 'applicator' | 'validation' | 'unevaluated' | 'format-assertion' | 'other';
/** What the keywords of a schema mean. */
export interface Dialect {
    readonly draft: Draft;
    readonly vocabularies: ReadonlySet<Vocabulary>;
}
export declare const DEFAULT_DIALECT: Dialect;
/** The dialect of a draft by the URI of its meta-schema, with or without `#`, by `http` or `https`. */
export declare function dialectByUri(uri: string): Dialect | undefined;
export declare function knownDialects(): readonly string[];
/** The known meta-schema that a misspelt URI most likely means. */
export declare function nearestDialect(uri: string): string | undefined;
/** The dialect that a custom meta-schema describes, given the one that the meta-schema itself is written in. */
export declare function dialectOfMetaSchema(metaSchema: Value, parent: Dialect): Dialect | {
    readonly unknown: string;
};
