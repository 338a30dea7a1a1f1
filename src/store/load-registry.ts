import { basename, dirname, join, resolve } from 'node:path';
import { errnoOf, problemsError, problemsOf, StatefixError } from '../model/errors.ts';
import type { Value } from '../model/value.ts';
import type { Config } from '../registry/config.ts';
import { DEFAULT_FACTS, type Kind, resolveFacts, type WrittenFacts } from '../registry/kind.ts';
import { isSchemaName } from '../registry/named-files.ts';
import {
  duplicatesIn,
  type KindListing,
  kindFrom,
  type RegistryDuplicate,
  registryError,
  unknownKind,
} from '../registry/registry.ts';
import { createCompiler } from '../registry/validator.ts';
import type { SchemaLookup, VersionSchema } from '../registry/version-schema.ts';
import { readKindFile } from '../registry/written-facts.ts';
import type { FsOps } from './fs-ops.ts';
import { nearestPath } from './nearest-path.ts';
import { filesOf, kindsIn, list } from './registry-listing.ts';
import { createLibrary, type FileLibrary } from './schema-library.ts';
import { shownPath } from './shown-path.ts';
import { readWritten, writtenError } from './written-file.ts';

/** Where the registry is. All absolute. */
interface RegistryRoots {
  /** The directory that holds the built-in `schemas/` and `migrations/`. */
  readonly builtin: string;
  readonly schemas: string;
  readonly migrations: string;
}

/** What opening a registry takes. */
export interface RegistrySource {
  readonly fs: FsOps;
  /** Absolute. */
  readonly cwd: string;
  /** The directory that holds the built-in `schemas/` and `migrations/`: the entry point knows it. */
  readonly builtin: string;
  readonly config: Config;
  /** `--ref`: files and directories, as they were given. */
  readonly refs: readonly string[];
}

/** A kind and the schemas of its versions, compiled when they are asked for. */
export interface RegisteredKind {
  readonly kind: Kind;
  readonly schemaOf: SchemaLookup;
}

/** The kinds of a run. A kind costs nothing until it is asked for, and is read once. */
export interface Registry {
  /** Names of the user's own kinds, sorted: those directories that hold a schema of some version. */
  userKinds(): readonly string[];
  /** Names of all kinds, the user's first. */
  kindNames(): readonly string[];
  /** Throws `KIND_UNKNOWN`, or `REGISTRY_INVALID` for what is wrong with the files of this kind. */
  kind(name: string): Promise<RegisteredKind>;
  /** What the directories of this kind hold, by name; `undefined` where there is no such kind. */
  listing(name: string): KindListing | undefined;
  /** What keeps a kind from being used, where that is nothing but versions that more than one file is for; else none. */
  duplicates(name: string): Promise<readonly RegistryDuplicate[]>;
  /** Throws what `kind` throws for any of these, all problems in one error. No schema is read. */
  ensureSound(names: readonly string[]): Promise<void>;
}

/**
 * Opens the registry by listing the names of its kinds: one directory read each for the user's and the built-in ones. No file is read and no migration is
 * loaded. Throws `REGISTRY_INVALID` for a directory that was named and is not there.
 */
export function openRegistry({ fs, cwd, builtin, config, refs }: RegistrySource): Registry {
  const { schemas, migrations, flagFacts } = config;
  const roots: RegistryRoots = { builtin, schemas: schemas.path, migrations: migrations.path };
  const builtinSchemas = join(builtin, 'schemas');
  const userDirectories = kindsIn(fs, roots.schemas) ?? [];
  if (schemas.namedBy !== 'default') ensureThere(fs, roots.schemas, { what: 'schemas', by: schemas.namedBy }, cwd);
  if (migrations.namedBy === 'option') ensureThere(fs, roots.migrations, { what: 'migrations', by: 'option' }, cwd);
  const builtinKinds = kindsIn(fs, builtinSchemas) ?? [];
  const references = referencesAt(fs, refs, cwd);
  const library = createLibrary({ fs, cwd, roots: [roots.schemas, builtinSchemas], refs: references });
  const compiler = createCompiler(library);
  const kinds = new Map<string, Promise<RegisteredKind>>();
  const userKinds = () =>
    userDirectories.filter((name) => list(fs, join(roots.schemas, name))?.some((each) => isSchemaName(each.name)));
  const kindNames = () => [...new Set([...userKinds(), ...builtinKinds])];

  const whoNames = (name: string) =>
    config.path !== undefined && config.kinds.some((each) => each.name === name)
      ? shownPath(config.path, cwd)
      : undefined;

  const listing = (name: string) =>
    listingOf(fs, name, roots, {
      isUser: userDirectories.includes(name),
      isBuiltin: builtinKinds.includes(name),
      cwd,
    });

  async function load(name: string): Promise<RegisteredKind> {
    const listed = listing(name);
    if (listed === undefined) throw unknownKind(name, kindNames(), whoNames(name));
    const said = await kindFile(fs, listed);
    const configured = config.kinds.find((each) => each.name === name)?.facts ?? {};
    const { kind, problems } = kindFrom(listed, resolveFacts([flagFacts, configured, said]));
    if (problems.length > 0) throw registryError(name, problems);
    return { kind, schemaOf: schemasOf(kind, library, compiler) };
  }

  function kind(name: string): Promise<RegisteredKind> {
    const known = kinds.get(name) ?? load(name);
    kinds.set(name, known);
    return known;
  }

  async function duplicates(name: string): Promise<readonly RegistryDuplicate[]> {
    const listed = listing(name);
    const found = listed === undefined ? [] : duplicatesIn(listed);
    if (found.length === 0) return found;
    try {
      await kind(name);
      return [];
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
      return problemsOf(error).length === found.length ? found : [];
    }
  }

  return { userKinds, kindNames, kind, listing, duplicates, ensureSound: (names) => ensureSound(names, kind) };
}

async function ensureSound(names: readonly string[], load: (name: string) => Promise<RegisteredKind>): Promise<void> {
  const errors: StatefixError[] = [];
  for (const name of names) {
    try {
      await load(name);
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
      errors.push(error);
    }
  }
  const [first, second] = errors;
  if (second !== undefined) throw problemsError('REGISTRY_INVALID', 'the registry', errors.flatMap(problemsOf));
  if (first !== undefined) throw first;
}

/** What `check --schema FILE` takes. */
export interface AdHocSource {
  readonly fs: FsOps;
  readonly cwd: string;
  /** As it was given. */
  readonly schema: string;
  readonly refs: readonly string[];
  readonly config: Pick<Config, 'flagFacts'>;
}

/**
 * A kind made of one schema: its files carry no version, and nothing else is known of them. `$ref`s by file stay in the directory of the schema, or in
 * what `--ref` names. Throws `REGISTRY_INVALID` where the schema is not there or is not a document.
 */
export function adHocKind({ fs, cwd, schema, refs, config }: AdHocSource): RegisteredKind {
  const path = resolve(cwd, schema);
  const references = referencesAt(fs, refs, cwd);
  const library = createLibrary({ fs, cwd, roots: [dirname(path), path], refs: references });
  const facts = {
    ...resolveFacts([config.flagFacts]),
    version: false as const,
    recover: [],
    leftovers: DEFAULT_FACTS.leftovers,
  };
  const kind: Kind = {
    ...facts,
    name: basename(path),
    origin: 'ad hoc',
    versions: [{ version: '1', path }],
    steps: [],
  };
  return { kind, schemaOf: schemasOf(kind, library, createCompiler(library)) };
}

/** The names of the kinds that have a version whose schema the value fits: for hints, since it compiles every schema. Broken kinds fit nothing. */
export async function fittingKinds(registry: Registry, value: Value): Promise<readonly string[]> {
  const fitting: string[] = [];
  for (const name of registry.kindNames()) {
    if (await fits(registry, name, value)) fitting.push(name);
  }
  return fitting;
}

async function fits(registry: Registry, name: string, value: Value): Promise<boolean> {
  try {
    const { kind, schemaOf } = await registry.kind(name);
    for (const { version } of kind.versions.toReversed()) {
      if ((await schemaOf(version)).validator.validate(value).length === 0) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof StatefixError) return false;
    throw error;
  }
}

function schemasOf(kind: Kind, library: FileLibrary, compiler: ReturnType<typeof createCompiler>): SchemaLookup {
  const compiled = new Map<string, Promise<VersionSchema>>();
  async function compile(version: string): Promise<VersionSchema> {
    const known = kind.versions.find((each) => each.version === version);
    if (known === undefined) throw new RangeError(`kind ${kind.name} has no version ${version}`);
    const source = await library.load(known.path);
    return { version, path: source.path, schema: source.schema, validator: await compiler.compile(source) };
  }
  return (version) => {
    const known = compiled.get(version) ?? compile(version);
    compiled.set(version, known);
    return known;
  };
}

interface KnownAs {
  readonly isUser: boolean;
  readonly isBuiltin: boolean;
  readonly cwd: string;
}

/** The user's kind hides a built-in one of its name, whole. A user's kind of migrations alone is listed, so that its error can say what is missing. */
function listingOf(
  fs: FsOps,
  name: string,
  roots: RegistryRoots,
  { isUser, isBuiltin, cwd }: KnownAs,
): KindListing | undefined {
  if (!isUser && isBuiltin) {
    const { builtin } = roots;
    return listing(fs, name, 'built-in', join(builtin, 'schemas', name), join(builtin, 'migrations', name), cwd);
  }
  if (!isUser && kindsIn(fs, roots.migrations)?.includes(name) !== true) return undefined;
  return listing(fs, name, 'user', join(roots.schemas, name), join(roots.migrations, name), cwd);
}

function listing(
  fs: FsOps,
  name: string,
  origin: Kind['origin'],
  schemas: string,
  migrations: string,
  cwd: string,
): KindListing {
  return { name, origin, schemas: filesOf(fs, schemas, cwd), migrations: filesOf(fs, migrations, cwd) };
}

type Named = { readonly what: 'schemas' | 'migrations'; readonly by: 'option' | 'config' };

function ensureThere(fs: FsOps, path: string, { what, by }: Named, cwd: string): void {
  if (list(fs, path) !== undefined) return;
  const meant = nearestPath(fs, path, 'directory');
  const suggestion = meant === undefined ? '' : `Did you mean ${shownPath(meant, cwd)}? `;
  const advice =
    by === 'option'
      ? `Name the directory of your ${what} with --${what}.`
      : `Make it, or correct registry.${what} in the config.`;
  throw new StatefixError('REGISTRY_INVALID', `there is no directory ${shownPath(path, cwd)}`, {
    path,
    hint: `${suggestion}${advice}`,
  });
}

/** What `--ref` names must be there: passed over in silence, a misspelt one would look like a reference that leads nowhere. */
function referencesAt(fs: FsOps, refs: readonly string[], cwd: string): readonly string[] {
  return refs.map((ref) => {
    const path = resolve(cwd, ref);
    if (isThere(fs, path)) return path;
    const meant = nearestPath(fs, path, 'anything');
    throw new StatefixError('REGISTRY_INVALID', `there is nothing at ${shownPath(path, cwd)}`, {
      path,
      hint:
        meant === undefined
          ? 'Name a schema, or a directory of schemas, with --ref.'
          : `Did you mean --ref ${shownPath(meant, cwd)}?`,
    });
  });
}

function isThere(fs: FsOps, path: string): boolean {
  try {
    fs.stat(path);
    return true;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    // What is there but cannot be seen, its reader will refuse.
    return errno !== 'ENOENT' && errno !== 'ENOTDIR';
  }
}

/** What `kind.yaml` says; nothing where there is none. */
async function kindFile(fs: FsOps, { schemas }: KindListing): Promise<WrittenFacts> {
  const name = ['kind.yaml', 'kind.yml'].find((each) => schemas.files.includes(each));
  if (name === undefined) return {};
  const path = join(schemas.directory, name);
  const file = await readWritten(fs, { path, shown: `${schemas.shown}/${name}`, code: 'REGISTRY_INVALID' });
  if (file === undefined) return {};
  const { facts, problems } = readKindFile(file.value);
  if (problems.length > 0) throw writtenError(file, 'REGISTRY_INVALID', problems);
  return facts;
}
