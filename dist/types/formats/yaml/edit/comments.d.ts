import type { Entry } from '../node.js';
import { type Home } from './homes.js';
/** Comments that lost their place, because flow text on a line has none for them; each is held once. */
export interface Adrift {
    /** Takes up the comments of an entry that moves: those above it, inside of it and behind it. */
    take(entry: Entry): void;
    /** Hands out all that were taken up since the last time, in the order of the text. */
    drain(): readonly string[];
}
export declare function createAdrift(text: string, homeOf: (entry: Entry) => Home | undefined): Adrift;
/** What belongs to an entry of a flow collection and moves with it to a block collection: comments above it, and the one behind it. */
export declare function flowComments(text: string, entry: Entry, home: Home): {
    readonly above: readonly string[];
    readonly tail: string;
};
/** The comments of the first text that the second has no more, or fewer of; each cut short. */
export declare function commentsLost(before: string, after: string): readonly string[];
/** A comment as a note names it. */
export declare function shortened(comment: string): string;
