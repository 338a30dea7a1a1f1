import type { JSONScanner } from 'jsonc-parser';
import type { FindingArgs, Span } from '../../model/finding.js';
import type { Dialect } from './dialect.js';
/** What may stand at a place, in words. */
export type Expected = 'a value' | 'a value or `]`' | 'a key in double quotes' | 'a key in double quotes or `}`' | '`:`' | '`,` or `}`' | '`,` or `]`' | 'the end of the text';
/** Where a syntax error was met: the scanner stands on the token, inside the containers that `open` names, outermost first. */
export interface SyntaxErrorPlace {
    readonly text: string;
    readonly scanner: JSONScanner;
    readonly dialect: Dialect;
    readonly expected: Expected;
    readonly open: readonly ('{' | '[')[];
}
/** A finding about the text as a whole. */
export interface SyntaxFault {
    readonly code: 'SYNTAX_INVALID';
    readonly pointer: '';
    readonly args: FindingArgs['SYNTAX_INVALID'];
    readonly span: Span;
}
/** The finding for a token that cannot stand where it stands: a plain reason, the class of damage where it is known, and the place. */
export declare function syntaxFault(place: SyntaxErrorPlace): SyntaxFault;
/** True where a number directly follows another: the `1` of `01`. */
export declare function isLateDigit(text: string, scanner: JSONScanner): boolean;
