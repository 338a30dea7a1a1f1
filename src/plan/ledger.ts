import { originOf } from '../formats/origins.ts';
import type { Origins } from '../model/origins.ts';
import { type Pointer, pointerTo, tokensOf } from '../model/pointer.ts';
import { isArray, isLeaf, type Value } from '../model/value.ts';

/**
 * The leaves of `before` (scalars, empty objects and arrays) that a step neither kept, moved, converted nor declared as dropped, in the order of
 * the document. A leaf is converted where its place holds another value; a leaf whose value appears in a new place counts as moved there, once for
 * each such place. `declared` and `ignored` are pointers into `before`; a `*` token stands for any one token.
 */
export function undeclaredLosses(
  before: Value,
  after: Value,
  origins: Origins,
  declared: readonly Pointer[],
  ignored: readonly Pointer[],
): readonly Pointer[] {
  const reached = new Set<Pointer>();
  const newcomers = new Map<string, number>();
  for (const [pointer, value] of nodes(after)) {
    const origin = originOf(origins, pointer);
    if (typeof origin === 'string') reached.add(origin);
    else if (isLeaf(value)) newcomers.set(spell(value), (newcomers.get(spell(value)) ?? 0) + 1);
  }
  const allowed = [...declared, ...ignored].map(tokensOf);
  const losses: Pointer[] = [];
  for (const [pointer, value] of nodes(before)) {
    if (!isLeaf(value) || reached.has(pointer)) continue;
    const moved = newcomers.get(spell(value)) ?? 0;
    if (moved > 0) newcomers.set(spell(value), moved - 1);
    else if (!allowed.some((pattern) => covers(pattern, pointer))) losses.push(pointer);
  }
  return losses;
}

/** Every part of a value with its pointer, parents first. Iterative: a value may be large. */
function* nodes(root: Value): Generator<readonly [Pointer, Value]> {
  const open: (readonly [Pointer, Value])[] = [['', root]];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    const [pointer, value] = node;
    if (typeof value !== 'object' || value === null) continue;
    const parts: readonly (readonly [Pointer, Value])[] = isArray(value)
      ? value.map((item, index) => [pointerTo(pointer, index), item] as const)
      : Object.keys(value).map((key) => [pointerTo(pointer, key), value[key] as Value] as const);
    for (const part of parts.toReversed()) open.push(part);
  }
}

function covers(pattern: readonly string[], pointer: Pointer): boolean {
  const tokens = tokensOf(pointer);
  return pattern.length <= tokens.length && pattern.every((token, index) => token === '*' || token === tokens[index]);
}

function spell(leaf: Value): string {
  if (typeof leaf === 'object' && leaf !== null) return isArray(leaf) ? '[]' : '{}';
  return typeof leaf === 'bigint' || typeof leaf === 'number' ? `number ${leaf}` : `${typeof leaf} ${leaf}`;
}
