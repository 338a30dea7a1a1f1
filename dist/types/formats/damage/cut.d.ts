import type { Position } from '../../model/finding.js';
/** Where a text breaks off: behind the last thing that it says. */
export declare function cutOf(text: string): Position;
