import { type Value } from '../../model/value.js';
import type { Rules } from './plain.js';
import { type ScalarValue, type Spelling } from './spell.js';
import type { Style } from './style.js';
/** A new file for a value: block style, indented by two, strings quoted where they need it, long lines never folded. */
export declare function render(value: Value): string;
export interface RenderAt {
    /** The column of the block collection around the value. */
    readonly parentIndent: number;
    /** The column at which the value is a block collection. */
    readonly column: number;
    readonly style: Style;
    readonly rules: Rules;
}
/** The column of a block collection that is the value of a member of the map at `column`. */
export declare function columnBelow(value: Value, column: number, style: Style): number;
/** A key with its `:`, or with `?` where it is too long to stand without. */
export declare function keyIntro(key: string, rules: Rules, style: Style): string;
export declare function spellKey(key: string, spelling: Spelling): string;
/** A scalar in block context; a string of several lines becomes a literal block where that can say it. */
export declare function spellInBlock(value: ScalarValue, wanted: Spelling['style'], { parentIndent, style, rules }: Omit<RenderAt, 'column'>): string;
