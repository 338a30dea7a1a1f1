import type { Entry, Node } from '../node.js';
import type { Editor } from './editor.js';
/** The text of a key with its `:`: as it was spelled where the entry came from under the same name, else in the quotes of its old key. */
export declare function keyText(editor: Editor, name: string, source: Entry | undefined, isFlow: boolean): string;
/** A new name in the quotes of the old one, where it had some. */
export declare function renamed({ tree, style }: Editor, name: string, old: Node | undefined, isFlow: boolean): string;
