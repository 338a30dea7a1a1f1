import type { KindListing } from '../../registry/registry.js';
import { type RegistrySight } from './content.js';
import type { Remark } from './remark.js';
/** What was edited of that to which the released schemas of a kind refer. */
export interface SharedEdits {
    readonly remarks: readonly Pick<Remark, 'path' | 'findings' | 'file'>[];
    /** The versions whose schemas mean something else by it. */
    readonly versions: ReadonlySet<string>;
}
/**
 * Schemas refer to files that are of no version themselves: one that was edited since edits them all. Such a file is read only where it differs, and the
 * schemas of the base only where one does. References by `$id` are not followed.
 */
export declare function sharedEdits({ schemas }: KindListing, sight: RegistrySight): Promise<SharedEdits>;
