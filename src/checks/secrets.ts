import type { Finding } from '../model/finding.ts';
import type { Check } from './check.ts';

/** No secret stands in the file; held against a base, none that was not there. What was found is a fact: this only says so. */
export const secrets: Check = ({ secrets: found = [], file, base }) => {
  const several = file.kind === 'parsed' && file.documents.length > 1;
  return found.map(({ rule, pointer, document, span }): Finding => {
    const at = {
      pointer,
      ...(span === undefined ? {} : { span }),
      ...(several && pointer !== '' ? { document } : {}),
    };
    return base === undefined
      ? { code: 'SECRET_FOUND', args: { rule }, ...at }
      : { code: 'SECRET_ADDED', args: { base: base.shown, rule }, ...at };
  });
};
