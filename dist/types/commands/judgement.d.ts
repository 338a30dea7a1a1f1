import type { Facts } from '../checks/facts.js';
import type { Format } from '../formats/format.js';
import type { Diagnosis } from '../model/finding.js';
import type { RegisteredKind } from '../store/load-registry.js';
import type { SelectedFile } from '../store/select-files.js';
import type { UnseenNeighbour } from '../store/siblings.js';
/** One file, with all that was gathered about it and the verdict. */
export interface Judgement extends RegisteredKind {
    readonly target: SelectedFile;
    readonly format: Format;
    readonly facts: Facts;
    readonly diagnosis: Diagnosis;
    /** Something beside the file that the system refused to show. */
    readonly unseen: UnseenNeighbour | undefined;
    /** The options that tell the kind of this file: a command about it must repeat them. */
    readonly repeated: readonly string[];
}
/** The checksum file of a kind that keeps one, for plans to write. */
export declare function sidecarOf({ facts, target }: Judgement): {
    readonly path: string;
    readonly name: string;
} | undefined;
