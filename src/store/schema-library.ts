import { join, resolve } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { isArray, type Value } from '../model/value.ts';
import type { SchemaLibrary, SchemaSource } from '../registry/validator.ts';
import type { FsOps } from './fs-ops.ts';
import { nearestPath } from './nearest-path.ts';
import { isInside, shownPath } from './shown-path.ts';
import { readWritten, type WrittenFile } from './written-file.ts';

/** Where a library may read. */
export interface LibraryPlaces {
  readonly fs: FsOps;
  /** Absolute: paths of schemas are shown relative to it. */
  readonly cwd: string;
  /** Absolute directories inside which a `$ref` by file stays, links included. */
  readonly roots: readonly string[];
  /** Absolute files and directories (`--ref`) whose schemas may be meant by their `$id`, besides those of `roots`. */
  readonly refs: readonly string[];
}

/** A library of schemas on disk: reading is asynchronous, answering is not, so a schema is loaded with all that it refers to. */
export interface FileLibrary extends SchemaLibrary {
  /** The schema at an absolute path, and everything that its `$ref`s may reach. Throws `REGISTRY_INVALID` for one that is not there or not a document. */
  load(path: string): Promise<SchemaSource>;
}

const SCHEMA_NAME = /\.(?:json|ya?ml)$/;

/**
 * Schemas by file and by `$id`. Nothing outside `roots` and `refs` is read, nothing is fetched. What can only be meant by an `$id` makes it read
 * every schema of its places, once.
 */
export function createLibrary({ fs, cwd, roots, refs }: LibraryPlaces): FileLibrary {
  const loaded = new Map<string, SchemaSource | undefined>();
  const refused = new Map<string, StatefixError>();
  let everything: Promise<void> | undefined;
  const places = [...roots, ...refs];

  // One load after the other: a schema that refers back to one that is still being read finds it in `loaded`.
  let last: Promise<unknown> = Promise.resolve();

  function load(path: string): Promise<SchemaSource> {
    const next = last.then(() => loadNow(path));
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  async function loadNow(path: string): Promise<SchemaSource> {
    await visit(path);
    const source = loaded.get(path);
    if (source !== undefined) return source;
    throw (
      refused.get(path) ??
      new StatefixError('REGISTRY_INVALID', `there is no schema at ${shownPath(path, cwd)}`, {
        path,
        hint: meantSchema(path),
      })
    );
  }

  function meantSchema(path: string): string {
    const meant = nearestPath(fs, path, 'file');
    return meant === undefined ? 'Name a JSON Schema that exists.' : `Did you mean ${shownPath(meant, cwd)}?`;
  }

  async function visit(path: string): Promise<void> {
    if (loaded.has(path) || refused.has(path)) return;
    const outside = outsideError(path);
    if (outside !== undefined) {
      refused.set(path, outside);
      return;
    }
    loaded.set(path, undefined);
    const shown = shownPath(path, cwd);
    const file = await readOrRefuse(path, shown);
    if (file === undefined) return;
    loaded.set(path, { path: shown, schema: file.value });
    const { targets, hasIds } = referencesOf(file.value);
    for (const target of targets) {
      if (isFileReference(target)) await visit(resolve(path, '..', decoded(target)));
      // Whether a reference by URI is answered inside the schema, by its own `$id`s, the compiler knows; what others there are costs one reading.
      else await loadEverything();
    }
    if (hasIds && targets.some(isFileReference)) await loadEverything();
  }

  /** One that cannot be read is the error of whoever asks for it by name: in a search by `$id` it may be no schema at all, but a broken state. */
  async function readOrRefuse(path: string, shown: string): Promise<WrittenFile | undefined> {
    try {
      return await readWritten(fs, { path, shown, code: 'REGISTRY_INVALID' });
    } catch (error) {
      if (!(error instanceof StatefixError)) throw error;
      refused.set(path, error);
      return undefined;
    }
  }

  function loadEverything(): Promise<void> {
    everything ??= (async () => {
      for (const path of places.flatMap((place) => schemaFiles(fs, place))) await visit(path);
    })();
    return everything;
  }

  /** `undefined` for a path inside our places, or at which nothing stands. */
  function outsideError(path: string): StatefixError | undefined {
    let real: string;
    try {
      real = fs.realpath(path);
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === undefined) throw error;
      // Of what is not there, the name alone is judged.
      real = path;
    }
    const isAllowed = places.some((place) => isInside(real, realOf(place)) || (real === path && isInside(path, place)));
    if (isAllowed) return undefined;
    const shown = shownPath(path, cwd);
    const target = real === path ? '' : ` (a link to ${real})`;
    return new StatefixError('REGISTRY_INVALID', `${shown}${target} lies outside of the registry and is not read`, {
      path,
      hint: 'Move the schema into the registry, or name it with --ref.',
    });
  }

  function realOf(place: string): string {
    try {
      return fs.realpath(place);
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
      return place;
    }
  }

  return {
    load,
    byFile: (path) => {
      const absolute = resolve(cwd, path);
      const error = refused.get(absolute) ?? (loaded.has(absolute) ? undefined : outsideError(absolute));
      if (error !== undefined) throw error;
      return loaded.get(absolute);
    },
    byId: function* () {
      for (const source of loaded.values()) if (source !== undefined) yield source;
    },
  };
}

/** Every target that leaves the document, and whether an `$id` in it may mean that its relative targets are not to be taken from its file. */
function referencesOf(schema: Value): { readonly targets: readonly string[]; readonly hasIds: boolean } {
  const targets = new Set<string>();
  let hasIds = false;
  const open: Value[] = [schema];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (isArray(value)) open.push(...value);
    else {
      for (const [key, member] of Object.entries(value)) {
        const isReference =
          (key === '$ref' || key === '$dynamicRef' || key === '$schema') && typeof member === 'string';
        if (isReference && !member.startsWith('#') && !isKnownMeta(member)) targets.add(member.replace(/#.*$/s, ''));
        if ((key === '$id' || key === 'id') && typeof member === 'string' && !member.startsWith('#')) hasIds = true;
        if (typeof member === 'object') open.push(member);
      }
    }
  }
  return { targets: [...targets], hasIds };
}

/** The compiler brings the meta-schemas of the drafts with it. */
function isKnownMeta(uri: string): boolean {
  return /^https?:\/\/json-schema\.org\/draft(?:-0[467]|\/2019-09|\/2020-12)\/(?:schema|meta\/[a-z-]+)#?$/.test(uri);
}

/** A relative reference without a scheme is the name of a file. */
function isFileReference(target: string): boolean {
  return target !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(target) && !target.startsWith('//');
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch (error) {
    if (error instanceof URIError) return target;
    throw error;
  }
}

/** The schema files below a place, links not followed; the place itself where it is a file. Facts of kinds are none. */
function schemaFiles(fs: FsOps, place: string): readonly string[] {
  let entries: ReturnType<FsOps['readdir']>;
  try {
    entries = fs.readdir(place);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOTDIR') return [place];
    if (errno === 'ENOENT') return [];
    if (errno === undefined) throw error;
    throw new StatefixError('REGISTRY_INVALID', `${place} cannot be listed: ${errno}`, {
      path: place,
      errno,
      cause: error,
    });
  }
  return entries
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(place, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : schemaFiles(fs, path);
      return entry.isFile() && SCHEMA_NAME.test(entry.name) && !/^kind\.ya?ml$/.test(entry.name) ? [path] : [];
    });
}
