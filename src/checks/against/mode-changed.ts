import type { Check } from '../check.ts';

/** The mode that git keeps is what it was: a plain file, an executable one, a link. */
export const modeChanged: Check = ({ base }) =>
  base?.modes === undefined ? [] : [{ code: 'MODE_CHANGED', pointer: '', args: { base: base.shown, ...base.modes } }];
