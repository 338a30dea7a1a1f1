import { StatefixError } from '../model/errors.js';
import type { RegistryPart } from '../model/finding.js';
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
/** Several schemas, or several migrations, for one version of a kind. */
export interface RegistryDuplicate {
    readonly what: RegistryPart;
    readonly version: string;
    /** As messages name them, sorted. */
    readonly files: readonly string[];
}
/** The versions of a kind that more than one file is for. */
export declare function duplicatesIn({ schemas, migrations }: KindListing): readonly RegistryDuplicate[];
