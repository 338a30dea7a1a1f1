/** A path as reports show it: relative to the working directory, with `/`. The working directory itself is `.`. */
export declare function displayPath(path: string, cwd: string): string;
/** A path as messages name a file of the registry: relative where it lies inside the working directory, else absolute; with `/`. */
export declare function shownPath(path: string, cwd: string): string;
/** True where `path` is `directory` or lies below it, by its name alone: links are not followed. Both are absolute and resolved. */
export declare function isInside(path: string, directory: string): boolean;
