import { dirname, join, relative, resolve, sep } from 'node:path';
import { StatefixError } from '../../model/errors.ts';
import { resolveConfig } from '../../registry/config.ts';
import { CONFIG_NAMES, findConfig } from '../../store/find-config.ts';
import { isInside } from '../../store/shown-path.ts';
import type { RunContext, Selection } from '../run.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import type { MergeOptions } from './options.ts';

/** What a registry says of the file: it may claim it, or not. */
export type Claim = { readonly kind: 'claimed'; readonly bench: Workbench } | { readonly kind: 'unclaimed' };

/**
 * The registry of the work tree, by the config that is nearest to the file. Only its path tells what kind it is of: the file itself need not stand there.
 * Throws `StatefixError` for a config or a registry that is none.
 */
export async function registryOfWorkTree(options: MergeOptions, context: RunContext): Promise<Claim> {
  const path = resolve(context.cwd, options.path);
  return open(selectionOf(options, path, options.config ?? (await configNear(path, context))), context);
}

/** The same, of a tree that holds files of another commit at their own paths: `root` stands for the root of the repository, `path` is the file in it. */
export async function registryOfTree(
  options: MergeOptions,
  { root, path }: { readonly root: string; readonly path: string },
  context: RunContext,
): Promise<Claim> {
  const inTree = { ...context, cwd: root };
  const at = join(root, path);
  return open(selectionOf(options, at, await configNear(at, inTree)), inTree);
}

/** Where a config may stand that claims that path of a repository, nearest first. */
export function placesOfConfig(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  const directories = parts.map((_, index) => parts.slice(0, parts.length - index).join('/')).concat('');
  return directories.flatMap((directory) =>
    [...CONFIG_NAMES, 'package.json'].map((name) => `${directory}/${name}`.replace(/^\//, '')),
  );
}

/** The directories of the registry that the config in a tree names, as paths of the repository; those that lie outside of it are left out. */
export async function placesOfRegistry(root: string, path: string, { fs }: RunContext): Promise<readonly string[]> {
  const config = await findConfig({ fs, cwd: dirname(join(root, path)), named: undefined });
  const flags = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };
  const { schemas, migrations } = resolveConfig(config, flags, root);
  return [schemas.path, migrations.path]
    .filter((each) => isInside(each, root) && each !== root)
    .map((each) => relative(root, each).replaceAll(sep, '/'));
}

async function configNear(path: string, { fs }: RunContext): Promise<string | undefined> {
  return (await findConfig({ fs, cwd: dirname(path), named: undefined }))?.path;
}

function selectionOf(options: MergeOptions, path: string, config: string | undefined): Selection {
  const { kind, schemas, migrations, maxSize } = options;
  return {
    // As a document that bears the name of the file: nothing is looked for at its path.
    paths: ['-'],
    stdinFilename: path,
    config,
    kind,
    schemas,
    migrations,
    maxSize,
    lockTimeout: undefined,
    only: undefined,
    shard: undefined,
    errorOnUnmatched: true,
  };
}

async function open(selection: Selection, context: RunContext): Promise<Claim> {
  try {
    return { kind: 'claimed', bench: await openWorkbench(selection, context) };
  } catch (error) {
    // Nothing tells of what kind the file is.
    if (error instanceof StatefixError && error.code === 'USAGE') return { kind: 'unclaimed' };
    throw error;
  }
}
