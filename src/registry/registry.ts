import { StatefixError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { compareVersions, nearestVersion, parseVersion, versionStyle } from '../model/version.ts';
import type { Kind, KindFacts, KindVersion, MigrationStep } from './kind.ts';

/** The files of one directory of the registry, by name; none where the directory is not there. */
export interface DirectoryListing {
  /** Absolute. */
  readonly directory: string;
  /** As messages name it, with `/`. */
  readonly shown: string;
  /** Names of its files, without its directories. */
  readonly files: readonly string[];
}

/** What the registry holds of one kind. */
export interface KindListing {
  readonly name: string;
  readonly origin: Kind['origin'];
  readonly schemas: DirectoryListing;
  readonly migrations: DirectoryListing;
}

/** One thing that is wrong with a kind's files: a sentence that names them, and what to do. */
export interface RegistryProblem {
  readonly message: string;
  readonly hint: string;
}

interface NamedFile {
  readonly version: string;
  readonly file: string;
  readonly shown: string;
}

const SCHEMA_FILE = /^(.+)\.schema\.(?:json|yaml|yml)$/;
const MIGRATION_FILE = /^(.+)\.(?:ts|mts|js|mjs)$/;
/** What stands beside code without being a step: declarations and tests. */
const NO_STEP = /\.(?:d|test|spec)$/;
const VERSION_FORMS = 'a whole number such as 2, or a semver such as 1.2.0';

/**
 * The kind that a listing makes, versions in order, steps between them. Every problem of its files at once; where there are any, the kind
 * is not to be used. Reads no file.
 */
export function kindFrom(
  listing: KindListing,
  facts: KindFacts,
): { readonly kind: Kind; readonly problems: readonly RegistryProblem[] } {
  const problems: RegistryProblem[] = [];
  const schemas = namedSchemas(listing, problems);
  const migrations = namedMigrations(listing, problems);
  const misnamed = problems.length > 0;
  const styles = mixedStyles(listing, [...schemas, ...migrations]);
  if (styles !== undefined) {
    return {
      kind: { ...facts, name: listing.name, origin: listing.origin, versions: [], steps: [] },
      problems: [...problems, styles],
    };
  }
  problems.push(...duplicates(listing, schemas, 'schema'), ...duplicates(listing, migrations, 'migration'));
  const versions = schemas
    .toSorted((left, right) => compareVersions(left.version, right.version))
    .map(({ version, file }): KindVersion => ({ version, path: pathIn(listing.schemas, file) }));
  const steps = versions.flatMap(({ version: to }, index): readonly MigrationStep[] => {
    const from = versions[index - 1]?.version;
    const step = migrations.find(({ version }) => version === to);
    if (from === undefined || step === undefined) return [];
    const name = step.file.replace(MIGRATION_FILE, '$1');
    const path = pathIn(listing.migrations, step.file);
    return [{ kindName: listing.name, from, to, name, path, shown: step.shown }];
  });
  problems.push(...unreachable(listing, facts, versions, migrations, misnamed));
  return { kind: { ...facts, name: listing.name, origin: listing.origin, versions, steps }, problems };
}

/** True for the name of a schema of some version: what makes a directory a kind. */
export function isSchemaName(file: string): boolean {
  return SCHEMA_FILE.test(file);
}

/** The error of a kind whose files are wrong: one sentence a problem. */
export function registryError(kindName: string, problems: readonly RegistryProblem[]): StatefixError {
  const [first] = problems;
  const message =
    problems.length === 1
      ? (first?.message ?? '')
      : [
          `the registry has ${problems.length} problems in the kind ${kindName}:`,
          ...problems.map((each) => `- ${each.message}`),
        ].join('\n');
  return new StatefixError('REGISTRY_INVALID', message, first === undefined ? {} : { hint: first.hint });
}

/** The error of a kind that nobody knows: the nearest name, and all names. */
export function unknownKind(name: string, known: readonly string[]): StatefixError {
  const suggestion = nearest(name, known);
  const list = known.length === 0 ? 'There are no kinds.' : `Known are: ${known.join(', ')}.`;
  return new StatefixError('KIND_UNKNOWN', `there is no kind ${JSON.stringify(name)}`, {
    hint: suggestion === undefined ? list : `Did you mean ${suggestion}? ${list}`,
  });
}

function namedSchemas({ schemas }: KindListing, problems: RegistryProblem[]): readonly NamedFile[] {
  return schemas.files.flatMap((file) => {
    const [, stem] = SCHEMA_FILE.exec(file) ?? [];
    if (stem === undefined) return [];
    const shown = shownIn(schemas, file);
    const version = parseVersion(stem);
    if (version !== undefined) return [{ version, file, shown }];
    problems.push({
      message: `${shown} is not named <version>.schema.json: ${JSON.stringify(stem)} is no version`,
      hint: `A version is ${VERSION_FORMS}. A schema that others only refer to needs another name, such as ${stem}.json.`,
    });
    return [];
  });
}

function namedMigrations({ migrations }: KindListing, problems: RegistryProblem[]): readonly NamedFile[] {
  return migrations.files.flatMap((file) => {
    const [, stem] = MIGRATION_FILE.exec(file) ?? [];
    if (stem === undefined || NO_STEP.test(stem) || !looksLikeStep(stem)) return [];
    const shown = shownIn(migrations, file);
    const bar = stem.indexOf('_');
    const version = bar === -1 || bar === stem.length - 1 ? undefined : parseVersion(stem.slice(0, bar));
    if (version !== undefined) return [{ version, file, shown }];
    const reason =
      bar === -1 || bar === stem.length - 1
        ? 'it lacks the slug, which says what the step does'
        : `${JSON.stringify(stem.slice(0, bar))} is no version`;
    problems.push({
      message: `${shown} is not named <version>_<slug>: ${reason}`,
      hint: `A version is ${VERSION_FORMS}; a step is named like 2_add-stats.mjs. A module that steps share needs a name without "_".`,
    });
    return [];
  });
}

/** Modules that steps share are none of our business: no `_`, or one in front, and no number to begin with. */
function looksLikeStep(stem: string): boolean {
  return /^v?\d/i.test(stem) || stem.indexOf('_') > 0;
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

function duplicates(
  { name }: KindListing,
  files: readonly NamedFile[],
  what: 'schema' | 'migration',
): readonly RegistryProblem[] {
  return [...byVersionOf(files)].flatMap(([version, same]) => {
    if (same.length < 2) return [];
    const names = same.map(({ shown }) => shown).toSorted();
    const hint =
      what === 'schema'
        ? 'Keep one of them.'
        : 'Keep one of them. Where two branches added the same version, give the later one the next version, with its schema.';
    return [
      { message: `the kind ${name} has ${same.length} ${what}s for version ${version}: ${names.join(' and ')}`, hint },
    ];
  });
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

/** Steps without a schema, versions without a step, and kinds that have no version at all. */
function unreachable(
  listing: KindListing,
  facts: KindFacts,
  versions: readonly KindVersion[],
  migrations: readonly NamedFile[],
  misnamed: boolean,
): readonly RegistryProblem[] {
  const { name, schemas, migrations: directory } = listing;
  const known = [...new Set(versions.map(({ version }) => version))];
  const [first, ...later] = known;
  if (first === undefined) return misnamed ? [] : [withoutSchemas(listing, migrations)];
  if (facts.version === false && later.length > 0) {
    return [
      {
        message: `the files of the kind ${name} carry no version (version: false), but ${schemas.shown} has ${known.length} schemas`,
        hint: 'Keep one schema, or say with the fact "version" where the files carry their version.',
      },
    ];
  }
  const problems: RegistryProblem[] = [];
  for (const { version, shown } of migrations) {
    if (version === first) {
      problems.push({
        message: `${shown} leads to version ${version}, the first of the kind ${name}: there is no version before it to come from`,
        hint: `Remove it, or add the schema of the version before ${version} to ${schemas.shown}.`,
      });
    } else if (!known.includes(version)) {
      const suggestion = nearestVersion(version, known);
      problems.push({
        message: `${shown} leads to version ${version}, which has no schema`,
        hint: `Add ${shownIn(schemas, `${version}.schema.json`)}${suggestion === undefined ? '' : `, or rename the step if it leads to ${suggestion}`}.`,
      });
    }
  }
  for (const [index, version] of later.entries()) {
    if (migrations.some((step) => step.version === version)) continue;
    const before = known[index] ?? first;
    const schema = shownIn(schemas, schemas.files.find((file) => SCHEMA_FILE.exec(file)?.[1] === version) ?? '');
    problems.push({
      message: `there is a gap in the kind ${name}: ${schema} has no migration that leads to it from version ${before}`,
      hint: `Add ${shownIn(directory, `${version}_<slug>.mjs`)} with: export const up = (state) => ({ ...state });`,
    });
  }
  return problems;
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
        ? `Add the schema of its first version, such as ${shownIn(schemas, '1.schema.json')}.`
        : `A schema is named <version>.schema.json; did you mean ${shownIn(schemas, near)} to be one?`,
  };
}

function shownIn({ shown }: DirectoryListing, file: string): string {
  return `${shown}/${file}`;
}

function pathIn({ directory }: DirectoryListing, file: string): string {
  return `${directory}/${file}`;
}
