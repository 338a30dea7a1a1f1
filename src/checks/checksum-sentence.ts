import type { FindingArgs } from '../model/finding.ts';
import type { Difference } from '../model/recovery.ts';

/** So many pointers of one sort are told in a sentence. */
const SHOWN = 5;

/** Why the checksum disagrees, as the end of a sentence; `''` where nothing is known. */
export function causeOfMismatch({ cause, edited }: FindingArgs['CHECKSUM_MISMATCH']): string {
  if (cause === 'formatting') return '; only line endings or formatting differ';
  if (edited === undefined) return '';
  const what = differenceInWords(edited);
  if (cause === 'damage') return `; one bit differs from ${edited.against}, as a failing medium leaves it: ${what}`;
  return edited.isProven
    ? `; since ${edited.against} it was edited: ${what}`
    : `; compared with ${edited.against}, the newest healthy copy: ${what}`;
}

/** Pointers only: no value of the state. */
function differenceInWords({ changed, added, gone, counts }: Difference): string {
  const parts = [
    listed('changed', changed, counts.changed),
    listed('added', added, counts.added),
    listed('gone', gone, counts.gone),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no value differs but the checksum itself' : parts.join('; ');
}

function listed(verb: string, pointers: readonly string[], count: number): string {
  if (count === 0) return '';
  const shown = pointers.slice(0, SHOWN).join(', ');
  return count > SHOWN ? `${verb} ${shown} and ${count - SHOWN} more` : `${verb} ${shown}`;
}
