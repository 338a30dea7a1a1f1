import { StatefixError } from '../../model/errors.ts';
import { nearest } from '../../model/nearest.ts';

/** The error for an id that is none of those known. */
export function unknownId(id: string, known: Iterable<string>): StatefixError {
  const suggestion = nearest(id, known);
  const start = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
  return new StatefixError('USAGE', `there is no backup ${JSON.stringify(id)}`, {
    hint: `${start}To see them: statefix backup list`,
  });
}
