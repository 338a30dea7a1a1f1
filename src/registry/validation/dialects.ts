import { nearest } from '../../model/nearest.ts';
import { isObject, type Value } from '../../model/value.ts';

/** The drafts that are known, by the number that orders them. */
export type Draft = 4 | 6 | 7 | 2019 | 2020;

/** Parts of a dialect that a meta-schema can leave out, from 2019-09 on. */
export type Vocabulary = 'core' | 'applicator' | 'validation' | 'unevaluated' | 'format-assertion' | 'other';

/** What the keywords of a schema mean. */
export interface Dialect {
  readonly draft: Draft;
  readonly vocabularies: ReadonlySet<Vocabulary>;
}

const URIS: ReadonlyMap<string, Draft> = new Map([
  ['http://json-schema.org/draft-04/schema', 4],
  ['http://json-schema.org/draft-06/schema', 6],
  ['http://json-schema.org/draft-07/schema', 7],
  ['https://json-schema.org/draft/2019-09/schema', 2019],
  ['https://json-schema.org/draft/2020-12/schema', 2020],
]);

/** Every part but one: `format` asserts only where a meta-schema or the caller says so. */
const USUAL: readonly Vocabulary[] = ['core', 'applicator', 'validation', 'unevaluated', 'other'];

export const DEFAULT_DIALECT: Dialect = dialectOf(2020);

function dialectOf(draft: Draft): Dialect {
  return { draft, vocabularies: new Set(USUAL) };
}

/** The dialect of a draft by the URI of its meta-schema, with or without `#`, by `http` or `https`. */
export function dialectByUri(uri: string): Dialect | undefined {
  const bare = uri.replace(/#$/, '');
  const draft =
    URIS.get(bare) ?? URIS.get(bare.replace(/^https:/, 'http:')) ?? URIS.get(bare.replace(/^http:/, 'https:'));
  return draft === undefined ? undefined : dialectOf(draft);
}

export function knownDialects(): readonly string[] {
  return [...URIS.keys()];
}

/** The known meta-schema that a misspelt URI most likely means. */
export function nearestDialect(uri: string): string | undefined {
  return nearest(uri, URIS.keys());
}

/** The dialect that a custom meta-schema describes, given the one that the meta-schema itself is written in. */
export function dialectOfMetaSchema(metaSchema: Value, parent: Dialect): Dialect | { readonly unknown: string } {
  const listed = isObject(metaSchema) ? metaSchema['$vocabulary'] : undefined;
  if (parent.draft < 2019 || !isObject(listed)) return parent;
  const vocabularies = new Set<Vocabulary>(['core', 'other']);
  for (const [uri, isRequired] of Object.entries(listed)) {
    const name = /^https:\/\/json-schema\.org\/draft\/(?:2019-09|2020-12)\/vocab\/([a-z-]+)$/.exec(uri)?.[1];
    if (name === undefined && isRequired === true) return { unknown: uri };
    if (name === 'applicator' || name === 'validation' || name === 'unevaluated') vocabularies.add(name);
    // 2019-09 has one vocabulary for formats, which asserts where it is required.
    if (name === 'format-assertion' || (name === 'format' && isRequired === true)) vocabularies.add('format-assertion');
    // There `unevaluated*` are applicators.
    if (name === 'applicator' && parent.draft === 2019) vocabularies.add('unevaluated');
  }
  return { draft: parent.draft, vocabularies };
}
