import { type FindingCode, type Severity } from '../model/finding.js';
import { type Value } from '../model/value.js';
import type { WrittenFacts } from './kind.js';
import { type WrittenProblem } from './written.js';
/** What the config says of one kind. */
export interface ConfiguredKind {
    readonly name: string;
    /** Globs, relative to the config's directory. */
    readonly files: readonly string[];
    readonly facts: WrittenFacts;
}
/** A config as it was written, checked: what it does not say is not there. */
export interface WrittenConfig {
    readonly registry?: {
        readonly schemas?: string;
        readonly migrations?: string;
    };
    readonly kinds?: readonly ConfiguredKind[];
    readonly severity?: ReadonlyMap<FindingCode, Severity | 'off'>;
}
/** A config file, or the `statefix` member of a `package.json`. */
export interface ConfigFile {
    /** Absolute. */
    readonly path: string;
    /** Absolute: what its globs and paths are relative to. */
    readonly directory: string;
    readonly written: WrittenConfig;
}
/** What the command line says that a config could say too; it wins. */
export interface ConfigFlags {
    readonly schemas: string | undefined;
    readonly migrations: string | undefined;
    readonly lockTimeout: number | undefined;
    readonly maxSize: number | undefined;
}
/** A directory of the registry, and who named it: one that was named must be there. */
interface RegistryDirectory {
    /** Absolute. */
    readonly path: string;
    readonly namedBy: 'option' | 'config' | 'default';
}
/** All settings, every one resolved: flags over config over defaults. */
export interface Config {
    /** The config file; `undefined` where there is none. */
    readonly path: string | undefined;
    /** Absolute: the directory of the config, else the working directory. What a walk found is written only inside it. */
    readonly directory: string;
    readonly schemas: RegistryDirectory;
    readonly migrations: RegistryDirectory;
    /** In the order of the config: a later kind does not steal what an earlier one matches. */
    readonly kinds: readonly ConfiguredKind[];
    readonly severities: ReadonlyMap<FindingCode, Severity | 'off'>;
    /** The facts that the command line sets for every kind. */
    readonly flagFacts: WrittenFacts;
}
/** Reads a config as it was written. Problems, each with its place, instead of settings that cannot be meant. */
export declare function readConfig(value: Value): {
    readonly config: WrittenConfig;
    readonly problems: readonly WrittenProblem[];
};
/** Every setting, from the flags, the config file where there is one, and the defaults. `cwd` is absolute. */
export declare function resolveConfig(file: ConfigFile | undefined, flags: ConfigFlags, cwd: string): Config;
export {};
