import { resolve } from 'node:path';
import type { Config, ConfiguredKind } from '../registry/config.ts';
import { type Expanded, expand, scopeOf } from './expand-paths.ts';
import { CONFIG_NAMES } from './find-config.ts';
import type { FsOps } from './fs-ops.ts';
import type { ListedFiles } from './listed-files.ts';
import { kindUntold, noneMatched, nothingToDo, stdinUntold, unclaimedError } from './selection-errors.ts';
import { displayPath, isInside } from './shown-path.ts';
import { createWalker, type Walker, type WalkScope } from './walk.ts';

/** A file that a run is about, and what kind of state it holds. */
export interface SelectedFile {
  /** Absolute; `-` for standard input. */
  readonly path: string;
  /** As reports show it: relative to the working directory, with `/`. */
  readonly display: string;
  readonly kindName: string;
  /** True where the user named this very path, so that links are followed wherever they lead. It need not exist. */
  readonly isNamed: boolean;
  /** The directory inside which a file that a walk found may be written. */
  readonly root: string;
}

/** What selecting takes. */
export interface SelectionSource {
  readonly fs: FsOps;
  /** Absolute. */
  readonly cwd: string;
  readonly config: Config;
  /** The kinds of the user's own registry; asked only where nothing else tells the kind. */
  readonly userKinds: () => readonly string[];
  /** Files, directories, globs, `-`; none: every file of the config. */
  readonly paths: readonly string[];
  /** `--kind`. */
  readonly kind: string | undefined;
  readonly stdinFilename: string | undefined;
  readonly errorOnUnmatched: boolean;
  /** By absolute path: what is known of files that the config does not claim. */
  readonly knownKinds: ReadonlyMap<string, string>;
  /** What there is to choose from, where that is not what stands on the disk. */
  readonly listed: ListedFiles | undefined;
  /** True where a part of the files is meant, so that none is an answer. */
  readonly mayBeNone: boolean;
  /** The kinds whose schema the file at an absolute path fits: for the hint of a file whose kind nothing tells. */
  readonly fittingKinds: (path: string) => Promise<readonly string[]>;
}

/** The files by which a directory is meant where no config says more. */
const STATE_FILES = ['**/*.json', '**/*.jsonc', '**/*.yaml', '**/*.yml'];

/**
 * The files that a run is about, each once, in the order of their shown paths. A path that exists is taken as it is, whatever its name looks like; one
 * that does not exist and is no glob is selected too: its reader knows what is left of it.
 * Throws `NO_FILE_MATCHED`, `USAGE` or `KIND_UNKNOWN` where nothing matches or nothing tells the kind.
 */
export async function selectFiles(source: SelectionSource): Promise<readonly SelectedFile[]> {
  const walker = createWalker(source.fs);
  const { config, cwd, paths } = source;
  if (paths.length === 0 && config.kinds.length === 0) throw nothingToDo(source);
  const given = paths.length === 0 ? everything(config) : await expand(paths, source, walker);
  const claims =
    source.kind === undefined ? await claimsOf(given, source, walker) : await allOf(given, source.kind, source, walker);
  const named = new Set(given.named);
  const selected: SelectedFile[] = [...claims].map(([path, kindName]) => ({
    path,
    display: displayPath(path, cwd),
    kindName,
    isNamed: named.has(path),
    root: config.directory,
  }));
  selected.sort((left, right) => (left.display < right.display ? -1 : left.display > right.display ? 1 : 0));
  const isEmptyHanded = selected.length === 0 && !given.hasStdin && source.errorOnUnmatched && !source.mayBeNone;
  if (isEmptyHanded) throw noneMatched(source);
  return given.hasStdin ? [await standardInput(source, walker), ...selected] : selected;
}

function everything(config: Config): Expanded {
  return { named: [], directories: [config.directory], globbed: [], hasStdin: false };
}

/** Every file found, as the kind that `--kind` says; of a directory those that the config gives that kind, else those that look like state. */
async function allOf(
  given: Expanded,
  kindName: string,
  source: SelectionSource,
  walker: Walker,
): Promise<ReadonlyMap<string, string>> {
  const configured = source.config.kinds.find(({ name, files }) => name === kindName && files.length > 0);
  const walked =
    given.directories.length === 0 ? [] : await inDirectories(given.directories, configured, source, walker);
  return new Map([...given.named, ...given.globbed, ...walked].map((path) => [path, kindName]));
}

async function inDirectories(
  directories: readonly string[],
  configured: ConfiguredKind | undefined,
  source: SelectionSource,
  walker: Walker,
): Promise<readonly string[]> {
  const { config } = source;
  // No path means the files of the config, and it has none of this kind.
  if (configured === undefined && source.paths.length === 0) return [];
  if (configured !== undefined)
    return walker.find(configured.files, config.directory, scopeOf(directories, [], source));
  const isOurs = oursIn(config, source.cwd);
  const found: string[] = [];
  for (const directory of directories) {
    const matches = await walker.find(STATE_FILES, directory, scopeOf([directory], [], source));
    for (const path of matches) if (!isOurs(path)) found.push(path);
  }
  return found;
}

/** The registry and the config lie beside the state, and are none. */
function oursIn(config: Config, cwd: string): (path: string) => boolean {
  const configs = new Set(CONFIG_NAMES.flatMap((name) => [resolve(config.directory, name), resolve(cwd, name)]));
  return (path) => configs.has(path) || isInside(path, config.schemas.path) || isInside(path, config.migrations.path);
}

/** The kind of each file, by the config, else the only kind of the user's own registry. */
async function claimsOf(
  given: Expanded,
  source: SelectionSource,
  walker: Walker,
): Promise<ReadonlyMap<string, string>> {
  const { config, errorOnUnmatched, cwd } = source;
  if (config.path === undefined) {
    const [only, second] = source.userKinds();
    if (only !== undefined && second === undefined) return allOf(given, only, source, walker);
    const [path] = [...given.named, ...given.globbed, ...given.directories];
    if (path !== undefined) throw await kindUntold(path, source);
    return new Map();
  }
  const scope = scopeOf(given.directories, [...given.named, ...given.globbed], source);
  const claims = new Map([
    ...given.named.flatMap((path) => {
      const kindName = source.knownKinds.get(path);
      return kindName === undefined ? [] : [[path, kindName] as const];
    }),
    ...(await claimsByConfig(scope, config, walker)),
  ]);
  const unclaimed = given.named.find((path) => !claims.has(path));
  if (unclaimed !== undefined && errorOnUnmatched)
    throw await unclaimedError(unclaimed, displayPath(unclaimed, cwd), source);
  return claims;
}

async function claimsByConfig(scope: WalkScope, config: Config, walker: Walker): Promise<ReadonlyMap<string, string>> {
  const claims = new Map<string, string>();
  if (scope.directories.length === 0 && scope.files.length === 0) return claims;
  for (const { name, files } of config.kinds) {
    for (const path of await matching(files, scope, config, walker)) {
      if (!claims.has(path)) claims.set(path, name);
    }
  }
  return claims;
}

/** Patterns that are plain paths are compared as such: the glob library is a good part of a start, and no more is needed for most. */
async function matching(
  patterns: readonly string[],
  scope: WalkScope,
  config: Config,
  walker: Walker,
): Promise<readonly string[]> {
  if (patterns.length === 0) return [];
  const isPlain = scope.directories.length === 0 && patterns.every((pattern) => /^[\w./ -]+$/.test(pattern));
  if (!isPlain) return walker.find(patterns, config.directory, scope);
  const wanted = new Set(patterns.map((pattern) => resolve(config.directory, pattern)));
  return scope.files.filter((path) => wanted.has(path));
}

async function standardInput(source: SelectionSource, walker: Walker): Promise<SelectedFile> {
  const { config, cwd, kind, stdinFilename } = source;
  const display = stdinFilename ?? '-';
  const selected = (kindName: string): SelectedFile => ({
    path: '-',
    display,
    kindName,
    isNamed: true,
    root: config.directory,
  });
  if (kind !== undefined) return selected(kind);
  if (config.path === undefined) {
    const [only, second] = source.userKinds();
    if (only !== undefined && second === undefined) return selected(only);
  } else if (stdinFilename !== undefined) {
    const path = resolve(cwd, stdinFilename);
    const claimed = (await claimsByConfig({ directories: [], files: [path] }, config, walker)).get(path);
    if (claimed !== undefined) return selected(claimed);
  }
  throw stdinUntold(stdinFilename);
}
