import { pointerTo } from '../../model/pointer.ts';
import { getMember, isObject, type Value } from '../../model/value.ts';
import { keysUnder, refused } from './family-objects.ts';
import { type Assertion, explain, fits, type Seen } from './node.ts';
import type { Family, Scope } from './scope.ts';
import { describe } from './words.ts';

/** `unevaluatedProperties` and `unevaluatedItems`: they judge what no other keyword of the schema has looked at, so they come last. */
export const unevaluated: Family = (scope) => [...properties(scope), ...items(scope)];

function properties(scope: Scope): readonly Assertion[] {
  if (!scope.has('unevaluatedProperties')) return [];
  const { place } = scope;
  const others = [...scope.assertions];
  const node = scope.below('unevaluatedProperties');
  const isRefusal = getMember(scope.schema, 'unevaluatedProperties') === false;
  const left = (value: Value): readonly string[] => {
    if (!isObject(value)) return [];
    const seen = look(others, value);
    return seen.everyKey ? [] : Object.keys(value).filter((key) => !seen.keys.has(key));
  };
  const memberOf = (value: Value, key: string): Value => (isObject(value) ? getMember(value, key) : undefined) ?? null;
  return [
    {
      fits: (value) => left(value).every((key) => fits(node, memberOf(value, key))),
      explain(value, at, out) {
        // Schemas that refuse the value have looked at nothing: their own problems say enough.
        if (!isObject(value) || !others.every((each) => each.fits(value))) return;
        const known = keysUnder(scope, 'properties');
        for (const key of left(value)) {
          const pointer = pointerTo(at, key);
          if (isRefusal) out.tell(place, refused('unevaluatedProperties', key, pointer, known, value));
          else explain(node, memberOf(value, key), pointer, out);
        }
      },
      mark(_, seen) {
        seen.everyKey = true;
      },
    },
  ];
}

function items(scope: Scope): readonly Assertion[] {
  if (!scope.has('unevaluatedItems')) return [];
  const { place } = scope;
  const others = [...scope.assertions];
  const node = scope.below('unevaluatedItems');
  const isRefusal = getMember(scope.schema, 'unevaluatedItems') === false;
  const left = (value: Value): readonly (readonly [number, Value])[] => {
    if (!Array.isArray(value)) return [];
    const seen = look(others, value);
    const entries = [...value.entries()] as readonly (readonly [number, Value])[];
    return entries.filter(([index]) => index >= seen.before && !seen.items.has(index));
  };
  return [
    {
      fits: (value) => left(value).every(([, item]) => fits(node, item)),
      explain(value, at, out) {
        if (!others.every((each) => each.fits(value))) return;
        for (const [index, item] of left(value)) {
          const pointer = pointerTo(at, index);
          if (isRefusal) {
            out.tell(place, {
              keyword: 'unevaluatedItems',
              pointer,
              expected: 'no further item',
              found: describe(item),
            });
          } else explain(node, item, pointer, out);
        }
      },
      mark(value, seen) {
        if (Array.isArray(value)) seen.before = Math.max(seen.before, value.length);
      },
    },
  ];
}

function look(assertions: readonly Assertion[], value: Value): Seen {
  const seen: Seen = { keys: new Set(), everyKey: false, before: 0, items: new Set() };
  for (const each of assertions) each.mark?.(value, seen);
  return seen;
}
