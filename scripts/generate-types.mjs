// Makes src/kinds/<kind>/<version>.ts from schemas/<kind>/<version>.schema.json: `npm run types`. With --check nothing is
// written: it exits 1 and names the files that are stale, missing or left over.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { compile } from 'json-schema-to-typescript';

const root = resolve(import.meta.dirname, '..');
const schemas = join(root, 'schemas');
const target = join(root, 'src/kinds');

const ANNOTATIONS = ['title', 'description', 'default', 'examples', '$comment'];

/** @typedef {{ [key: string]: unknown }} Schema */

/**
 * @param {unknown} value
 * @returns {value is Schema}
 */
const isSchema = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The schema in the words that json-schema-to-typescript understands. It knows no `prefixItems` (it would say `never[]`), no
 * `unevaluatedProperties`, no siblings of `$ref`, and no integers beyond 2^53.
 *
 * @param {unknown} schema
 * @returns {unknown}
 */
function understood(schema) {
  if (!isSchema(schema)) return schema;
  /** @type {Schema} */
  const known = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (['properties', 'patternProperties', '$defs', 'definitions'].includes(keyword) && isSchema(value)) {
      known[keyword] = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, understood(member)]));
    } else if (['oneOf', 'anyOf', 'allOf', 'prefixItems'].includes(keyword) && Array.isArray(value)) {
      known[keyword] = value.map(understood);
    } else {
      known[keyword] = ['items', 'additionalProperties', 'not'].includes(keyword) ? understood(value) : value;
    }
  }
  if (known['prefixItems'] !== undefined) {
    if (known['items'] !== undefined) known['additionalItems'] = known['items'];
    known['items'] = known['prefixItems'];
    delete known['prefixItems'];
  }
  if (known['unevaluatedProperties'] === false) known['additionalProperties'] ??= false;
  if (typeof known['$ref'] === 'string') {
    const { $ref, description } = known;
    return description === undefined ? { $ref } : { description, allOf: [{ $ref }] };
  }
  // An object of which nothing is said may hold anything; so may a value of which nothing is said.
  if (known['type'] === 'object' && known['properties'] === undefined) known['additionalProperties'] ??= true;
  if (Object.keys(known).every((keyword) => ANNOTATIONS.includes(keyword))) known['tsType'] = 'unknown';
  return withExactNumbers(known);
}

/**
 * Steps get integers beyond 2^53 as `bigint`: a number may be one where the schema does not keep it below.
 *
 * @param {Schema} schema
 * @returns {Schema}
 */
function withExactNumbers(schema) {
  const types = [schema['type']].flat();
  const isNumeric = types.includes('integer') || types.includes('number');
  if (!isNumeric || 'const' in schema || 'enum' in schema || isBelowLimit(schema)) return schema;
  const { type: _, ...rest } = schema;
  const others = types.filter((type) => type !== 'integer' && type !== 'number');
  const numeric = { tsType: 'number | bigint' };
  if (others.length === 0) return { ...rest, ...numeric };
  return { description: rest['description'], anyOf: [{ ...rest, type: others }, numeric] };
}

/** @param {Schema} schema */
function isBelowLimit({ minimum, maximum }) {
  return [minimum, maximum].every((limit) => typeof limit === 'number' && Number.isSafeInteger(limit));
}

/**
 * Every file that there should be, by its path, with its text.
 *
 * @returns {Promise<ReadonlyMap<string, string>>}
 */
async function generate() {
  const files = new Map();
  const names = readdirSync(schemas, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  for (const name of names.filter((each) => each.endsWith('.schema.json')).sort()) {
    const schema = understood(JSON.parse(readFileSync(join(schemas, name), 'utf8')));
    if (!isSchema(schema)) throw new TypeError(`schemas/${name} is no object`);
    const types = await compile(/** @type {import('json-schema-to-typescript').JSONSchema} */ (schema), name, {
      bannerComment: `// Made from schemas/${name} by \`npm run types\`: change the schema, not this file.\n`,
      // Further members are kept by a spread; an index signature would hide every misspelt name.
      additionalProperties: false,
      // Bounds on the length of an array are the schema's affair: as tuples they would be thousands of alternatives.
      ignoreMinAndMaxItems: true,
      // One deterministic shape, whatever configuration of a formatter is about.
      format: true,
      style: { singleQuote: true, printWidth: 120 },
      unknownAny: true,
      unreachableDefinitions: false,
    });
    files.set(join(target, name.replace(/\.schema\.json$/, '.ts')), types);
  }
  return files;
}

/** @returns {readonly string[]} */
function present() {
  try {
    const names = readdirSync(target, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.ts')).map((name) => join(target, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const wanted = await generate();
const found = new Map(present().map((path) => [path, readFileSync(path, 'utf8').replaceAll('\r\n', '\n')]));
const stale = [...wanted].filter(([path, text]) => found.get(path) !== text).map(([path]) => path);
const leftOver = [...found.keys()].filter((path) => !wanted.has(path));

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...leftOver]) console.error(`${relative(root, path)} is stale: npm run types`);
  if (stale.length + leftOver.length > 0) process.exitCode = 1;
} else {
  for (const path of stale) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted.get(path) ?? '');
  }
  for (const path of leftOver) rmSync(path);
  console.log(`${wanted.size} files, ${stale.length} written, ${leftOver.length} removed`);
}
