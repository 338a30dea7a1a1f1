import type { Node } from './nodes.js';
import { type Extent } from './trivia.js';
/** The text between the units of a container that no unit owns: before the first, between each two, behind the last. */
export interface Gaps {
    /**
     * The text from behind unit `left` (-1: the opening bracket) to unit `right` (their count: the closing bracket), when what stood between them
     * is gone: the container's own comments stay, and of the blanks one piece.
     */
    between(left: number, right: number): string;
}
export declare function gapsOf(text: string, container: Node, extents: readonly Extent[]): Gaps;
export declare function hasComment(gap: string): boolean;
export declare function throughLastComment(gap: string): string;
/** True where text right behind it would fall into a line comment. */
export declare function endsInLineComment(gap: string): boolean;
/** The shortest blanks that set two units of a container apart as most of its gaps do; `undefined` where it has no gap between units. */
export declare function usualGap(text: string, container: Node, extents: readonly Extent[]): string | undefined;
