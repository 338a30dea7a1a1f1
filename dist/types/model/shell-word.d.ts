/** A text as one word of a shell command. */
export declare function shellWord(text: string): string;
/** A path as one word of a shell command that no program takes for an option. */
export declare function pathWord(path: string): string;
