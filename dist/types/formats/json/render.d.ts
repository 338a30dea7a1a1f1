import { type Value } from '../../model/value.js';
/** How a new text is laid out. Without an `indent` it stands on one line. */
export interface Layout {
    readonly indent: string;
    readonly lineBreak: string;
}
/** The usual JSON text of a value, expanded, each part on a line of its own; without a final line break. For values within the depth limit. */
export declare function renderJson(value: Value, layout: Layout, base?: string): string;
/** The usual spelling of a scalar in JSON: that of `JSON.stringify`, and exact digits for integers beyond 2^53. */
export declare function spellScalar(value: null | boolean | number | bigint | string): string;
