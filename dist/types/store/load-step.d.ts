/** The exports of a migration, or why it cannot be loaded. */
export type LoadedStep = {
    readonly kind: 'loaded';
    readonly exports: Readonly<Record<string, unknown>>;
} | {
    readonly kind: 'failed';
    readonly reason: string;
};
/**
 * Loads a migration by its absolute path: this runs code of the repository. TypeScript goes to Node itself where it strips types (22.18 and later), else
 * through `amaro`, where that is installed for the migration. A module is loaded once a process.
 */
export declare function loadStep(path: string): Promise<LoadedStep>;
