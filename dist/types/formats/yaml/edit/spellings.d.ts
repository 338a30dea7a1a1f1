import type { Part } from '../../alignment.js';
import { type Tree } from '../node.js';
import type { Editor } from './editor.js';
/**
 * Notes each scalar that is written in the usual way while an equal one that was spelled otherwise goes: it may be that one, moved, but more than one
 * could be meant. Quotes are not looked at, only what stands without.
 */
export declare function noteRespelled(text: string, tree: Tree, part: Part, note: Editor['note']): void;
