import type { Origins } from '../model/origins.ts';
import { type Pointer, parentOf, pointerTo, tokensOf, valueAt } from '../model/pointer.ts';
import { getMember, isArray, isLeaf, type Value, valuesEqual } from '../model/value.ts';

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
  const reached = reachedFrom(before, after, origins);
  const allowed = [...declared, ...ignored].map(tokensOf);
  const losses: Pointer[] = [];
  const visit = (value: Value, pointer: Pointer): void => {
    if (reached.wholes.has(pointer)) return;
    if (!isLeaf(value)) {
      eachPart(value, (token, part) => visit(part, pointerTo(pointer, token)));
      return;
    }
    // What may go takes no place that an equal leaf may have moved to.
    if (reached.parts.has(pointer) || allowed.some((pattern) => covers(pattern, pointer))) return;
    const moved = reached.newcomers.get(spell(value)) ?? 0;
    if (moved > 0) reached.newcomers.set(spell(value), moved - 1);
    else losses.push(pointer);
  };
  visit(before, '');
  return losses;
}

/** What of an old value lives on in a new one. */
interface Reached {
  /** Old parts all of which live on: nobody needs to look into them. */
  readonly wholes: ReadonlySet<Pointer>;
  readonly parts: ReadonlySet<Pointer>;
  /** How often each spelling of a leaf occurs among those that come from nowhere. */
  readonly newcomers: Map<string, number>;
}

function reachedFrom(before: Value, after: Value, origins: Origins): Reached {
  const wholes = new Set<Pointer>();
  const parts = new Set<Pointer>();
  const newcomers = new Map<string, number>();
  const around = new Set<Pointer>();
  for (const pointer of origins.keys()) {
    for (let at = parentOf(pointer); at !== undefined && !around.has(at); at = parentOf(at)) around.add(at);
  }
  const visit = (value: Value, pointer: Pointer, inherited: Source | undefined): void => {
    const entry = origins.get(pointer);
    const source = entry === undefined ? inherited : sourceAt(before, entry);
    if (source === undefined) {
      if (isLeaf(value)) newcomers.set(spell(value), (newcomers.get(spell(value)) ?? 0) + 1);
    } else if (source.value !== undefined && !around.has(pointer) && valuesEqual(value, source.value)) {
      wholes.add(source.pointer);
      return;
    } else parts.add(source.pointer);
    eachPart(value, (token, part) => visit(part, pointerTo(pointer, token), source && partOf(source, token)));
  };
  visit(after, '', { pointer: '', value: before });
  return { wholes, parts, newcomers };
}

/** Where a part comes from: `value` is `undefined` where the old value has nothing there. */
interface Source {
  readonly pointer: Pointer;
  readonly value: Value | undefined;
}

function sourceAt(before: Value, pointer: Pointer | null): Source | undefined {
  return pointer === null ? undefined : { pointer, value: valueAt(before, pointer) };
}

function partOf({ pointer, value }: Source, token: string | number): Source {
  const below = pointerTo(pointer, token);
  if (value === undefined || typeof value !== 'object' || value === null) return { pointer: below, value: undefined };
  const part = isArray(value) ? value[Number(token)] : getMember(value, String(token));
  return { pointer: below, value: part };
}

/** Calls for each member or item; not at all for scalars. */
function eachPart(value: Value, see: (token: string | number, part: Value) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (isArray(value)) for (const [index, item] of value.entries()) see(index, item);
  else for (const key of Object.keys(value)) see(key, value[key] as Value);
}

function covers(pattern: readonly string[], pointer: Pointer): boolean {
  const tokens = tokensOf(pointer);
  return pattern.length <= tokens.length && pattern.every((token, index) => token === '*' || token === tokens[index]);
}

function spell(leaf: Value): string {
  if (typeof leaf === 'object' && leaf !== null) return isArray(leaf) ? '[]' : '{}';
  return typeof leaf === 'bigint' || typeof leaf === 'number' ? `number ${leaf}` : `${typeof leaf} ${leaf}`;
}
