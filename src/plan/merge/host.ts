import { encode } from '../../formats/decode.ts';
import type { Format } from '../../formats/format.ts';
import { traceOrigins } from '../../formats/origins.ts';
import { parseState } from '../../formats/parse.ts';
import { rawFileOf } from '../../formats/raw-file.ts';
import type { Origins } from '../../model/origins.ts';
import type { Pointer } from '../../model/pointer.ts';
import type { ParsedFile } from '../../model/state-file.ts';
import type { Value } from '../../model/value.ts';
import type { KindFacts } from '../../registry/kind.ts';
import { graft } from './graft.ts';
import { mergeLines } from './lines.ts';
import type { MergedValue, Side } from './merge.ts';
import { areAlikeButForOwn } from './own-fields.ts';

/** Files of one version that are merged. */
export interface MergedFiles {
  readonly base: ParsedFile | undefined;
  readonly ours: ParsedFile;
  readonly theirs: ParsedFile;
  readonly kind: KindFacts;
  readonly format: Format;
}

/** The text that a merge is written into. */
export interface Host {
  readonly file: ParsedFile;
  /** Where the parts of the merged document come from in it; `value` is that document as it is to be written. */
  readonly originsOf: (value: Value, document: number) => Origins;
  /** True where what comes from theirs is written as it is written there; else as its value is usually written. */
  readonly isVerbatim: boolean;
}

/**
 * The text that has most of what is to be written as people wrote it: git's merge of the lines, where that says what it should but for the fields of
 * statefix; else ours with theirs put into it; else a merge of the lines that says something else; else ours.
 */
export function hostOf(files: MergedFiles, merged: readonly MergedValue[], favour: Side): Host {
  const { ours, theirs, kind, format } = files;
  const byLines = [true, false].flatMap((isUnion) => mergedByLines(files, favour, isUnion));
  const right = byLines.find(({ documents }) =>
    documents.every((value, index) => areAlikeButForOwn(value, merged[index]?.value ?? null, kind)),
  );
  if (right !== undefined) return hostOfAnother(right, true);
  const both = graft(ours, theirs, format);
  if (both !== undefined)
    return { file: both.file, originsOf: () => graftedOrigins(merged[0], both.at), isVerbatim: true };
  const usable = byLines.at(-1);
  return usable === undefined
    ? { file: ours, originsOf: (_, index) => merged[index]?.origins ?? new Map(), isVerbatim: false }
    : hostOfAnother(usable, false);
}

function mergedByLines(
  { base, ours, theirs, format }: MergedFiles,
  favour: Side,
  isUnion: boolean,
): readonly ParsedFile[] {
  const [old, own, other] = [base?.raw.text, ours.raw.text, theirs.raw.text];
  if (old === undefined || own === undefined || other === undefined) return [];
  const text = mergeLines(old, own, other, { favour, isUnion });
  const file = parseState(rawFileOf(encode(text, ours.raw.hasBom), ours.raw.origin), format);
  return file.kind === 'parsed' && file.documents.length === ours.documents.length ? [file] : [];
}

function hostOfAnother(file: ParsedFile, isVerbatim: boolean): Host {
  return { file, isVerbatim, originsOf: (value, index) => traceOrigins(file.documents[index] as Value, value) };
}

function graftedOrigins(merged: MergedValue | undefined, at: Pointer): Origins {
  const origins = new Map(merged?.origins);
  for (const [pointer, theirs] of merged?.taken ?? []) origins.set(pointer, at + theirs);
  return origins;
}
