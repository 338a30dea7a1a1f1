import type { FindingArgs } from '../model/finding.js';
import type { Sentence } from './sentence.js';
/** What the bytes are that are no UTF-8. `repair` is the hint that names the command. */
export declare function encodingSentence(args: FindingArgs['ENCODING_INVALID'], repair: string): Sentence;
/** How many NULs the text holds, and what their longest run tells of how they came there. */
export declare function nulMessage({ count: all, longest }: FindingArgs['NUL_BYTES']): string;
/** What stops the text from being a document: the class of damage where it is known. `repair` is the command alone. */
export declare function syntaxSentence(args: FindingArgs['SYNTAX_INVALID'], repair: string): Sentence;
