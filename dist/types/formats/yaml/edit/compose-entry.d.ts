import { type Collection } from '../node.js';
import type { Insert } from './assign.js';
import { type Editor } from './editor.js';
/** A whole new entry of a block collection: its own comments, key or dash, value, comment; every line indented, no line break at the end. */
export declare function composeEntry(editor: Editor, insert: Insert, column: number, kind: Collection['kind'], parent: string): {
    readonly text: string;
    readonly isOpenEnded: boolean;
};
