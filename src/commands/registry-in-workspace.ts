import { errnoOf, StatefixError } from '../model/errors.ts';
import type { Config } from '../registry/config.ts';
import { isInside, shownPath } from '../store/shown-path.ts';
import type { RunContext } from './run.ts';

/**
 * Throws `CONFIG_INVALID` where there is a workspace, and the config, or a link in the place of a folder, leads the registry out of it: who proposes a config
 * must not have files of the machine read and named. What an option names is the choice of who runs the command.
 */
export function ensureInWorkspace(
  { schemas, migrations, path }: Config,
  { fs, workspace, cwd }: Pick<RunContext, 'fs' | 'workspace' | 'cwd'>,
): void {
  if (workspace === undefined) return;
  const top = realPath(fs, workspace);
  for (const folder of [schemas, migrations]) {
    const real = folder.namedBy === 'option' ? undefined : realPath(fs, folder.path);
    if (real === undefined || top === undefined || isInside(real, top)) continue;
    throw new StatefixError(
      'CONFIG_INVALID',
      `the registry lies outside of the workspace: ${shownPath(folder.path, cwd)}`,
      {
        ...(path === undefined ? {} : { path }),
        hint: 'Name folders of the repository in `registry` of the config, and no links that lead out of it.',
      },
    );
  }
}

/** `undefined` for what is not there: it leads nowhere. */
function realPath(fs: RunContext['fs'], path: string): string | undefined {
  try {
    return fs.realpath(path);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}
