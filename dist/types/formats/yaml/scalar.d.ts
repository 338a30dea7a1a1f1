import { Scalar } from 'yaml';
import type { FindingArgs, Span } from '../../model/finding.js';
import type { Node, ScalarNode, ScalarStyle } from './node.js';
import { type Plain, type Rules } from './plain.js';
export type Base = Pick<Node, 'anchor' | 'tag' | 'parentIndent'>;
/** A fault of a scalar, to which the caller adds the pointer. */
export type ScalarFault = {
    readonly code: 'NUMBER_UNREPRESENTABLE';
    readonly args: FindingArgs['NUMBER_UNREPRESENTABLE'];
    readonly span: Span;
} | {
    readonly code: 'ENCODING_INVALID';
    readonly args: FindingArgs['ENCODING_INVALID'];
    readonly span: Span;
};
/** The node of a scalar with the value that its style, tag and text give it. `slot` is where an empty one stands. */
export declare function scalarFrom(parsed: Scalar | null, slot: number, base: Base, rules: Rules, report: (fault: ScalarFault) => void): ScalarNode;
/** What a tag makes of a scalar; a tag that is not YAML's own makes it a string, as readers without that tag see it. */
export declare function meaningOf(source: string, style: ScalarStyle, tag: string | undefined, rules: Rules): Plain;
