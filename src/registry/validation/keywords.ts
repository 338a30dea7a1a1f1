import type { Dialect, Draft, Vocabulary } from './dialects.ts';

/** What may stand under a keyword, as the meta-schemas have it. Those with sub-schemas say where they are. */
export type Shape =
  | 'schema'
  | 'schemas'
  | 'schema map'
  | 'schema or schemas'
  | 'schema or boolean'
  | 'dependencies'
  | 'count'
  | 'number'
  | 'positive number'
  | 'boolean'
  | 'exclusive flag'
  | 'string'
  | 'pattern'
  | 'uri reference'
  | 'identifier'
  | 'anchor'
  | 'strings'
  | 'some strings'
  | 'string lists'
  | 'types'
  | 'values'
  | 'some values'
  | 'vocabularies'
  | 'anything';

export interface Keyword {
  readonly name: string;
  readonly shape: Shape;
  readonly since: Draft;
  readonly until: Draft;
  readonly vocabulary: Vocabulary;
}

type Row = readonly [names: string, shape: Shape, since: Draft, until: Draft, vocabulary: Vocabulary];

/** Where two rows have one name, their drafts are apart. */
const ROWS: readonly Row[] = [
  ['$schema', 'uri reference', 4, 2020, 'core'],
  ['id', 'string', 4, 4, 'core'],
  ['$id', 'uri reference', 6, 7, 'core'],
  ['$id', 'identifier', 2019, 2020, 'core'],
  ['$ref', 'uri reference', 4, 2020, 'core'],
  ['$anchor $dynamicAnchor', 'anchor', 2020, 2020, 'core'],
  ['$anchor', 'anchor', 2019, 2019, 'core'],
  ['$dynamicRef', 'uri reference', 2020, 2020, 'core'],
  ['$recursiveRef', 'uri reference', 2019, 2019, 'core'],
  ['$recursiveAnchor', 'boolean', 2019, 2019, 'core'],
  ['$vocabulary', 'vocabularies', 2019, 2020, 'core'],
  ['$comment', 'string', 7, 2020, 'core'],
  ['$defs', 'schema map', 2019, 2020, 'core'],
  ['definitions', 'schema map', 4, 2020, 'core'],

  ['allOf anyOf oneOf', 'schemas', 4, 2020, 'applicator'],
  ['not', 'schema', 4, 2020, 'applicator'],
  ['if then else', 'schema', 7, 2020, 'applicator'],
  ['properties patternProperties', 'schema map', 4, 2020, 'applicator'],
  ['additionalProperties', 'schema or boolean', 4, 2020, 'applicator'],
  ['propertyNames contains', 'schema', 6, 2020, 'applicator'],
  ['dependencies', 'dependencies', 4, 2020, 'applicator'],
  ['dependentSchemas', 'schema map', 2019, 2020, 'applicator'],
  ['prefixItems', 'schemas', 2020, 2020, 'applicator'],
  ['items', 'schema or schemas', 4, 2019, 'applicator'],
  ['items', 'schema', 2020, 2020, 'applicator'],
  ['additionalItems', 'schema or boolean', 4, 2019, 'applicator'],
  ['unevaluatedItems unevaluatedProperties', 'schema', 2019, 2020, 'unevaluated'],

  ['type', 'types', 4, 2020, 'validation'],
  ['enum', 'some values', 4, 4, 'validation'],
  ['enum', 'values', 6, 2020, 'validation'],
  ['const', 'anything', 6, 2020, 'validation'],
  ['multipleOf', 'positive number', 4, 2020, 'validation'],
  ['maximum minimum', 'number', 4, 2020, 'validation'],
  ['exclusiveMaximum exclusiveMinimum', 'exclusive flag', 4, 4, 'validation'],
  ['exclusiveMaximum exclusiveMinimum', 'number', 6, 2020, 'validation'],
  ['maxLength minLength maxItems minItems maxProperties minProperties', 'count', 4, 2020, 'validation'],
  ['maxContains minContains', 'count', 2019, 2020, 'validation'],
  ['pattern', 'pattern', 4, 2020, 'validation'],
  ['uniqueItems', 'boolean', 4, 2020, 'validation'],
  ['required', 'some strings', 4, 4, 'validation'],
  ['required', 'strings', 6, 2020, 'validation'],
  ['dependentRequired', 'string lists', 2019, 2020, 'validation'],

  ['format', 'string', 4, 2020, 'other'],
  ['title description', 'string', 4, 2020, 'other'],
  ['examples', 'values', 6, 2020, 'other'],
  ['readOnly', 'boolean', 7, 2020, 'other'],
  ['writeOnly deprecated', 'boolean', 2019, 2020, 'other'],
  ['contentMediaType contentEncoding', 'string', 7, 2020, 'other'],
  ['contentSchema', 'schema', 2019, 2020, 'other'],
];

const tables = new Map<Draft, ReadonlyMap<string, Keyword>>();

/** The keyword of that name in a dialect; `undefined` for a name without meaning there. */
export function keywordOf(name: string, dialect: Dialect): Keyword | undefined {
  const keyword = tableOf(dialect.draft).get(name);
  return keyword !== undefined && dialect.vocabularies.has(keyword.vocabulary) ? keyword : undefined;
}

/** Every keyword of a draft. */
export function keywordsOf(draft: Draft): Iterable<Keyword> {
  return tableOf(draft).values();
}

function tableOf(draft: Draft): ReadonlyMap<string, Keyword> {
  const known = tables.get(draft);
  if (known !== undefined) return known;
  const table = new Map<string, Keyword>();
  for (const [names, shape, since, until, vocabulary] of ROWS) {
    if (draft < since || draft > until) continue;
    for (const name of names.split(' ')) table.set(name, { name, shape, since, until, vocabulary });
  }
  tables.set(draft, table);
  return table;
}
