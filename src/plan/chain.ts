import { compareVersions, nearestVersion, parseVersion, versionStyle } from '../model/version.ts';
import type { Kind, MigrationStep } from '../registry/kind.ts';

/** The steps between two versions in the order in which they run, or why there is no way. */
export type Chain =
  | { readonly kind: 'chain'; readonly direction: 'up' | 'down'; readonly steps: readonly MigrationStep[] }
  | { readonly kind: 'problem'; readonly reason: string; readonly hint: string };

/**
 * The steps that lead a document of `kind` from one version to another: upwards each step's `up`, downwards the same steps backwards by
 * their `down`. Whether a step has a `down` shows only when it runs. The same version twice is the empty chain upwards.
 */
export function chainBetween(kind: Kind, from: string, to: string): Chain {
  const start = positionOf(kind, from);
  if (start === -1) return unknownVersion(kind, from);
  const end = positionOf(kind, to);
  if (end === -1) return unknownVersion(kind, to);
  const direction = start <= end ? 'up' : 'down';
  const [low, high] = direction === 'up' ? [start, end] : [end, start];
  const steps: MigrationStep[] = [];
  for (const { version } of kind.versions.slice(low + 1, high + 1)) {
    const step = kind.steps.find((each) => each.to === version);
    if (step === undefined) return missingStep(kind, version);
    steps.push(step);
  }
  return { kind: 'chain', direction, steps: direction === 'up' ? steps : steps.reverse() };
}

function positionOf(kind: Kind, version: string): number {
  return kind.versions.findIndex((each) => each.version === version);
}

function unknownVersion(kind: Kind, wanted: string): Extract<Chain, { readonly kind: 'problem' }> {
  const known = kind.versions.map(({ version }) => version);
  const newest = known.at(-1) ?? '';
  const suggestion = nearestVersion(wanted, known);
  const list = `The kind ${kind.name} knows ${known.length === 1 ? `only ${newest}` : known.join(', ')}.`;
  const isNewer =
    parseVersion(wanted) !== undefined &&
    versionStyle(wanted) === versionStyle(newest) &&
    compareVersions(wanted, newest) > 0;
  const reason = isNewer
    ? `version ${wanted} is newer than the newest version of the kind ${kind.name}, which is ${newest}`
    : `the kind ${kind.name} has no version ${JSON.stringify(wanted)}`;
  return {
    kind: 'problem',
    reason,
    hint: suggestion === undefined ? list : `Did you mean ${suggestion}? ${list}`,
  };
}

function missingStep(kind: Kind, version: string): Extract<Chain, { readonly kind: 'problem' }> {
  return {
    kind: 'problem',
    reason: `the kind ${kind.name} has no migration to version ${version}`,
    hint: `Add a file ${version}_<what-it-does>.mjs to the migrations of ${kind.name}.`,
  };
}
