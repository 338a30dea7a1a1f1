import { type RegistrySight } from './content.js';
import type { Remark } from './remark.js';
/** A kind of the registry, held against its base. */
export interface ComparedKind {
    readonly name: string;
    readonly remarks: readonly Remark[];
    /** By version: where the schema stands at the base that was edited since; absolute. */
    readonly edited: ReadonlyMap<string, string>;
}
/** Compares schemas and migrations of a user's kind by their versions, whatever their files are called. Only what differs is read. */
export declare function compareKind(name: string, sight: RegistrySight): Promise<ComparedKind>;
