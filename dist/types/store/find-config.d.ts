import { type Config, type ConfigFile, type ConfigFlags } from '../registry/config.js';
import type { FsOps } from './fs-ops.js';
/** The names of a config, in the order in which messages list them. */
export declare const CONFIG_NAMES: readonly ['statefix.config.yaml', 'statefix.config.yml', 'statefix.config.json'];
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
export declare function loadConfig(search: ConfigSearch, flags: ConfigFlags): Promise<Config>;
/**
 * The config that was named, or the first one found by walking up from the working directory to the root of the repository; outside a repository
 * the working directory alone. `undefined` where there is none.
 */
export declare function findConfig({ fs, cwd, named }: ConfigSearch): Promise<ConfigFile | undefined>;
