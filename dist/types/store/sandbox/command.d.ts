/** The short list of variables that a child gets: no token is among them, and nothing that tells Node to load anything. */
export declare function environmentOf(environment: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>>;
/** What the program of a child may be given beyond the least. */
export interface ChildRights {
    /** Files and directories that it may read, besides its own program. */
    readonly readable: readonly string[];
    /** It makes no program of texts, where it does not run one that needs to. */
    readonly makesCode: boolean;
}
/**
 * The arguments with which Node runs a program that may read itself and nothing else, write nothing, start no process, no thread and no addon, and that ends itself
 * beyond so much memory. Node's permission model does not keep it from opening a socket up to Node 24.
 */
export declare function argumentsFor(program: string, memoryMiB: number, { readable, makesCode }: ChildRights): readonly string[];
