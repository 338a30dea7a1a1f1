import type { Value } from './value.js';
/** How the versions of a kind are written; one style a kind. */
export type VersionStyle = 'integer' | 'semver';
/**
 * The version that a value spells, as the registry would: number 1 → `1`, text `1` → `1`, text `1.0.0` → `1.0.0`. `undefined` for
 * anything that is neither a whole number from 0 nor a semver, such as `1.5`, `v1`, `01` and `true`.
 */
export declare function parseVersion(value: Value): string | undefined;
/** The style of a text that `parseVersion` gave; makes no sense for any other. */
export declare function versionStyle(version: string): VersionStyle;
/**
 * Orders two versions of one style, oldest first: integers by value however long, the others by semver (build metadata last, so that
 * the order is total). Throws `TypeError` where a semver is held against an integer.
 */
export declare function compareVersions(left: string, right: string): number;
/**
 * The known version that a wanted one most likely means: `v2`, `2.0` and `2.0.0` mean one another, else the nearest spelling;
 * `undefined` where none is near, as no whole number is near another.
 */
export declare function nearestVersion(wanted: string, known: readonly string[]): string | undefined;
