import type { Pointer } from '../../model/pointer.ts';
import type { Value } from '../../model/value.ts';
import type { Collector } from './collector.ts';
import type { Place } from './resource.ts';

/** One demand of a schema. */
export interface Assertion {
  /** The verdict alone, fast. May throw `PatternUndecided`. */
  fits(value: Value): boolean;
  /** Tells of all that does not fit, for a value that may fit: nothing then. */
  explain(value: Value, at: Pointer, out: Collector): void;
  /** Notes the members and items that it has looked at, for a value that fits: what `unevaluated…` must know. */
  mark?(value: Value, seen: Seen): void;
}

/** The members and items that schemas of one place have looked at. */
export interface Seen {
  readonly keys: Set<string>;
  everyKey: boolean;
  /** All items before this one. */
  before: number;
  readonly items: Set<number>;
}

/** A compiled sub-schema. */
export interface SchemaNode {
  readonly place: Place;
  readonly assertions: readonly Assertion[];
  /** The nodes that judge the same value as this one, by `$ref`, `allOf` and their like: a circle of them would have no end. */
  readonly sameValue: readonly SchemaNode[];
  /**
   * The verdicts on objects and arrays in this run, kept where several ways lead here: without them, forms within forms would be judged over and over,
   * in time that doubles with every level.
   */
  readonly verdicts: Map<Value, boolean> | undefined;
}

export function fits(node: SchemaNode, value: Value): boolean {
  const { verdicts } = node;
  if (verdicts === undefined || typeof value !== 'object' || value === null) return meets(node, value);
  const known = verdicts.get(value);
  if (known !== undefined) return known;
  const verdict = meets(node, value);
  verdicts.set(value, verdict);
  return verdict;
}

function meets(node: SchemaNode, value: Value): boolean {
  for (const assertion of node.assertions) if (!assertion.fits(value)) return false;
  return true;
}

export function explain(node: SchemaNode, value: Value, at: Pointer, out: Collector): void {
  if (!out.spend()) return;
  for (const assertion of node.assertions) {
    if (out.isFull) return;
    assertion.explain(value, at, out);
  }
}

export function mark(node: SchemaNode, value: Value, seen: Seen): void {
  for (const assertion of node.assertions) assertion.mark?.(value, seen);
}
