import type { FindingArgs } from '../model/finding.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Value } from '../model/value.ts';

/** A JSON Schema as a file gave it. */
export interface SchemaSource {
  /** As users know it; `$ref`s by file are resolved against it. */
  readonly path: string;
  /** Parsed exactly: integers beyond 2^53 are `bigint`. */
  readonly schema: Value;
}

/** One way in which a value does not fit its schema. */
export interface SchemaProblem {
  readonly pointer: Pointer;
  /** True where it is about the key that `pointer` ends in. */
  readonly atKey: boolean;
  readonly args: FindingArgs['SCHEMA_MISMATCH'];
}

/** Judges values by one schema. */
export interface Validator {
  /** Empty for a value that fits; at most 100 problems, in the order of the pointers. */
  validate(value: Value): readonly SchemaProblem[];
}
