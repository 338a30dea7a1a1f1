import type { Kind, MigrationStep } from '../registry/kind.js';
/** The steps between two versions, in the order in which they run. */
export interface Chain {
    readonly direction: 'up' | 'down';
    readonly steps: readonly MigrationStep[];
}
/** The version to bring files of a kind to: the wanted one, else the newest. Throws `USAGE` for one that the kind does not have. */
export declare function targetVersion(kind: Kind, wanted: string | undefined): string;
/**
 * The steps that lead a document of `kind` from one of its versions to another: upwards each step's `up`, downwards the same steps backwards by
 * their `down`. Whether a step has a `down` shows only when it runs. The same version twice is the empty chain upwards. Throws `RangeError` for a
 * version or a step that is not there: `targetVersion` and the registry let none through.
 */
export declare function chainBetween(kind: Kind, from: string, to: string): Chain;
