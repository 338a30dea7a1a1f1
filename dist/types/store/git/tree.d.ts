/** What stands under a name in a directory of a commit. */
export interface TreeEntry {
    readonly name: string;
    readonly kind: 'file' | 'directory' | 'other';
    /** The id of its object. */
    readonly id: string;
}
/**
 * The entries of a tree object, in its order. Those whose names are not UTF-8 are left out, and so is what follows a damage. `idLength` is
 * in bytes.
 */
export declare function readTree(bytes: Uint8Array, idLength: number): readonly TreeEntry[];
/** What a mode of git means, written as git writes it: a link or a submodule is neither a file nor a directory. */
export declare function kindOf(mode: string): TreeEntry['kind'];
