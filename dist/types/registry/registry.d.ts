import { StatefixError } from '../model/errors.js';
import type { Kind, KindFacts } from './kind.js';
import { type DirectoryListing, type RegistryProblem } from './named-files.js';
/** What the registry holds of one kind. */
export interface KindListing {
    readonly name: string;
    readonly origin: Kind['origin'];
    readonly schemas: DirectoryListing;
    readonly migrations: DirectoryListing;
}
/**
 * The kind that a listing makes, versions in order, steps between them. Every problem of its files at once; where there are any, the kind
 * is not to be used. Reads no file.
 */
export declare function kindFrom(listing: KindListing, facts: KindFacts): {
    readonly kind: Kind;
    readonly problems: readonly RegistryProblem[];
};
/** The error of a kind whose files are wrong, with every problem. */
export declare function registryError(kindName: string, problems: readonly RegistryProblem[]): StatefixError;
/** The error of a kind that nobody knows: who names it (a config; else the command line), the nearest name, and all names. */
export declare function unknownKind(name: string, known: readonly string[], namedBy: string | undefined): StatefixError;
