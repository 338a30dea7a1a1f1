import type { Editor, Fragment, Head, Slot, Target } from './editor.js';
/** The comments between an indicator and the value behind it. */
export declare function headBetween(text: string, start: number, contentStart: number): Head;
/** Everything behind an indicator: comments, anchor, tag, value, comment; without a line break at the end. */
export declare function layout(editor: Editor, target: Target, fragment: Fragment, head: Head, tail: string): string;
/** Puts a fragment in the place of what a slot of a block collection, or the document, holds. */
export declare function replaceInBlock(editor: Editor, slot: Slot, fragment: Fragment): {
    start: number;
    end: number;
    text: string;
};
