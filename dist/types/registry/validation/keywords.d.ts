import type { Dialect, Draft, Vocabulary } from './dialects.js';
/** What may stand under a keyword, as the meta-schemas have it. Those with sub-schemas say where they are. */
export type Shape = 'schema' | 'schemas' | 'schema map' | 'schema or schemas' | 'schema or boolean' | 'dependencies' | 'count' | 'number' | 'positive number' | 'boolean' | 'exclusive flag' | 'string' | 'pattern' | 'uri reference' | 'identifier' | 'anchor' | 'strings' | 'some strings' | 'string lists' | 'types' | 'values' | 'some values' | 'vocabularies' | 'anything';
export interface Keyword {
    readonly name: string;
    readonly shape: Shape;
    readonly since: Draft;
    readonly until: Draft;
    readonly vocabulary: Vocabulary;
}
/** The keyword of that name in a dialect; `undefined` for a name without meaning there. */
export declare function keywordOf(name: string, dialect: Dialect): Keyword | undefined;
/** Every keyword of a draft. */
export declare function keywordsOf(draft: Draft): Iterable<Keyword>;
