import { dirname, join, resolve } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { getMember, isObject } from '../model/value.ts';
import { type Config, type ConfigFile, type ConfigFlags, readConfig, resolveConfig } from '../registry/config.ts';
import type { FsOps } from './fs-ops.ts';
import { nearestPath } from './nearest-path.ts';
import { shownPath } from './shown-path.ts';
import { readSource, readWritten, type WrittenFile, type WrittenSource, writtenError } from './written-file.ts';

/** The names of a config, in the order in which messages list them. */
export const CONFIG_NAMES = ['statefix.config.yaml', 'statefix.config.yml', 'statefix.config.json'] as const;
const PACKAGE_NAME = 'package.json';
/** The member of `package.json` that is a config. */
const MEMBER = 'statefix';

/** Where to look for a config. */
export interface ConfigSearch {
  readonly fs: FsOps;
  /** Absolute. */
  readonly cwd: string;
  /** `--config`: this file, and no search. */
  readonly named: string | undefined;
}

/**
 * Every setting of a run: from the flags, from the config that was named or is found, from the defaults. Loads the YAML library only for a config
 * that is YAML. Throws `StatefixError` `CONFIG_INVALID` for a config that is missing where it was named, cannot be read, or says what cannot be meant.
 */
export async function loadConfig(search: ConfigSearch, flags: ConfigFlags): Promise<Config> {
  return resolveConfig(await findConfig(search), flags, search.cwd);
}

/**
 * The config that was named, or the first one found by walking up from the working directory to the root of the repository; outside a repository
 * the working directory alone. `undefined` where there is none.
 */
export async function findConfig({ fs, cwd, named }: ConfigSearch): Promise<ConfigFile | undefined> {
  if (named !== undefined) return namedConfig(fs, cwd, named);
  for (const directory of directoriesUp(fs, cwd)) {
    const found = await configIn(fs, directory, cwd);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function namedConfig(fs: FsOps, cwd: string, named: string): Promise<ConfigFile> {
  const source = sourceAt(resolve(cwd, named), cwd);
  const file = await readWritten(fs, source);
  if (file === undefined) {
    const standard = CONFIG_NAMES.map((name) => join(dirname(source.path), name)).find((path) => exists(fs, path));
    const suggestion = nearestPath(fs, source.path, 'file') ?? standard;
    throw new StatefixError('CONFIG_INVALID', `there is no config at ${source.shown}`, {
      path: source.path,
      hint:
        suggestion === undefined
          ? 'Name a file that exists with --config, or make one with: statefix init'
          : `Did you mean --config ${shownPath(suggestion, cwd)}?`,
    });
  }
  return file.path.endsWith(PACKAGE_NAME) && isPackageFile(file) ? packageConfig(file) : configOf(file);
}

async function configIn(fs: FsOps, directory: string, cwd: string): Promise<ConfigFile | undefined> {
  const found: WrittenFile[] = [];
  const names = CONFIG_NAMES.filter((name) => exists(fs, join(directory, name)));
  for (const name of names) {
    const file = await readWritten(fs, sourceAt(join(directory, name), cwd));
    if (file !== undefined) found.push(file);
  }
  const [file, second] = found;
  if (file !== undefined && second !== undefined) {
    throw new StatefixError('CONFIG_INVALID', `there are two configs: ${file.shown} and ${second.shown}`, {
      path: second.path,
      hint: 'Keep one of them, or name one with --config.',
    });
  }
  return file === undefined ? memberOfPackage(fs, directory, cwd) : configOf(file);
}

/** A `package.json` without our member is none of our business, nor is what else is wrong with it. */
async function memberOfPackage(fs: FsOps, directory: string, cwd: string): Promise<ConfigFile | undefined> {
  const source = sourceAt(join(directory, PACKAGE_NAME), cwd);
  const bytes = readSource(fs, source);
  if (bytes === undefined || !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(`"${MEMBER}"`)) {
    return undefined;
  }
  const file = await readWritten(fs, source);
  return file !== undefined && isPackageFile(file) ? packageConfig(file) : undefined;
}

/** True where `statefix` is a config there; a version range of the package among the dependencies stands deeper. */
function isPackageFile({ value }: WrittenFile): boolean {
  return isObject(value) && Object.hasOwn(value, MEMBER);
}

function packageConfig(file: WrittenFile): ConfigFile {
  const value = isObject(file.value) ? getMember(file.value, MEMBER) : undefined;
  const { config, problems } = readConfig(value ?? null);
  if (problems.length > 0) throw writtenError(file, 'CONFIG_INVALID', problems, `/${MEMBER}`);
  return { path: file.path, directory: dirname(file.path), written: config };
}

function configOf(file: WrittenFile): ConfigFile {
  const { config, problems } = readConfig(file.value);
  if (problems.length > 0) throw writtenError(file, 'CONFIG_INVALID', problems);
  return { path: file.path, directory: dirname(file.path), written: config };
}

function sourceAt(path: string, cwd: string): WrittenSource {
  return { path, shown: shownPath(path, cwd), code: 'CONFIG_INVALID' };
}

/** The working directory and those above it, up to the first that holds `.git`; it alone where none does. */
function directoriesUp(fs: FsOps, cwd: string): readonly string[] {
  const directories: string[] = [];
  for (let directory = cwd; ; directory = dirname(directory)) {
    directories.push(directory);
    if (exists(fs, join(directory, '.git'))) return directories;
    if (dirname(directory) === directory) return [cwd];
  }
}

/** Only what is known to be absent is; what cannot be asked ends the run, since a config that is overlooked changes what everything means. */
function exists(fs: FsOps, path: string): boolean {
  try {
    fs.lstat(path);
    return true;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return false;
    if (errno === undefined) throw error;
    throw new StatefixError('CONFIG_INVALID', `${path} cannot be looked at: ${errno}`, {
      path,
      errno,
      step: 'read',
      cause: error,
    });
  }
}
