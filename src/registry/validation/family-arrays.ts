import { pointerTo } from '../../model/pointer.ts';
import { getMember, isArray, type Value } from '../../model/value.ts';
import { firstRepetition } from './equality.ts';
import { assertion } from './family-scalars.ts';
import { type Assertion, explain, fits, type SchemaNode } from './node.ts';
import { isNumeric } from './numbers.ts';
import type { Family, Scope } from './scope.ts';
import { counted, describe } from './words.ts';

/** `prefixItems` and `items`, and what the older drafts called `items` and `additionalItems`. */
export const items: Family = (scope) => {
  const old = scope.has('items') ? getMember(scope.schema, 'items') : undefined;
  const isTuple = old !== undefined && isArray(old);
  const tuple = isTuple ? 'items' : 'prefixItems';
  const listed = scope.has(tuple) ? getMember(scope.schema, tuple) : undefined;
  const heads = listed !== undefined && isArray(listed) ? listed.map((_, index) => scope.below(tuple, index)) : [];
  const keyword = isTuple ? 'additionalItems' : 'items';
  const schema = scope.has(keyword) ? getMember(scope.schema, keyword) : undefined;
  // draft-04 has `true` and `false` here, but no schemas of that name.
  const isOpen = schema === undefined || (schema === true && scope.place.resource.dialect.draft === 4);
  if (heads.length === 0 && schema === undefined) return [];
  const isClosed = schema === false && scope.place.resource.dialect.draft === 4;
  const rest = isOpen || isClosed ? undefined : scope.below(keyword);
  const made: Assertion[] = [inTurn(heads, rest, schema !== undefined)];
  if (isClosed) {
    const test = (value: Value): boolean => !isArray(value) || value.length <= heads.length;
    made.push(assertion(scope, keyword, test, counted(heads.length, 'at most', 'item')));
  }
  return made;
};

function inTurn(heads: readonly SchemaNode[], rest: SchemaNode | undefined, looksAtAll: boolean): Assertion {
  return {
    fits(value) {
      if (!Array.isArray(value)) return true;
      const length = rest === undefined ? Math.min(heads.length, value.length) : value.length;
      for (let index = 0; index < length; index += 1) {
        const node = heads[index] ?? rest;
        if (node !== undefined && !fits(node, value[index] as Value)) return false;
      }
      return true;
    },
    explain(value, at, out) {
      if (!Array.isArray(value)) return;
      for (const [index, item] of value.entries()) {
        const node = heads[index] ?? rest;
        if (node === undefined || out.isFull) return;
        explain(node, item as Value, pointerTo(at, index), out);
      }
    },
    mark(value, seen) {
      if (Array.isArray(value)) seen.before = Math.max(seen.before, looksAtAll ? value.length : heads.length);
    },
  };
}

export const arrays: Family = (scope) => {
  const made: Assertion[] = [];
  for (const [keyword, words, isWrong] of [
    ['maxItems', 'at most', (count: number, limit: number) => count > limit],
    ['minItems', 'at least', (count: number, limit: number) => count < limit],
  ] as const) {
    const bound = scope.has(keyword) ? getMember(scope.schema, keyword) : undefined;
    if (!isNumeric(bound)) continue;
    const test = (value: Value): boolean => !Array.isArray(value) || !isWrong(value.length, Number(bound));
    const found = (value: Value): string => String(Array.isArray(value) ? value.length : 0);
    made.push(assertion(scope, keyword, test, counted(bound, words, 'item'), { found }));
  }
  if (scope.has('uniqueItems') && getMember(scope.schema, 'uniqueItems') === true) made.push(unique(scope));
  if (scope.has('contains')) made.push(containing(scope));
  return made;
};

function unique({ place }: Scope): Assertion {
  return {
    fits: (value) => !Array.isArray(value) || firstRepetition(value) === undefined,
    explain(value, at, out) {
      const pair = Array.isArray(value) ? firstRepetition(value) : undefined;
      if (pair === undefined || !Array.isArray(value)) return;
      const [first, again] = pair;
      const found = `${describe(value[again] as Value)} again, as in item ${first}`;
      out.tell(place, {
        keyword: 'uniqueItems',
        pointer: pointerTo(at, again),
        expected: 'an item unlike the others',
        found,
      });
    },
  };
}

function containing(scope: Scope): Assertion {
  const node = scope.below('contains');
  const { place } = scope;
  const bound = (keyword: string, usual: number): number => {
    const limit = scope.has(keyword) ? getMember(scope.schema, keyword) : undefined;
    return isNumeric(limit) ? Number(limit) : usual;
  };
  const least = bound('minContains', 1);
  const most = bound('maxContains', Number.POSITIVE_INFINITY);
  const count = (value: readonly Value[]): number => value.filter((item) => fits(node, item)).length;
  const isRight = (found: number): boolean => found >= least && found <= most;
  // From 2020-12 on, `contains` has looked at the items that fit it.
  const marks = place.resource.dialect.draft >= 2020;
  return {
    fits: (value) => !Array.isArray(value) || isRight(count(value)),
    explain(value, at, out) {
      if (!Array.isArray(value)) return;
      const found = count(value);
      if (isRight(found)) return;
      const keyword = found < least ? (scope.has('minContains') ? 'minContains' : 'contains') : 'maxContains';
      const expected = found < least ? counted(least, 'at least', 'item') : counted(most, 'at most', 'item');
      out.tell(place, { keyword, pointer: at, expected: `${expected} of a certain form`, found: String(found) });
    },
    ...(marks
      ? {
          mark(value, seen) {
            if (!Array.isArray(value)) return;
            for (const [index, item] of value.entries()) if (fits(node, item as Value)) seen.items.add(index);
          },
        }
      : {}),
  };
}
