import type { ValueObject } from '../../model/value.ts';
import type { Assertion, SchemaNode } from './node.ts';
import type { PatternTest } from './patterns.ts';
import type { Place } from './resource.ts';

/** What a keyword needs to become assertions. */
export interface Scope {
  readonly place: Place;
  readonly schema: ValueObject;
  /** True for a keyword that the schema has and its dialect knows. */
  has(keyword: string): boolean;
  /** The sub-schema under a keyword of this schema, or under a key or index of it. It judges a part of the value. */
  below(keyword: string, key?: string | number): SchemaNode;
  /** The same, for one that judges the same value. */
  beside(keyword: string, key?: string | number): SchemaNode;
  /** The target of a reference, which judges the same value. */
  refer(keyword: '$ref' | '$dynamicRef' | '$recursiveRef', reference: string): Promise<SchemaNode>;
  pattern(pattern: string): Promise<PatternTest>;
  /** Whether `format` is judged here. */
  readonly assertsFormats: boolean;
  /** The assertions of this schema made so far; `unevaluated…` comes last and looks at them. */
  readonly assertions: readonly Assertion[];
}

/** Turns the keywords of one family into assertions. */
export type Family = (scope: Scope) => Promise<readonly Assertion[]> | readonly Assertion[];
