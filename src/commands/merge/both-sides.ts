import { encode } from '../../formats/decode.ts';
import type { RawFile } from '../../model/state-file.ts';
import { conflictText } from '../../plan/merge/conflict-text.ts';

/** What stands behind the markers: git does not tell its drivers the names of branches. */
const LABELS = { ours: 'ours', theirs: 'theirs' };

/** Both sides whole, as they are stored, between conflict markers where they differ. `undefined` where one of them is no text. */
export function bothSides(ours: RawFile, theirs: RawFile): Uint8Array | undefined {
  if (ours.text === undefined || theirs.text === undefined) return undefined;
  return encode(conflictText(ours.text, theirs.text, LABELS), ours.hasBom);
}
