import type { Value } from '../../model/value.ts';

type Loader = () => Promise<{ readonly default: unknown }>;

const json = { with: { type: 'json' } } as const;
const OLD = 'http://json-schema.org/';
const NEW = 'https://json-schema.org/draft/';

/** The meta-schemas by URI, each loaded only where a schema refers to it: what they ask of a schema, `shapes.ts` judges without them. */
const LOADERS: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  [`${OLD}draft-04/schema`, () => import('ajv-draft-04/dist/refs/json-schema-draft-04.json', json)],
  [`${OLD}draft-06/schema`, () => import('ajv/dist/refs/json-schema-draft-06.json', json)],
  [`${OLD}draft-07/schema`, () => import('ajv/dist/refs/json-schema-draft-07.json', json)],
  [`${NEW}2019-09/schema`, () => import('ajv/dist/refs/json-schema-2019-09/schema.json', json)],
  [`${NEW}2019-09/meta/core`, () => import('ajv/dist/refs/json-schema-2019-09/meta/core.json', json)],
  [`${NEW}2019-09/meta/applicator`, () => import('ajv/dist/refs/json-schema-2019-09/meta/applicator.json', json)],
  [`${NEW}2019-09/meta/validation`, () => import('ajv/dist/refs/json-schema-2019-09/meta/validation.json', json)],
  [`${NEW}2019-09/meta/meta-data`, () => import('ajv/dist/refs/json-schema-2019-09/meta/meta-data.json', json)],
  [`${NEW}2019-09/meta/format`, () => import('ajv/dist/refs/json-schema-2019-09/meta/format.json', json)],
  [`${NEW}2019-09/meta/content`, () => import('ajv/dist/refs/json-schema-2019-09/meta/content.json', json)],
  [`${NEW}2020-12/schema`, () => import('ajv/dist/refs/json-schema-2020-12/schema.json', json)],
  [`${NEW}2020-12/meta/core`, () => import('ajv/dist/refs/json-schema-2020-12/meta/core.json', json)],
  [`${NEW}2020-12/meta/applicator`, () => import('ajv/dist/refs/json-schema-2020-12/meta/applicator.json', json)],
  [`${NEW}2020-12/meta/validation`, () => import('ajv/dist/refs/json-schema-2020-12/meta/validation.json', json)],
  [`${NEW}2020-12/meta/unevaluated`, () => import('ajv/dist/refs/json-schema-2020-12/meta/unevaluated.json', json)],
  [`${NEW}2020-12/meta/meta-data`, () => import('ajv/dist/refs/json-schema-2020-12/meta/meta-data.json', json)],
  [
    `${NEW}2020-12/meta/format-annotation`,
    () => import('ajv/dist/refs/json-schema-2020-12/meta/format-annotation.json', json),
  ],
  [`${NEW}2020-12/meta/content`, () => import('ajv/dist/refs/json-schema-2020-12/meta/content.json', json)],
]);

/** The published meta-schema of that URI, from what is installed with us; `undefined` for any other. Nothing is fetched. */
export async function metaSchemaByUri(uri: string): Promise<Value | undefined> {
  const load = LOADERS.get(uri);
  return load === undefined ? undefined : ((await load()).default as Value);
}
