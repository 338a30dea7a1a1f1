import { parseVersion } from '../model/version.ts';

/** The files of one directory of the registry, by name; none where the directory is not there. */
export interface DirectoryListing {
  /** Absolute. */
  readonly directory: string;
  /** As messages name it, with `/`. */
  readonly shown: string;
  /** Names of its files, without its directories. */
  readonly files: readonly string[];
  /** Where the directory is not there: one whose name is near, as messages name it. */
  readonly near?: string;
}

/** One thing that is wrong with a kind's files: a sentence that names them, and what to do. */
export interface RegistryProblem {
  readonly message: string;
  readonly hint: string;
}

/** A file whose name says a version. */
export interface NamedFile {
  readonly version: string;
  readonly file: string;
  readonly shown: string;
}

/** The files of a directory that are named as they must be, and what is wrong with those that are almost. */
export interface NamedFiles {
  readonly files: readonly NamedFile[];
  readonly problems: readonly RegistryProblem[];
  /** The versions that misnamed files mean: nobody needs to be told that they are missing, too. */
  readonly meant: ReadonlySet<string>;
}

const SCHEMA_FILE = /^(.+)\.schema\.(?:json|yaml|yml)$/;
const MIGRATION_FILE = /^(.+)\.(?:ts|mts|js|mjs)$/;
/** What stands beside code without being a step: declarations and tests. */
const NO_STEP = /\.(?:d|test|spec)$/;
const VERSION_FORMS = 'a whole number such as 2, or a semver such as 1.2.0';

/** True for the name of a schema of some version: what makes a directory a kind. */
export function isSchemaName(file: string): boolean {
  return SCHEMA_FILE.test(file);
}

/** The name of a step: its file name without the extension. */
export function stepNameOf(file: string): string {
  return file.replace(MIGRATION_FILE, '$1');
}

export function shownIn({ shown }: DirectoryListing, file: string): string {
  return `${shown}/${file}`;
}

/** The schemas of a directory by version. Other files are none of our business. */
export function namedSchemas(schemas: DirectoryListing): NamedFiles {
  return named(schemas, (file) => {
    const [, stem] = SCHEMA_FILE.exec(file) ?? [];
    if (stem === undefined) return undefined;
    const version = parseVersion(stem);
    if (version !== undefined) return { version };
    const meant = meantVersion(stem);
    const rename = meant === undefined ? '' : `Rename it ${file.replace(stem, meant)}. `;
    return {
      meant,
      message: `is not named <version>.schema.json: ${JSON.stringify(stem)} is no version`,
      hint: `${rename}A version is ${VERSION_FORMS}. A schema that others only refer to needs another name, such as ${stem}.json.`,
    };
  });
}

/** The steps of a directory by version. Modules that steps share, tests and declarations are none of our business. */
export function namedMigrations(migrations: DirectoryListing): NamedFiles {
  return named(migrations, (file) => {
    const [, stem] = MIGRATION_FILE.exec(file) ?? [];
    if (stem === undefined || NO_STEP.test(stem) || !looksLikeStep(stem)) return undefined;
    const bar = stem.indexOf('_');
    const hasSlug = bar !== -1 && bar < stem.length - 1;
    const version = hasSlug ? parseVersion(stem.slice(0, bar)) : undefined;
    if (version !== undefined) return { version };
    const parts = meantStep(stem);
    const rename =
      parts === undefined ? '' : `Rename it ${parts.version}_${parts.slug}${file.slice(file.lastIndexOf('.'))}. `;
    return {
      meant: parts?.version ?? meantVersion(stem),
      message: `is not named <version>_<slug>: ${hasSlug ? `${JSON.stringify(stem.slice(0, bar))} is no version` : lack(stem)}`,
      hint: `${rename}A version is ${VERSION_FORMS}; a step is named like 2_add-stats.mjs. A module that steps share needs a name without "_".`,
    };
  });
}

/** The names of those files of a directory that could be the step to a version, named as it would have to be; the likeliest alone. */
export function stepInDisguise(
  { files }: DirectoryListing,
  version: string,
): { readonly file: string; readonly name: string } | undefined {
  const named = files.find((file) => file.startsWith(`${version}_`) && !MIGRATION_FILE.test(file));
  if (named !== undefined) return { file: named, name: `${named.slice(0, dotOf(named))}.mjs` };
  const modules = files.filter((file) => {
    const [, stem] = MIGRATION_FILE.exec(file) ?? [];
    return stem !== undefined && !NO_STEP.test(stem) && !looksLikeStep(stem) && !stem.startsWith('_');
  });
  const [only, second] = modules;
  return only === undefined || second !== undefined ? undefined : { file: only, name: `${version}_${only}` };
}

/** The file of a directory that could be the schema of a version, were it named as one. */
export function schemaInDisguise({ files }: DirectoryListing, version: string): string | undefined {
  return files.find(
    (file) => file.startsWith(`${version}.`) && !SCHEMA_FILE.test(file) && /\.(?:json|ya?ml)$/.test(file),
  );
}

type Reading = { readonly version: string } | (RegistryProblem & { readonly meant: string | undefined });

function named(listing: DirectoryListing, read: (file: string) => Reading | undefined): NamedFiles {
  const files: NamedFile[] = [];
  const problems: RegistryProblem[] = [];
  const meant = new Set<string>();
  for (const file of listing.files) {
    const reading = read(file);
    if (reading === undefined) continue;
    const shown = shownIn(listing, file);
    if ('version' in reading) files.push({ version: reading.version, file, shown });
    else {
      problems.push({ message: `${shown} ${reading.message}`, hint: reading.hint });
      if (reading.meant !== undefined) meant.add(reading.meant);
    }
  }
  return { files, problems, meant };
}

/** Modules that steps share are none of our business: no `_`, or one in front, and no number to begin with. */
function looksLikeStep(stem: string): boolean {
  return /^v?\d/i.test(stem) || stem.indexOf('_') > 0;
}

function lack(stem: string): string {
  return meantStep(stem) === undefined
    ? 'it lacks the slug, which says what the step does'
    : 'version and slug are parted by "_"';
}

/** `2-add-lives` as version and slug; a `-` between them could be part of a semver, so the shortest version counts. */
function meantStep(stem: string): { readonly version: string; readonly slug: string } | undefined {
  const [, spelled = '', slug = ''] = /^(v?\d+(?:\.\d+)*)[-_. ]+(.+)$/i.exec(stem) ?? [];
  const version = meantVersion(spelled);
  return version === undefined || slug === '' ? undefined : { version, slug: slug.replaceAll(' ', '-') };
}

/** `v2` and `02` mean version 2. */
function meantVersion(spelled: string): string | undefined {
  return parseVersion(spelled.replace(/^v/i, '').replace(/^0+(?=\d)/, ''));
}

function dotOf(file: string): number {
  const dot = file.lastIndexOf('.');
  return dot <= 0 ? file.length : dot;
}
