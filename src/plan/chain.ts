import { StatefixError } from '../model/errors.ts';
import { compareVersions, nearestVersion, parseVersion, versionStyle } from '../model/version.ts';
import { currentVersion } from '../registry/document-version.ts';
import type { Kind, MigrationStep } from '../registry/kind.ts';

/** The steps between two versions, in the order in which they run. */
export interface Chain {
  readonly direction: 'up' | 'down';
  readonly steps: readonly MigrationStep[];
}

/** The version to bring files of a kind to: the wanted one, else the newest. Throws `USAGE` for one that the kind does not have. */
export function targetVersion(kind: Kind, wanted: string | undefined): string {
  if (wanted === undefined) return currentVersion(kind);
  if (kind.versions.some(({ version }) => version === wanted)) return wanted;
  throw unknownVersion(kind, wanted);
}

/**
 * The steps that lead a document of `kind` from one of its versions to another: upwards each step's `up`, downwards the same steps backwards by
 * their `down`. Whether a step has a `down` shows only when it runs. The same version twice is the empty chain upwards. Throws `RangeError` for a
 * version or a step that is not there: `targetVersion` and the registry let none through.
 */
export function chainBetween(kind: Kind, from: string, to: string): Chain {
  const start = positionOf(kind, from);
  const end = positionOf(kind, to);
  const direction = start <= end ? 'up' : 'down';
  const [low, high] = direction === 'up' ? [start, end] : [end, start];
  const steps = kind.versions.slice(low + 1, high + 1).map(({ version }) => stepTo(kind, version));
  return { direction, steps: direction === 'up' ? steps : steps.reverse() };
}

function positionOf(kind: Kind, version: string): number {
  const position = kind.versions.findIndex((each) => each.version === version);
  if (position === -1) throw new RangeError(`kind ${kind.name} has no version ${version}`);
  return position;
}

function stepTo(kind: Kind, version: string): MigrationStep {
  const step = kind.steps.find(({ to }) => to === version);
  if (step === undefined) throw new RangeError(`kind ${kind.name} has no step to version ${version}`);
  return step;
}

function unknownVersion(kind: Kind, wanted: string): StatefixError {
  const known = kind.versions.map(({ version }) => version);
  const newest = currentVersion(kind);
  const list = `The kind ${kind.name} knows ${known.length === 1 ? `only ${newest}` : known.join(', ')}.`;
  if (isNewer(wanted, newest)) {
    return new StatefixError(
      'USAGE',
      `version ${wanted} is newer than ${newest}, the newest of the kind ${kind.name}`,
      {
        hint: `Leave --to out for the newest. ${list}`,
      },
    );
  }
  const suggestion = nearestVersion(wanted, known);
  return new StatefixError('USAGE', `the kind ${kind.name} has no version ${JSON.stringify(wanted)}`, {
    hint: suggestion === undefined ? list : `Did you mean --to ${suggestion}? ${list}`,
  });
}

function isNewer(wanted: string, newest: string): boolean {
  const isVersion = parseVersion(wanted) !== undefined && versionStyle(wanted) === versionStyle(newest);
  return isVersion && compareVersions(wanted, newest) > 0;
}
