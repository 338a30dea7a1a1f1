import type { Expression } from './regexp-syntax.js';
/**
 * The same language in RE2's notation, every set spelled as code points, so that nothing depends on what RE2 takes `\s`, `.` or `\u` for.
 * `undefined` where the text would become too long.
 */
export declare function toRe2(expression: Expression): string | undefined;
