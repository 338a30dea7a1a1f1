import type { RunContext } from './run.js';
/** The `.gitattributes` beside the config, with lines added that give its files to the merge driver. */
export interface AttributeLines {
    /** Absolute. */
    readonly path: string;
    /** As it is shown. */
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly mode: number;
    /** Empty where it lacks none: then there is nothing to write. */
    readonly added: readonly string[];
    readonly isNew: boolean;
    /** Globs that git has no words for. */
    readonly unsaid: readonly string[];
}
/**
 * What is in the file stays, byte for byte, and lines that are there already are not added again. `undefined` where it cannot be read, or is no text that git
 * would read. Writes nothing.
 */
export declare function attributeLines(globs: readonly string[], directory: string, { fs, cwd }: Pick<RunContext, 'fs' | 'cwd'>): AttributeLines | undefined;
