import type { Finding } from '../../model/finding.js';
import type { Pointer } from '../../model/pointer.js';
/** Watches for scalars whose own spelling or comment an edit cannot keep, because more than one old scalar could be meant. */
export interface Spellings {
    /** The text between two offsets goes, or what of it is not moved elsewhere. */
    lost(start: number, end: number): void;
    /** A scalar without an origin was written. */
    wrote(spelled: string, pointer: Pointer): void;
    /**
     * One for each scalar that was written in the usual way while an equal one that was spelled otherwise went, and one for each comment that went with an
     * equal one and is not in the edited text.
     */
    notes(edited: string): readonly Finding[];
}
export declare function createSpellings(text: string): Spellings;
