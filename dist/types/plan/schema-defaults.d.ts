import { type Value } from '../model/value.js';
import type { Kind } from '../registry/kind.js';
import type { VersionSchema } from '../registry/version-schema.js';
/**
 * The state that a schema says a program starts with: the `default` of its root, else its members' `default`s and constants, objects without one being made of
 * their own members'; version and checksum set. `undefined` where it says nothing. Whether it is a valid state is for the caller to judge.
 */
export declare function defaultsOf(schema: VersionSchema, kind: Kind): Value | undefined;
