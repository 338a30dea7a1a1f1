import fc from 'fast-check';
import { isArray, isLeaf, isObject, type Value, type ValueObject } from '../../../src/model/value.ts';
import type { ItemIdentity } from '../../../src/registry/kind.ts';
import { applyEdit, valueEdits } from '../../formats/generators/value-edits.ts';
import { anyObject } from '../../support/values.ts';

/** A state and what two writers made of it. */
export interface Fork {
  readonly base: Value;
  readonly ours: Value;
  readonly theirs: Value;
}

/** Any state, edited by two writers who know nothing of each other. */
export const anyFork: fc.Arbitrary<Fork> = fc
  .tuple(anyObject, fc.option(valueEdits(3)), fc.option(valueEdits(3)))
  .map(([base, own, other]) => ({
    base,
    ours: own === null ? base : applyEdit(base, own),
    theirs: other === null ? base : applyEdit(base, other),
  }));

/** The arrays of `namedForks`. */
export const NAMED: readonly ItemIdentity[] = [
  { items: '/items', by: '/id' },
  { items: '/items/*/parts', by: '/meta/name' },
];

type Item = {
  readonly id: string;
  readonly count: number;
  readonly note: string;
  readonly parts: readonly ValueObject[];
};

const parts: fc.Arbitrary<readonly ValueObject[]> = fc
  .uniqueArray(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.nat(3).map((size): ValueObject => ({ meta: { name }, size }))), fc.constant(0)),
  )
  .map((all) => all.slice(0, -1) as readonly ValueObject[]);

const items: fc.Arbitrary<readonly Item[]> = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 6 })
  .chain((ids) =>
    fc
      .array(fc.record({ count: fc.nat(2), note: fc.constantFrom('x', 'y'), parts }), {
        minLength: ids.length,
        maxLength: ids.length,
      })
      .map((bodies) => ids.map((id, index) => ({ id, ...bodies[index] }) as Item)),
  );

/** States whose items have names: the three may share all, some or none of them, in any order. */
export const namedForks: fc.Arbitrary<Fork> = fc
  .tuple(items, items, items, fc.array(fc.constantFrom('base', 'ours', 'theirs'), { maxLength: 7 }))
  .map(([base, own, other, mix]) => {
    // Most items are as they were, else nearly everything would collide.
    const like = (side: readonly Item[], sign: string): readonly Item[] =>
      side.map((item, index) => (mix[index] === sign ? item : (base.find(({ id }) => id === item.id) ?? item)));
    return {
      base: { items: base },
      ours: { items: like(own, 'ours') },
      theirs: { items: like(other, 'theirs') },
    };
  });

/** Every scalar of a value with the name of its member, or of the array around it. */
export function leavesOf(value: Value, name = ''): readonly string[] {
  if (isArray(value)) return value.flatMap((item) => leavesOf(item, name));
  if (isObject(value) && !isLeaf(value)) return Object.entries(value).flatMap(([key, member]) => leavesOf(member, key));
  if (isLeaf(value) && typeof value === 'object' && value !== null) return [];
  return [`${name}:${typeof value}:${Object.is(value, -0) ? '-0' : String(value)}`];
}

/** The value with the named items sorted by their names: what two inserts at one place give differs in order alone. */
export function inNameOrder(value: Value): Value {
  const itemsOf = (value as unknown as { readonly items: readonly Item[] }).items;
  const nameOf = (part: ValueObject) => (part['meta'] as { readonly name: string }).name;
  return {
    items: itemsOf
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .map((item) => ({
        ...item,
        parts: item.parts.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1)),
      })),
  };
}
