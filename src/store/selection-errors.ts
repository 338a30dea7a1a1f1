import { basename, dirname, extname, join, resolve } from 'node:path';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import { pathWord } from '../model/shell-word.ts';
import { CONFIG_NAMES } from './find-config.ts';
import type { FsOps } from './fs-ops.ts';
import { nearestPath } from './nearest-path.ts';
import type { SelectionSource } from './select-files.ts';
import { displayPath } from './shown-path.ts';
import { looksLikeGlob } from './walk.ts';

/** Nothing tells the kind of standard input. */
export function stdinUntold(stdinFilename: string | undefined): StatefixError {
  return new StatefixError('USAGE', 'nothing tells of what kind standard input is', {
    hint:
      stdinFilename === undefined
        ? 'Name the kind with --kind, or the file that it stands for with --stdin-filename.'
        : `Name the kind with --kind: no kind of the config claims ${stdinFilename}.`,
  });
}

/** Nothing tells the kind of a file: the hint names the kinds that it fits. */
export async function kindUntold(path: string, source: SelectionSource): Promise<StatefixError> {
  const display = displayPath(path, source.cwd);
  const absent = absentError(path, display, source);
  if (absent !== undefined) return absent;
  const kinds = source.userKinds();
  const near = kinds.length === 0 ? registryMeant(source) : '';
  const reason =
    kinds.length === 0
      ? 'there is no config, and no registry of your own'
      : `there is no config, and your registry has ${kinds.length} kinds: ${kinds.join(', ')}`;
  return new StatefixError('USAGE', `nothing tells of what kind ${display} is: ${reason}`, {
    path,
    hint: `${near}${configMeant(source)}${await fittingHint(path, source)}To say it once for all: statefix init`,
  });
}

/** A file that was named, and that no kind of the config claims. */
export async function unclaimedError(path: string, display: string, source: SelectionSource): Promise<StatefixError> {
  const absent = absentError(path, display, source);
  if (absent !== undefined) return absent;
  const config = source.config.path === undefined ? 'the config' : displayPath(source.config.path, source.cwd);
  return new StatefixError('NO_FILE_MATCHED', `no kind of ${config} claims ${display}`, {
    path,
    hint: `${await fittingHint(path, source)}To say it once for all, add the file to "files" of its kind in ${config}.`,
  });
}

/** The error of a path at which nothing stands. `remains` says what else was looked for in vain. */
export function missingError(
  fs: FsOps,
  { path, display }: { readonly path: string; readonly display: string },
  cwd: string,
  remains = '',
): StatefixError {
  const meant = nearestPath(fs, path, 'anything');
  const suggestion = meant === undefined ? 'Check the path.' : `Did you mean ${displayPath(meant, cwd)}?`;
  return new StatefixError('NO_FILE_MATCHED', `${display} does not exist${remains}`, {
    hint: `${suggestion} To pass over paths that match nothing: --no-error-on-unmatched`,
    path: display,
  });
}

/** Only where nothing stands at the path and nothing beside it bears its name, as a backup would: else its kind is the question. */
function absentError(path: string, display: string, { fs, cwd }: SelectionSource): StatefixError | undefined {
  const names = namesBeside(fs, path);
  const isThere = names?.some((name) => name === basename(path) || name.startsWith(`${basename(path)}.`));
  return isThere === false ? missingError(fs, { path, display }, cwd) : undefined;
}

/** `undefined` where that cannot be told. */
function namesBeside(fs: FsOps, path: string): readonly string[] | undefined {
  try {
    return fs.readdir(dirname(path)).map(({ name }) => name);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return errno === 'ENOENT' || errno === 'ENOTDIR' ? [] : undefined;
  }
}

/** A file here that may be meant for the config, were it named as one. */
function configMeant({ fs, cwd, config }: SelectionSource): string {
  if (config.path !== undefined) return '';
  const names = namesBeside(fs, join(cwd, CONFIG_NAMES[0])) ?? [];
  const isConfig = (name: string) => /^\.?statefix(?:\.?config)?\.(?:ya?ml|json)$/i.test(name);
  const meant = names.find(isConfig) ?? names.find((name) => nearest(name, CONFIG_NAMES) !== undefined);
  return meant === undefined ? '' : `A config is named ${CONFIG_NAMES[0]}: did you mean ${meant} to be one? `;
}

/** A directory that may be meant for that of the schemas, were it named so. */
function registryMeant({ fs, cwd, config }: SelectionSource): string {
  const { path } = config.schemas;
  const meant = nearestPath(fs, path, 'directory');
  if (meant === undefined || meant === path) return '';
  return `Did you mean ${displayPath(meant, cwd)} to be ${displayPath(path, cwd)}? `;
}

async function fittingHint(path: string, source: SelectionSource): Promise<string> {
  const fitting = await source.fittingKinds(path);
  if (fitting.length === 0) return 'Name its kind with --kind. ';
  return `It fits the kind ${fitting.join(' and the kind ')}: name it with --kind ${fitting[0]}. `;
}

/** No path is named, and no config names any. */
export function nothingToDo(source: SelectionSource): StatefixError {
  const { config, cwd } = source;
  if (config.path === undefined) {
    return new StatefixError('USAGE', 'no file is named, and there is no config that names any', {
      hint: `${configMeant(source)}Name files, directories or globs, or make a config with: statefix init`,
    });
  }
  const shown = displayPath(config.path, cwd);
  return new StatefixError('USAGE', `no file is named, and ${shown} names none`, {
    hint: `Name files, or ${kindsToAdd(source)} ${shown}.`,
  });
}

/** What to add to a config that names no files, for the first kind at hand. */
function kindsToAdd({ userKinds }: SelectionSource): string {
  const [kind] = userKinds();
  return kind === undefined
    ? 'add kinds with "files" to'
    : `say which files are of the kind ${kind}, such as kinds: { ${kind}: { files: ['${kind}.json'] } }, in`;
}

/** Directories, globs or the config match no file. */
export function noneMatched(source: SelectionSource): StatefixError {
  const { config, cwd, paths } = source;
  const shown = config.path === undefined ? undefined : displayPath(config.path, cwd);
  const where = paths.length === 0 ? `the globs of ${shown ?? 'the config'}` : paths.join(', ');
  const hasGlobs = config.kinds.some(({ files }) => files.length > 0);
  const check =
    shown === undefined
      ? 'Check the paths'
      : hasGlobs
        ? `Check the paths and the globs in ${shown}`
        : `Name a kind with --kind, or ${kindsToAdd(source)} ${shown}`;
  const meant = paths.length === 0 ? lostHint(source) || misspeltHint(source) : '';
  return new StatefixError('NO_FILE_MATCHED', `no state file matches ${where}`, {
    hint: `${meant}${check}, or pass --no-error-on-unmatched.`,
  });
}

/** A glob of the config whose fixed beginning is not there, but something like it. */
function misspeltHint({ fs, config }: SelectionSource): string {
  for (const glob of config.kinds.flatMap(({ files }) => files)) {
    const parts = glob.split('/');
    const wild = parts.findIndex((part) => looksLikeGlob(part));
    const fixed = wild === -1 ? parts : parts.slice(0, wild);
    const path = resolve(config.directory, fixed.join('/'));
    const last = wild === parts.length - 1 ? endingMeant(fs, path, parts[wild] ?? '') : undefined;
    if (last !== undefined) return `For ${glob}, did you mean ${[...fixed, last].join('/')}? `;
    const meant = nearestPath(fs, path, wild === -1 ? 'file' : 'directory');
    if (meant === undefined || meant === path || fixed.length === 0) continue;
    const rest = wild === -1 ? [] : parts.slice(wild);
    return `For ${glob}, did you mean ${[displayPath(meant, config.directory), ...rest].join('/')}? `;
  }
  return '';
}

/** A pattern such as `*.jsn` with the ending of a file that is there; `undefined` for others, and where none is near. */
function endingMeant(fs: FsOps, directory: string, pattern: string): string | undefined {
  const [, ending] = /^\*\.(\w+)$/.exec(pattern) ?? [];
  if (ending === undefined) return undefined;
  const names = namesBeside(fs, join(directory, pattern)) ?? [];
  const meant = nearest(ending, new Set(names.map((name) => extname(name).slice(1)).filter((each) => each !== '')));
  return meant === undefined || meant === ending ? undefined : `*.${meant}`;
}

/** A file that the config names is gone, but its backup is not. */
function lostHint({ fs, config, cwd }: SelectionSource): string {
  const named = config.kinds.flatMap(({ files }) => files).map((file) => resolve(config.directory, file));
  const lost = named.find((path) => namesBeside(fs, path)?.includes(`${basename(path)}.bak`));
  if (lost === undefined) return '';
  const shown = displayPath(lost, cwd);
  return `${shown} is gone, but its backup is there. To restore it: statefix repair ${pathWord(shown)}. `;
}

/** A glob of the command line that matches no file. */
export function globUnmatched(glob: string): StatefixError {
  return new StatefixError('NO_FILE_MATCHED', `no file matches ${glob}`, {
    hint: 'Quote globs, so that the shell does not read them, and check the path; or pass --no-error-on-unmatched.',
  });
}
