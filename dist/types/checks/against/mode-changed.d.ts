import type { Check } from '../check.js';
/** The mode that git keeps is what it was: a plain file, an executable one, a link. */
export declare const modeChanged: Check;
