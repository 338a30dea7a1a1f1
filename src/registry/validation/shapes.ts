import { isArray, isObject, type Value } from '../../model/value.ts';
import type { Draft } from './dialects.ts';
import { firstRepetition } from './equality.ts';
import type { Shape } from './keywords.ts';
import { isInteger, isNumeric } from './numbers.ts';
import { compiles } from './patterns.ts';

const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'];

/**
 * What is wrong with the value of a keyword, as the meta-schemas of the drafts judge it, in words that follow "must be"; `undefined` where nothing is.
 * Sub-schemas are not judged here: whoever walks the schema comes to them.
 */
export function shapeFault(shape: Shape, value: Value, draft: Draft): string | undefined {
  switch (shape) {
    case 'anything':
      return undefined;
    case 'schema':
      return isSchema(value, draft) ? undefined : schemaWords(draft);
    case 'schema or boolean':
      return isSchema(value, draft) || typeof value === 'boolean' ? undefined : schemaWords(6);
    case 'schemas':
      return isSchemaList(value, draft) ? undefined : 'a non-empty array of schemas';
    case 'schema or schemas':
      return isSchema(value, draft) || isSchemaList(value, draft) ? undefined : 'a schema or an array of schemas';
    case 'schema map':
      return isObject(value) && Object.values(value).every((each) => isSchema(each, draft))
        ? undefined
        : 'an object of schemas';
    case 'dependencies':
      return isObject(value) && Object.values(value).every((each) => isSchema(each, draft) || isDependency(each, draft))
        ? undefined
        : 'an object of schemas and arrays of keys';
    case 'count':
      return isNumeric(value) && isInteger(value) && value >= 0 ? undefined : 'an integer from 0';
    case 'number':
      return isNumeric(value) ? undefined : 'a number';
    case 'positive number':
      return isNumeric(value) && value > 0 ? undefined : 'a number above 0';
    case 'boolean':
    case 'exclusive flag':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'string':
      return typeof value === 'string' ? undefined : 'a string';
    case 'pattern':
      return isPattern(value) ? undefined : 'a regular expression of ECMAScript';
    case 'uri reference':
      return typeof value === 'string' ? undefined : 'a URI reference';
    case 'identifier':
      return typeof value === 'string' && /^[^#]*#?$/.test(value) ? undefined : 'a URI reference without a fragment';
    case 'anchor':
      return isAnchor(value, draft) ? undefined : 'a name of letters, digits, -, _ and .';
    case 'strings':
      return isStringSet(value) ? undefined : 'an array of different strings';
    case 'some strings':
      return isStringSet(value) && value.length > 0 ? undefined : 'a non-empty array of different strings';
    case 'string lists':
      return isObject(value) && Object.values(value).every(isStringSet)
        ? undefined
        : 'an object of arrays of different strings';
    case 'types':
      return isTypes(value) ? undefined : `one of ${TYPES.join(', ')}, or an array of them`;
    case 'values':
      return isArray(value) ? undefined : 'an array';
    case 'some values':
      return isArray(value) && value.length > 0 && firstRepetition(value) === undefined
        ? undefined
        : 'a non-empty array of different values';
    case 'vocabularies':
      return isObject(value) && Object.values(value).every((each) => typeof each === 'boolean')
        ? undefined
        : 'an object of true and false';
  }
}

/** True for what can be a schema: an object, from draft-06 on a boolean, too. */
export function isSchema(value: Value, draft: Draft): boolean {
  return isObject(value) || (draft >= 6 && typeof value === 'boolean');
}

function schemaWords(draft: Draft): string {
  return draft >= 6 ? 'a schema: an object, true or false' : 'a schema: an object';
}

function isSchemaList(value: Value, draft: Draft): boolean {
  return isArray(value) && value.length > 0 && value.every((each) => isSchema(each, draft));
}

function isDependency(value: Value, draft: Draft): boolean {
  return isStringSet(value) && (draft > 4 || value.length > 0);
}

function isStringSet(value: Value): value is readonly string[] {
  return isArray(value) && value.every((each) => typeof each === 'string') && new Set(value).size === value.length;
}

function isTypes(value: Value): boolean {
  if (typeof value === 'string') return TYPES.includes(value);
  return isStringSet(value) && value.length > 0 && value.every((each) => TYPES.includes(each));
}

function isAnchor(value: Value, draft: Draft): boolean {
  if (typeof value !== 'string') return false;
  return draft >= 2020 ? /^[A-Za-z_][-A-Za-z0-9._]*$/.test(value) : /^[A-Za-z][-A-Za-z0-9.:_]*$/.test(value);
}

function isPattern(value: Value): boolean {
  return typeof value === 'string' && (compiles(value, 'u') || compiles(value, ''));
}
