/** The files of one directory of the registry, by name; none where the directory is not there. */
export interface DirectoryListing {
    /** Absolute. */
    readonly directory: string;
    /** As messages name it, with `/`. */
    readonly shown: string;
    /** Names of its files, without its directories. */
    readonly files: readonly string[];
    /** Where the directory is not there: one whose name is near, as messages name it. */
    readonly near?: string;
}
/** One thing that is wrong with a kind's files: a sentence that names them, and what to do. */
export interface RegistryProblem {
    readonly message: string;
    readonly hint: string;
}
/** A file whose name says a version. */
export interface NamedFile {
    readonly version: string;
    readonly file: string;
    readonly shown: string;
}
/** The files of a directory that are named as they must be, and what is wrong with those that are almost. */
export interface NamedFiles {
    readonly files: readonly NamedFile[];
    readonly problems: readonly RegistryProblem[];
    /** The versions that misnamed files mean: nobody needs to be told that they are missing, too. */
    readonly meant: ReadonlySet<string>;
}
/** True for the name of a schema of some version: what makes a directory a kind. */
export declare function isSchemaName(file: string): boolean;
/** The name of a step: its file name without the extension. */
export declare function stepNameOf(file: string): string;
export declare function shownIn({ shown }: DirectoryListing, file: string): string;
/** The schemas of a directory by version. Other files are none of our business. */
export declare function namedSchemas(schemas: DirectoryListing): NamedFiles;
/** The steps of a directory by version. Modules that steps share, tests and declarations are none of our business. */
export declare function namedMigrations(migrations: DirectoryListing): NamedFiles;
/** The names of those files of a directory that could be the step to a version, named as it would have to be; the likeliest alone. */
export declare function stepInDisguise({ files }: DirectoryListing, version: string): {
    readonly file: string;
    readonly name: string;
} | undefined;
/** The file of a directory that could be the schema of a version, were it named as one. */
export declare function schemaInDisguise({ files }: DirectoryListing, version: string): string | undefined;
