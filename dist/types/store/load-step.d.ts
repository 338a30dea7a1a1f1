/** The exports of a migration, or why it cannot be loaded. */
export type LoadedStep = {
    readonly kind: 'loaded';
    readonly exports: Readonly<Record<string, unknown>>;
} | {
    readonly kind: 'failed';
    readonly reason: string;
};
/** Why a step in TypeScript cannot be run, and what to do. */
export declare const NO_STRIPPER = "it is TypeScript, which this Node cannot run: use Node 22.18 or newer, or install amaro beside it (npm install --save-dev amaro)";
/**
 * Loads a migration by its absolute path: this runs code of the repository. TypeScript goes to Node itself where it strips types (22.18 and later), else
 * through `amaro`, where that is installed for the migration. A module is loaded once a process.
 */
export declare function loadStep(path: string): Promise<LoadedStep>;
/** Where the type stripper is that was installed for a migration; nothing of it is run. `undefined` where there is none. */
export declare function findAmaro(path: string): string | undefined;
