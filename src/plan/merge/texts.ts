import { encode } from '../../formats/decode.ts';
import { type Rewritten, rewrite } from '../../formats/rewrite.ts';
import { StatefixError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import type { ParsedFile } from '../../model/state-file.ts';
import { type Value, valuesEqual } from '../../model/value.ts';
import { conflictText, type SideLabels } from './conflict-text.ts';
import { type Host, hostOf, type MergedFiles } from './host.ts';
import { dropsNewDigits, losesDigits } from './long-decimals.ts';
import { type MergeConflict, mergeValues, type Side } from './merge.ts';
import { isSealed, ownFields } from './own-fields.ts';

/** Two files that grew out of one, all brought to the same version, and what is needed to merge them. */
export interface TextMerge extends MergedFiles {
  /** Renews what statefix writes into a document: checksum, serial, times. Asked for each document that is not one of theirs or ours as a whole. */
  readonly seal: (value: Value, document: number) => Value;
  /** What stands behind the markers; `ours` and `theirs` where nothing is said. */
  readonly labels?: SideLabels;
}

export interface TextConflict extends MergeConflict {
  /** From 0; absent where the file holds one. */
  readonly document?: number;
}

/** What two files make together. */
export type MergedTexts =
  | {
      readonly kind: 'clean';
      readonly bytes: Uint8Array;
      readonly text: string;
      /** What the bytes were read back as. */
      readonly file: ParsedFile;
      /** What could not be kept as it was spelled. */
      readonly notes: readonly Finding[];
    }
  | {
      readonly kind: 'conflicted';
      /** With conflict markers around the lines that differ between the two sides. */
      readonly bytes: Uint8Array;
      readonly text: string;
      readonly conflicts: readonly TextConflict[];
      /** The text with all conflicts won by one side: a whole document, sealed. */
      readonly sides: { readonly [side in Side]: ParsedFile };
    };

/**
 * Merges two files document by document, by structure. The text is ours with the smallest edits, or, where git's own merge of the lines says what it
 * should, that one with them, so that comments of both sides stay. What collides is left between conflict markers, of which either side of all hunks is
 * a whole document, sealed. Files with unlike numbers of documents collide as a whole, as they are; so do files whose merge would cost a digit, or an
 * edit that the format refuses. Every text that is made is read back and compared.
 */
export function mergeTexts(merge: TextMerge): MergedTexts {
  const { base, ours, theirs } = merge;
  const whole = wholeSide(merge);
  if (whole !== undefined)
    return clean(written({ file: whole, originsOf: () => new Map(), isVerbatim: true }, whole.documents, merge));
  const counts = [ours, theirs, ...(base === undefined ? [] : [base])].map(({ documents }) => documents.length);
  const asWhole = () => {
    const reason = base === undefined ? 'both added' : 'both changed';
    return conflicted({ ours, theirs }, [{ pointer: '', reason }], merge);
  };
  if (new Set(counts).size > 1 || [ours, theirs].some((side) => hasMovedDocuments(side, base))) return asWhole();
  const won = (favour: Side) => {
    const merged = ours.documents.map((_, index) => mergedDocument(merge, index, favour));
    const values = merged.map(({ value }) => value);
    const host = hostOf(merge, merged, favour);
    const rewritten = written(host, values, merge);
    return { merged, rewritten, isLossy: isLossyFor(merge, rewritten.text, host.isVerbatim) };
  };
  const own = unlessRefused(() => won('ours'));
  if (own === undefined) return asWhole();
  const { merged, rewritten, isLossy } = own;
  const conflicts = merged.flatMap((document, index) =>
    document.conflicts.map((conflict) => (merged.length > 1 ? { ...conflict, document: index } : conflict)),
  );
  if (conflicts.length === 0) return isLossy ? asWhole() : clean(rewritten);
  const other = unlessRefused(() => won('theirs'));
  if (other === undefined || other.isLossy) return asWhole();
  return conflicted({ ours: rewritten.file, theirs: other.rewritten.file }, conflicts, merge);
}

/** True where a document of a side is what another one was: by their numbers, the edit of one would land on another. */
function hasMovedDocuments({ documents }: ParsedFile, base: ParsedFile | undefined): boolean {
  const before = base?.documents ?? [];
  if (before.length < 2) return false;
  return documents.some((value, index) => {
    const own = before[index];
    if (own === undefined || valuesEqual(value, own)) return false;
    return before.some((other, at) => at !== index && valuesEqual(value, other));
  });
}

/** Values tell long decimals apart no more than a double does: where only their digits differ, both sides would be taken for unchanged. */
function isLossyFor({ base, ours, theirs }: TextMerge, merged: string, isVerbatim: boolean): boolean {
  const [own, other, old] = [ours.raw.text ?? '', theirs.raw.text ?? '', base?.raw.text ?? ''];
  if (!isVerbatim && losesDigits(other, merged)) return true;
  return dropsNewDigits(own, old, merged) || dropsNewDigits(other, old, merged);
}

/** What was made; `undefined` where the format refuses the edit, as where a member would have to go that its mapping inherits by `<<`. */
function unlessRefused<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof StatefixError && error.code === 'MIGRATION_FAILED') return undefined;
    throw error;
  }
}

/** The file that is the merge as it stands, since the other one is as both were before. */
function wholeSide({ base, ours, theirs }: TextMerge): ParsedFile | undefined {
  if (theirs.raw.text === base?.raw.text || theirs.raw.text === ours.raw.text) return ours;
  return ours.raw.text === base?.raw.text ? theirs : undefined;
}

function mergedDocument({ base, ours, theirs, kind }: TextMerge, index: number, favour: Side) {
  return mergeValues({
    base: base?.documents[index],
    ours: ours.documents[index] as Value,
    theirs: theirs.documents[index] as Value,
    identities: kind.identities,
    ...ownFields(kind),
    favour,
  });
}

/** The text of `host` made to hold those documents, sealed where they are neither of both sides. */
function written(host: Host, documents: readonly Value[], { ours, theirs, kind, format, seal }: TextMerge): Rewritten {
  const changes = documents.map((value, index) => {
    const isWhole = [ours, theirs].some(({ documents: own }) => {
      const side = own[index];
      return side !== undefined && valuesEqual(side, value);
    });
    const after = isWhole && isSealed(value, kind) ? value : seal(value, index);
    return [index, { value: after, origins: host.originsOf(after, index) }] as const;
  });
  return rewrite(host.file, format, new Map(changes));
}

function clean({ bytes, text, file, notes }: Rewritten): MergedTexts {
  return { kind: 'clean', bytes, text, file, notes };
}

function conflicted(
  sides: { readonly [side in Side]: ParsedFile },
  conflicts: readonly TextConflict[],
  { labels, ours }: TextMerge,
): MergedTexts {
  const { ours: own, theirs: other } = sides;
  const text = conflictText(own.raw.text ?? '', other.raw.text ?? '', labels ?? { ours: 'ours', theirs: 'theirs' });
  return { kind: 'conflicted', bytes: encode(text, ours.raw.hasBom), text, conflicts, sides };
}
