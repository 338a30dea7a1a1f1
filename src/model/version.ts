import compareBuild from 'semver/functions/compare-build.js';
import { nearest } from './nearest.ts';
import type { Value } from './value.ts';

/** How the versions of a kind are written; one style a kind. */
export type VersionStyle = 'integer' | 'semver';

const INTEGER = /^(?:0|[1-9]\d*)$/;
const IDENTIFIER = String.raw`(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
// The grammar of semver.org, so that a text is a version only in its one canonical spelling: no `v1.0.0`, no blanks, no `01.0.0`.
const SEMVER = new RegExp(
  String.raw`^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-${IDENTIFIER}(?:\.${IDENTIFIER})*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$`,
);
/** The limit that semver sets to its texts and each of its numbers; longer ones are no version at all. */
const SEMVER_LENGTH = 256;

/**
 * The version that a value spells, as the registry would: number 1 → `1`, text `1` → `1`, text `1.0.0` → `1.0.0`. `undefined` for
 * anything that is neither a whole number from 0 nor a semver, such as `1.5`, `v1`, `01` and `true`.
 */
export function parseVersion(value: Value): string | undefined {
  if (typeof value === 'bigint') return value >= 0n ? String(value) : undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  return INTEGER.test(value) || isSemver(value) ? value : undefined;
}

/** The style of a text that `parseVersion` gave; makes no sense for any other. */
export function versionStyle(version: string): VersionStyle {
  return INTEGER.test(version) ? 'integer' : 'semver';
}

/**
 * Orders two versions of one style, oldest first: integers by value however long, the others by semver (build metadata last, so that
 * the order is total). Throws `TypeError` where a semver is held against an integer.
 */
export function compareVersions(left: string, right: string): number {
  if (versionStyle(left) === 'integer' && versionStyle(right) === 'integer') {
    const difference = left.length - right.length;
    if (difference !== 0) return Math.sign(difference);
    return left === right ? 0 : left < right ? -1 : 1;
  }
  return compareBuild(left, right);
}

/**
 * The known version that a wanted one most likely means: `v2`, `2.0` and `2.0.0` mean one another, else the nearest spelling;
 * `undefined` where none is near, as no whole number is near another.
 */
export function nearestVersion(wanted: string, known: readonly string[]): string | undefined {
  const bare = core(wanted);
  const same = known.find((version) => core(version) === bare);
  // One whole number is no misspelling of another.
  if (same !== undefined || INTEGER.test(wanted)) return same;
  return nearest(wanted, known);
}

function core(version: string): string {
  return version
    .trim()
    .replace(/^v/i, '')
    .replace(/(?:\.0)+$/, '');
}

function isSemver(text: string): boolean {
  return text.length <= SEMVER_LENGTH && SEMVER.test(text) && numbersAreSafe(text);
}

function numbersAreSafe(text: string): boolean {
  const [numbers = ''] = text.split(/[-+]/, 1);
  return numbers.split('.').every((number) => Number(number) <= Number.MAX_SAFE_INTEGER);
}
