import type { ErrorObject } from 'ajv/dist/types/index.js';
import { nearest } from '../../model/nearest.ts';
import { getMember, isArray, isObject, type Value, type ValueObject } from '../../model/value.ts';
import type { SchemaProblem } from '../validator.ts';
import { firstRepetition } from './equality.ts';
import { formatLabel, formatWords } from './formats.ts';
import type { Origin } from './program.ts';
import type { UndecidedTexts } from './undecided.ts';
import { counted, describe, spell, spellAll } from './words.ts';

/** A problem in words, at the place of the error or one step below it. */
export interface Told {
  readonly keyword: string;
  readonly expected: string;
  readonly found: string;
  readonly below?: string | number;
  readonly key?: string;
  readonly suggestion?: string | undefined;
  readonly atKey?: boolean;
}

/** Longer words are no slips of the finger, and comparing them takes time. */
const MAX_WORD = 200;
/** As many items too many as are told one by one. */
const MAX_ITEMS = 100;

/** What is known of one error. */
export interface Evidence {
  readonly error: ErrorObject;
  /** The schema as its author wrote it. */
  readonly schema: ValueObject;
  readonly origin: Origin;
  /** For `propertyNames`: what is wrong with the key. */
  readonly reason: SchemaProblem | undefined;
  readonly undecided: UndecidedTexts;
}

/** What an error of Ajv says. Mostly one problem; `unevaluatedItems` has one for each item. */
export function told({ error, schema, origin, reason, undecided }: Evidence): readonly Told[] {
  const { params } = error;
  const value = error.data as Value;
  const at = (keyword: string): Value | undefined => getMember(schema, keyword);
  const plain = (keyword: string, expected: string, found: string = describe(value)): readonly Told[] => [
    { keyword, expected, found },
  ];
  const bound = (name: string, flagged: string): string =>
    String(typeof at(name) === 'boolean' ? at(flagged) : at(name));
  const count = (words: string, noun: string, found: string): readonly Told[] =>
    plain(error.keyword, counted(Number(at(error.keyword)), words, noun), found);
  switch (error.keyword) {
    case 'type':
    case 'numericType':
      return plain('type', namesOf(at('type')).join(' or '));
    case 'const':
      return [
        { ...single('const', spell(at('const') ?? null), value), suggestion: nearestValue(value, [at('const')]) },
      ];
    case 'enum': {
      const values = listed(at('enum'));
      const expected = values.length === 0 ? 'nothing at all' : spellAll(values);
      return [{ ...single('enum', expected, value), suggestion: nearestValue(value, values) }];
    }
    case 'maximum':
      return plain('maximum', `at most ${at('maximum')}`);
    case 'minimum':
      return plain('minimum', `at least ${at('minimum')}`);
    case 'exclusiveMaximum':
      return plain('exclusiveMaximum', `a number below ${bound('exclusiveMaximum', 'maximum')}`);
    case 'exclusiveMinimum':
      return plain('exclusiveMinimum', `a number above ${bound('exclusiveMinimum', 'minimum')}`);
    case 'multipleOf':
      return plain('multipleOf', `a multiple of ${at('multipleOf')}`);
    case 'pattern': {
      const pattern = String(at('pattern'));
      const isOpen = undecided.has(pattern, String(value));
      return plain('pattern', isOpen ? undecidedWords(pattern) : `text that matches ${pattern}`);
    }
    case 'format': {
      const name = String(at('format'));
      const isOpen = undecided.has(formatLabel(name), String(value));
      return plain('format', isOpen ? undecidedWords(formatLabel(name)) : formatWords(name));
    }
    case 'minLength':
    case 'maxLength':
      return count(limitWords(error.keyword), 'character', counted([...String(value)].length, '', 'character').trim());
    case 'minItems':
    case 'maxItems':
      return count(limitWords(error.keyword), 'item', String(sizeOf(value)));
    case 'minProperties':
    case 'maxProperties':
      return count(limitWords(error.keyword), 'member', String(sizeOf(value)));
    case 'uniqueItems':
      return repeated(value);
    case 'contains':
      return [contained(params['minContains'], params['maxContains'], schema)];
    case 'items':
      return plain(
        isArray(at('items') ?? null) ? 'additionalItems' : 'items',
        counted(Number(params['limit']), 'at most', 'item'),
      );
    case 'unevaluatedItems':
      return furtherItems(value, Number(params['limit'] ?? params['len']));
    case 'required':
      return [missing(String(params['missingProperty']), value, schema, origin)];
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return [refused(error, value, schema)];
    case 'propertyNames':
      return [misnamed(String(params['propertyName']), reason)];
    case 'not':
      return plain('not', `anything but ${excluded(at('not'))}`);
    case 'oneOf': {
      const fitting = listed(params['passingSchemas']).map((index) => Number(index) + 1);
      const expected = `just one of the ${listed(at('oneOf')).length} forms`;
      if (fitting.length > 0) return plain('oneOf', expected, `one that fits forms ${fitting.join(' and ')}`);
      return plain('oneOf', `one of ${listed(at('oneOf')).length} forms, and it matches none`);
    }
    case 'anyOf':
      return plain('anyOf', `one of ${listed(at('anyOf')).length} forms, and it matches none`);
    case 'nothing':
      return plain('false', 'nothing here', spell(value));
    default:
      return plain(error.keyword, 'a value that fits the schema');
  }
}

/** What is asked of a text that a pattern could not judge. */
export function undecidedWords(pattern: string): string {
  return `text on which ${pattern} can be judged in time`;
}

function single(keyword: string, expected: string, value: Value): Told {
  return { keyword, expected, found: describe(value) };
}

function listed(value: unknown): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function namesOf(type: Value | undefined): readonly string[] {
  return typeof type === 'string' ? [type] : listed(type).map(String);
}

function limitWords(keyword: string): string {
  return keyword.startsWith('min') ? 'at least' : 'at most';
}

function sizeOf(value: Value): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function repeated(value: Value): readonly Told[] {
  const items = listed(value);
  const pair = firstRepetition(items);
  if (pair === undefined) return [];
  const [first, again] = pair;
  const found = `${describe(items[again] ?? null)} again, as in item ${first}`;
  return [{ keyword: 'uniqueItems', below: again, expected: 'an item unlike the others', found }];
}

function contained(least: number, most: number | undefined, schema: ValueObject): Told {
  const keyword = Object.hasOwn(schema, 'minContains') ? 'minContains' : 'contains';
  const expected = `${counted(least, 'at least', 'item')} of a certain form`;
  if (most === undefined) return { keyword, expected, found: least === 1 ? '0' : 'fewer' };
  return { keyword: 'contains', expected: `${expected}, and at most ${most}`, found: 'another number of them' };
}

function furtherItems(value: Value, first: number): readonly Told[] {
  return listed(value)
    .slice(first, first + MAX_ITEMS)
    .map((item, index) => ({
      keyword: 'unevaluatedItems',
      below: first + index,
      expected: 'no further item',
      found: describe(item),
    }));
}

function missing(key: string, value: Value, schema: ValueObject, { dependency }: Origin): Told {
  const required = dependency === undefined ? schema['required'] : [dependency.key, key];
  const known = new Set([...Object.keys(propertiesOf(schema)), ...listed(required)]);
  const strangers = isObject(value) ? Object.keys(value).filter((each) => !known.has(each)) : [];
  const cause = dependency === undefined ? '' : `, which ${JSON.stringify(dependency.key)} asks for`;
  return {
    keyword: dependency?.keyword ?? 'required',
    expected: `a member ${JSON.stringify(key)}${cause}`,
    found: 'none',
    key,
    suggestion: nearestKey(key, strangers),
  };
}

/** A member that must not be there; the suggestion is a known key that is not there yet. */
function refused({ keyword, params }: ErrorObject, value: Value, schema: ValueObject): Told {
  const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
  const free = Object.keys(propertiesOf(schema)).filter((each) => !isObject(value) || !Object.hasOwn(value, each));
  const found = JSON.stringify(key);
  return {
    keyword,
    below: key,
    atKey: true,
    expected: 'no such member',
    found,
    key,
    suggestion: nearestKey(key, free),
  };
}

function misnamed(key: string, reason: SchemaProblem | undefined): Told {
  const expected = `a key that is ${reason?.args.expected ?? 'allowed here'}`;
  const suggestion = reason?.args.suggestion;
  return { keyword: 'propertyNames', below: key, atKey: true, expected, found: JSON.stringify(key), key, suggestion };
}

function propertiesOf(schema: ValueObject): ValueObject {
  const properties = getMember(schema, 'properties');
  return isObject(properties) ? properties : {};
}

/** The forbidden schema in a few words, where a few words do. */
function excluded(schema: Value | undefined): string {
  if (!isObject(schema)) return 'this';
  const constant = getMember(schema, 'const');
  const values = getMember(schema, 'enum');
  const type = getMember(schema, 'type');
  const keys = getMember(schema, 'required');
  if (constant !== undefined) return spell(constant);
  if (values !== undefined) return spellAll(listed(values));
  if (typeof type === 'string') return type;
  if (keys !== undefined) return `an object with ${listed(keys).map(spell).join(' and ')}`;
  return 'what the schema excludes';
}

/** The nearest of some values to a misspelt one, as JSON. */
function nearestValue(value: Value, values: readonly (Value | undefined)[]): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_WORD) return undefined;
  const words = values.flatMap((each) => (typeof each === 'string' && each.length <= MAX_WORD ? [each] : []));
  const word = nearest(value, words);
  return word === undefined ? undefined : spell(word);
}

/** The nearest of some keys to a misspelt one; a key of one or two letters is near to too many. */
function nearestKey(key: string, keys: readonly string[]): string | undefined {
  if (key.length < 3 || key.length > MAX_WORD) return undefined;
  return nearest(
    key,
    keys.filter((each) => each.length <= MAX_WORD),
  );
}
