/**
 * A unified diff with three lines of context, as `git apply` and `patch` read it; a comment line in its place where the texts are so unlike that it
 * would take too long. Empty for equal texts.
 */
export declare function unifiedDiff(path: string, before: string, after: string): string;
