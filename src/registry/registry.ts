import { problemsError, StatefixError } from '../model/errors.ts';
import type { RegistryPart } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { compareVersions, nearestVersion, versionStyle } from '../model/version.ts';
import type { Kind, KindFacts, KindVersion, MigrationStep } from './kind.ts';
import {
  type DirectoryListing,
  type NamedFile,
  type NamedFiles,
  namedMigrations,
  namedSchemas,
  type RegistryProblem,
  schemaInDisguise,
  shownIn,
  stepInDisguise,
  stepNameOf,
} from './named-files.ts';

/** What the registry holds of one kind. */
export interface KindListing {
  readonly name: string;
  readonly origin: Kind['origin'];
  readonly schemas: DirectoryListing;
  readonly migrations: DirectoryListing;
}

/**
 * The kind that a listing makes, versions in order, steps between them. Every problem of its files at once; where there are any, the kind
 * is not to be used. Reads no file.
 */
export function kindFrom(
  listing: KindListing,
  facts: KindFacts,
): { readonly kind: Kind; readonly problems: readonly RegistryProblem[] } {
  const schemas = namedSchemas(listing.schemas);
  const migrations = namedMigrations(listing.migrations);
  const named = { schemas, migrations };
  const misnamed = [...schemas.problems, ...migrations.problems];
  const kindWith = (versions: readonly KindVersion[], steps: readonly MigrationStep[]): Kind => ({
    ...facts,
    name: listing.name,
    origin: listing.origin,
    versions,
    steps,
  });
  const styles = mixedStyles(listing, [...schemas.files, ...migrations.files]);
  if (styles !== undefined) return { kind: kindWith([], []), problems: [...misnamed, styles] };
  const versions = schemas.files
    .toSorted((left, right) => compareVersions(left.version, right.version))
    .map(({ version, file }): KindVersion => ({ version, path: pathIn(listing.schemas, file) }));
  const steps = versions.flatMap(({ version: to }, index): readonly MigrationStep[] => {
    const from = versions[index - 1]?.version;
    const step = migrations.files.find(({ version }) => version === to);
    if (from === undefined || step === undefined) return [];
    const path = pathIn(listing.migrations, step.file);
    return [{ kindName: listing.name, from, to, name: stepNameOf(step.file), path, shown: step.shown }];
  });
  const problems = [
    ...misnamed,
    ...duplicates(listing, schemas.files, 'schema'),
    ...duplicates(listing, migrations.files, 'migration'),
    ...unreachable(listing, facts, versions, named),
  ];
  return { kind: kindWith(versions, steps), problems };
}

/** The error of a kind whose files are wrong, with every problem. */
export function registryError(kindName: string, problems: readonly RegistryProblem[]): StatefixError {
  return problemsError('REGISTRY_INVALID', `the kind ${kindName}`, problems);
}

/** The error of a kind that nobody knows: who names it (a config; else the command line), the nearest name, and all names. */
export function unknownKind(name: string, known: readonly string[], namedBy: string | undefined): StatefixError {
  const suggestion = nearest(name, known);
  const list = known.length === 0 ? 'There are no kinds.' : `Known are: ${known.join(', ')}.`;
  const by = namedBy === undefined ? '' : `, which ${namedBy} names`;
  return new StatefixError('KIND_UNKNOWN', `there is no kind ${JSON.stringify(name)}${by}`, {
    hint: suggestion === undefined ? list : `Did you mean ${suggestion}? ${list}`,
  });
}

function mixedStyles({ name }: KindListing, files: readonly NamedFile[]): RegistryProblem | undefined {
  const integer = files.find(({ version }) => versionStyle(version) === 'integer');
  const semver = files.find(({ version }) => versionStyle(version) === 'semver');
  if (integer === undefined || semver === undefined) return undefined;
  return {
    message: `the kind ${name} mixes two styles of versions: ${integer.shown} has an integer, ${semver.shown} a semver`,
    hint: 'Keep to one style in a kind: integers or semver.',
  };
}

/** Several schemas, or several migrations, for one version of a kind. */
export interface RegistryDuplicate {
  readonly what: RegistryPart;
  readonly version: string;
  /** As messages name them, sorted. */
  readonly files: readonly string[];
}

/** The versions of a kind that more than one file is for. */
export function duplicatesIn({ schemas, migrations }: KindListing): readonly RegistryDuplicate[] {
  return [
    ...duplicatesAmong(namedSchemas(schemas).files, 'schema'),
    ...duplicatesAmong(namedMigrations(migrations).files, 'migration'),
  ];
}

function duplicatesAmong(files: readonly NamedFile[], what: RegistryPart): readonly RegistryDuplicate[] {
  return [...byVersionOf(files)].flatMap(([version, same]) =>
    same.length < 2 ? [] : [{ what, version, files: same.map(({ shown }) => shown).toSorted() }],
  );
}

function duplicates(
  { name }: KindListing,
  files: readonly NamedFile[],
  what: RegistryPart,
): readonly RegistryProblem[] {
  const hint =
    what === 'schema'
      ? 'Keep one of them.'
      : 'Keep one of them. Where two branches added the same version, give the later one the next version, with its schema.';
  return duplicatesAmong(files, what).map(({ version, files: same }) => ({
    message: `the kind ${name} has ${same.length} ${what}s for version ${version}: ${same.join(' and ')}`,
    hint,
  }));
}

function byVersionOf(files: readonly NamedFile[]): ReadonlyMap<string, readonly NamedFile[]> {
  const groups = new Map<string, NamedFile[]>();
  for (const file of files) {
    const same = groups.get(file.version);
    if (same === undefined) groups.set(file.version, [file]);
    else same.push(file);
  }
  return groups;
}

/** What the files of a kind are, by their names. */
interface NamedListing {
  readonly schemas: NamedFiles;
  readonly migrations: NamedFiles;
}

/** Steps without a schema, versions without a step, and kinds that have no version at all. */
function unreachable(
  listing: KindListing,
  facts: KindFacts,
  versions: readonly KindVersion[],
  named: NamedListing,
): readonly RegistryProblem[] {
  const { name, schemas } = listing;
  const known = [...new Set(versions.map(({ version }) => version))];
  const [first, ...later] = known;
  if (first === undefined) {
    const isTold = named.schemas.problems.length + named.migrations.problems.length > 0;
    return isTold ? [] : [withoutSchemas(listing, named.migrations.files)];
  }
  if (facts.version === false && later.length > 0) {
    return [
      {
        message: `the files of the kind ${name} carry no version (version: false), but ${schemas.shown} has ${known.length} schemas`,
        hint: 'Keep one schema, or say with the fact "version" where the files carry their version.',
      },
    ];
  }
  const leading = named.migrations.files.filter(({ version }) => !later.includes(version));
  const gaps = later.filter(
    (version) =>
      !named.migrations.meant.has(version) && named.migrations.files.every((step) => step.version !== version),
  );
  return [
    ...leading
      .filter(({ version }) => !named.schemas.meant.has(version))
      .map((step) => (step.version === first ? stepToFirst(step, listing) : stepToNowhere(step, listing, known))),
    ...gaps.map((version) => gap(version, known[known.indexOf(version) - 1] ?? first, listing)),
  ];
}

function stepToFirst({ version, shown }: NamedFile, { name, schemas }: KindListing): RegistryProblem {
  return {
    message: `${shown} leads to version ${version}, the first of the kind ${name}: there is no version before it to come from`,
    hint: `Remove it, or add the schema of the version before ${version} to ${schemas.shown}.`,
  };
}

function stepToNowhere(
  { version, shown }: NamedFile,
  { schemas }: KindListing,
  known: readonly string[],
): RegistryProblem {
  const disguised = schemaInDisguise(schemas, version);
  const suggestion = nearestVersion(version, known);
  const schema = shownIn(schemas, `${version}.schema.json`);
  const add =
    disguised === undefined
      ? `Add ${schema}`
      : `If ${shownIn(schemas, disguised)} is its schema, rename it ${version}.schema${disguised.slice(disguised.lastIndexOf('.'))}; else add ${schema}`;
  return {
    message: `${shown} leads to version ${version}, which has no schema`,
    hint: `${add}${suggestion === undefined ? '' : `, or rename the step if it leads to ${suggestion}`}.`,
  };
}

function gap(version: string, before: string, { name, schemas, migrations }: KindListing): RegistryProblem {
  const schema = namedSchemas(schemas).files.find((each) => each.version === version);
  const disguised = stepInDisguise(migrations, version);
  const near = migrations.near === undefined ? '' : `Did you mean ${migrations.near} to be ${migrations.shown}? `;
  const rename =
    disguised === undefined
      ? ''
      : `${shownIn(migrations, disguised.file)} is not named <version>_<slug>: if it is this step, rename it ${disguised.name}. Else: `;
  return {
    message: `there is a gap in the kind ${name}: ${schema?.shown ?? schemas.shown} has no migration that leads to it from version ${before}`,
    hint: `${near}${rename}Add ${shownIn(migrations, `${version}_<slug>.mjs`)} with: export const up = (state) => ({ ...state });`,
  };
}

function withoutSchemas(
  { name, schemas, migrations: directory }: KindListing,
  migrations: readonly NamedFile[],
): RegistryProblem {
  const [near] = schemas.files.filter((file) => /\.(?:json|ya?ml)$/.test(file) && !/^kind\.ya?ml$/.test(file));
  const reason =
    migrations.length > 0
      ? `it has migrations in ${directory.shown}, but no schema in ${schemas.shown}`
      : `${schemas.shown} holds no schema`;
  return {
    message: `the kind ${name} has no version: ${reason}`,
    hint:
      near === undefined
        ? `${schemas.near === undefined ? '' : `Did you mean ${schemas.near} to be ${schemas.shown}? `}Add the schema of its first version, such as ${shownIn(schemas, '1.schema.json')}.`
        : `A schema is named <version>.schema.json; did you mean ${shownIn(schemas, near)} to be one?`,
  };
}

function pathIn({ directory }: DirectoryListing, file: string): string {
  return `${directory}/${file}`;
}
