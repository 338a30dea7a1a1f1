import { pointerTo } from '../../model/pointer.ts';
import { getMember, isArray, isObject, type Value, type ValueObject } from '../../model/value.ts';
import { assertion, nearestKey } from './family-scalars.ts';
import { type Assertion, explain, fits, type SchemaNode } from './node.ts';
import { isNumeric } from './numbers.ts';
import type { PatternTest } from './patterns.ts';
import type { Family, Scope } from './scope.ts';
import { counted } from './words.ts';

/** `properties`, `patternProperties` and `additionalProperties`, which share out the members among them. */
export const members: Family = async (scope) => {
  if (!['properties', 'patternProperties', 'additionalProperties'].some(scope.has)) return [];
  const named = new Map<string, SchemaNode>();
  for (const key of keysUnder(scope, 'properties')) named.set(key, scope.below('properties', key));
  const patterned: { readonly matches: PatternTest; readonly node: SchemaNode }[] = [];
  for (const key of keysUnder(scope, 'patternProperties')) {
    patterned.push({ matches: await scope.pattern(key), node: scope.below('patternProperties', key) });
  }
  const rest = additional(scope);
  return [shareOut(scope, named, patterned, rest)];
};

/** The schema of all other members; `undefined` where there is none. */
function additional(scope: Scope): SchemaNode | 'refused' | undefined {
  if (!scope.has('additionalProperties')) return undefined;
  const schema = getMember(scope.schema, 'additionalProperties');
  if (schema === false) return 'refused';
  return schema === true && scope.place.resource.dialect.draft === 4 ? undefined : scope.below('additionalProperties');
}

function shareOut(
  { place }: Scope,
  named: ReadonlyMap<string, SchemaNode>,
  patterned: readonly { readonly matches: PatternTest; readonly node: SchemaNode }[],
  rest: SchemaNode | 'refused' | undefined,
): Assertion {
  const nodesFor = (key: string): readonly SchemaNode[] => {
    const own = named.get(key);
    const nodes = patterned.filter(({ matches }) => matches(key)).map(({ node }) => node);
    return own === undefined ? nodes : [own, ...nodes];
  };
  const memberFits = (key: string, value: Value): boolean => {
    const own = named.get(key);
    if (own !== undefined && !fits(own, value)) return false;
    let isKnown = own !== undefined;
    for (const { matches, node } of patterned) {
      if (!matches(key)) continue;
      isKnown = true;
      if (!fits(node, value)) return false;
    }
    return isKnown || rest === undefined || (rest !== 'refused' && fits(rest, value));
  };
  return {
    fits(value) {
      if (!isObject(value)) return true;
      if (rest === undefined && patterned.length === 0) {
        for (const [key, node] of named)
          if (Object.hasOwn(value, key) && !fits(node, value[key] as Value)) return false;
        return true;
      }
      for (const key of Object.keys(value)) if (!memberFits(key, value[key] as Value)) return false;
      return true;
    },
    explain(value, at, out) {
      if (!isObject(value)) return;
      for (const key of Object.keys(value)) {
        if (out.isFull) return;
        const pointer = pointerTo(at, key);
        const nodes = nodesFor(key);
        for (const node of nodes) explain(node, value[key] as Value, pointer, out);
        if (nodes.length > 0 || rest === undefined) continue;
        if (rest === 'refused') out.tell(place, refused('additionalProperties', key, pointer, named.keys(), value));
        else explain(rest, value[key] as Value, pointer, out);
      }
    },
    mark(value, seen) {
      if (!isObject(value)) return;
      if (rest !== undefined) seen.everyKey = true;
      else for (const key of Object.keys(value)) if (nodesFor(key).length > 0) seen.keys.add(key);
    },
  };
}

/** The problem of a member that must not be there; the suggestion is a known key that is not there yet. */
export function refused(keyword: string, key: string, pointer: string, known: Iterable<string>, object: ValueObject) {
  const free = [...known].filter((each) => !Object.hasOwn(object, each));
  const expected = 'no such member';
  return {
    keyword,
    pointer,
    expected,
    found: JSON.stringify(key),
    key,
    suggestion: nearestKey(key, free),
    atKey: true,
  };
}

export const required: Family = (scope) => {
  const { place, schema } = scope;
  const made: Assertion[] = [];
  if (scope.has('required'))
    made.push(requiring(scope, 'required', stringsIn(getMember(schema, 'required')), undefined));
  for (const keyword of ['dependentRequired', 'dependencies']) {
    const asked = scope.has(keyword) ? getMember(schema, keyword) : undefined;
    if (!isObject(asked)) continue;
    for (const [key, value] of Object.entries(asked)) {
      if (isArray(value)) made.push(requiring(scope, keyword, stringsIn(value), key));
    }
  }
  const names = scope.has('propertyNames') ? scope.below('propertyNames') : undefined;
  if (names !== undefined) made.push(naming(place, names));
  for (const [keyword, words, isWrong] of [
    ['maxProperties', 'at most', (count: number, limit: number) => count > limit],
    ['minProperties', 'at least', (count: number, limit: number) => count < limit],
  ] as const) {
    const bound = scope.has(keyword) ? getMember(schema, keyword) : undefined;
    if (!isNumeric(bound)) continue;
    const test = (value: Value): boolean => !isObject(value) || !isWrong(Object.keys(value).length, Number(bound));
    const found = (value: Value): string => String(isObject(value) ? Object.keys(value).length : 0);
    made.push(assertion(scope, keyword, test, counted(bound, words, 'member'), { found }));
  }
  return made;
};

/** `required`, where `trigger` is there or not asked for. */
function requiring(scope: Scope, keyword: string, keys: readonly string[], trigger: string | undefined): Assertion {
  const { place } = scope;
  const applies = (value: Value): value is ValueObject =>
    isObject(value) && (trigger === undefined || Object.hasOwn(value, trigger));
  const known = new Set([...keysUnder(scope, 'properties'), ...keys, ...(trigger === undefined ? [] : [trigger])]);
  return {
    fits(value) {
      if (!applies(value)) return true;
      for (const key of keys) if (!Object.hasOwn(value, key)) return false;
      return true;
    },
    explain(value, at, out) {
      if (!applies(value)) return;
      for (const key of keys) {
        if (Object.hasOwn(value, key)) continue;
        const cause = trigger === undefined ? '' : `, which ${JSON.stringify(trigger)} asks for`;
        const strangers = Object.keys(value).filter((each) => !known.has(each));
        const suggestion = nearestKey(key, strangers);
        const expected = `a member ${JSON.stringify(key)}${cause}`;
        out.tell(place, { keyword, pointer: at, expected, found: 'none', key, suggestion });
      }
    },
  };
}

function naming(place: Scope['place'], names: SchemaNode): Assertion {
  return {
    fits: (value) => !isObject(value) || Object.keys(value).every((key) => fits(names, key)),
    explain(value, at, out) {
      if (!isObject(value)) return;
      for (const key of Object.keys(value)) {
        if (out.isFull) return;
        if (fits(names, key)) continue;
        const reasons = out.branch(1);
        explain(names, key, at, reasons);
        const reason = reasons.problems[0]?.args;
        const expected = `a key that is ${reason?.expected ?? 'allowed here'}`;
        const suggestion = reason?.suggestion;
        const found = JSON.stringify(key);
        out.tell(place, {
          keyword: 'propertyNames',
          pointer: pointerTo(at, key),
          expected,
          found,
          key,
          suggestion,
          atKey: true,
        });
      }
    },
  };
}

/** The keys of the object under a keyword; none where the dialect does not know it. */
export function keysUnder(scope: Scope, keyword: string): readonly string[] {
  const value = scope.has(keyword) ? getMember(scope.schema, keyword) : undefined;
  return isObject(value) ? Object.keys(value) : [];
}

function stringsIn(value: Value | undefined): readonly string[] {
  return value !== undefined && isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
