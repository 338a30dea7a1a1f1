/** Said where no git is found. */
export declare const NO_GIT = "git is not installed";
/** Said where git can hold nothing of a file. */
export declare const NO_REPOSITORY: readonly string[];
/** Why git ended without doing what it was asked for, as a clause; by what it wrote on standard error. */
export declare function failureClause(said: string): string;
