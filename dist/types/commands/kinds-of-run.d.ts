import type { Config } from '../registry/config.js';
import { type RegisteredKind, type Registry } from '../store/load-registry.js';
import type { CheckOptions, RunContext, Selection } from './run.js';
/** Whether a run only looks: one that looks at all there is tells of broken kinds, too, that have no file yet. */
export type Purpose = 'look' | 'change';
/** What tells the kind of a file, and how a kind judges. */
export interface Kinds {
    readonly kind: (name: string) => Promise<RegisteredKind>;
    readonly userKinds: () => readonly string[];
    readonly fittingKinds: (path: string) => Promise<readonly string[]>;
    readonly registry: Registry | undefined;
    /** `--kind`, or the one kind that `--schema` makes. */
    readonly named: string | undefined;
    /** Throws where a kind that was named is none, before any file is looked for. */
    readonly ensureSound: () => Promise<void>;
}
/** True for a check against one schema, without registry and config. */
export declare function isAdHoc(selection: Selection | CheckOptions): selection is CheckOptions & {
    readonly schema: string;
};
/** Throws `REGISTRY_INVALID` for a directory of the registry that was named and is not there. */
export declare function kindsOf(selection: Selection | CheckOptions, config: Config, { fs, cwd, builtinRoot }: RunContext, purpose: Purpose): Kinds;
