import type { Config } from '../registry/config.js';
import type { RunContext } from './run.js';
/**
 * Throws `CONFIG_INVALID` where there is a workspace, and the config, or a link in the place of a folder, leads the registry out of it: who proposes a config
 * must not have files of the machine read and named. What an option names is the choice of who runs the command.
 */
export declare function ensureInWorkspace({ schemas, migrations, path }: Config, { fs, workspace, cwd }: Pick<RunContext, 'fs' | 'workspace' | 'cwd'>): void;
