import type { Value } from '../model/value.js';
import type { Config } from '../registry/config.js';
import { type Kind } from '../registry/kind.js';
import { type KindListing, type RegistryDuplicate } from '../registry/registry.js';
import type { SchemaLookup } from '../registry/version-schema.js';
import type { FsOps } from './fs-ops.js';
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
export declare function openRegistry({ fs, cwd, builtin, config, refs }: RegistrySource): Registry;
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
export declare function adHocKind({ fs, cwd, schema, refs, config }: AdHocSource): RegisteredKind;
/** The names of the kinds that have a version whose schema the value fits: for hints, since it compiles every schema. Broken kinds fit nothing. */
export declare function fittingKinds(registry: Registry, value: Value): Promise<readonly string[]>;
