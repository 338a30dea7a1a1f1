import { StatefixError } from '../../model/errors.ts';

/** The error for an id that is none of those known. Of ids that are all alike only one that begins in this way is meant: any other is another backup. */
export function unknownId(id: string, known: Iterable<string>): StatefixError {
  const [suggestion, second] = [...known].filter((each) => id.length >= 8 && each.startsWith(id));
  const start = suggestion === undefined || second !== undefined ? '' : `Did you mean ${suggestion}? `;
  return new StatefixError('USAGE', `there is no backup ${JSON.stringify(id)}`, {
    hint: `${start}To see them: statefix backup list`,
  });
}
