import type { ConflictHunk } from '../../model/finding.ts';
import { createLineMap, type LineMap } from '../line-map.ts';

/** One of the texts that a hunk holds. */
export type Side = 'ours' | 'theirs' | 'base';

/** What may take the place of a hunk: one of its texts, or ours with theirs behind it. */
export type Choice = Side | 'both';

/** What stands behind the markers of a hunk: mostly the name of a branch or a commit; `''` where nothing does. */
interface HunkLabels {
  readonly ours: string;
  readonly base?: string;
  readonly theirs: string;
}

/** The texts of a hunk, each with the line breaks that it has in the file; `base` only where the hunk shows the common ancestor. */
export interface HunkTexts {
  readonly ours: string;
  readonly base?: string;
  readonly theirs: string;
  readonly labels: HunkLabels;
}

/** The texts of one hunk as `findConflicts` names it. Who asks about many hunks of a text hands over its lines, which are looked for once then. */
export function hunkTexts(text: string, hunk: ConflictHunk, lines: LineMap = createLineMap(text)): HunkTexts {
  const between = (marker: number, next: number): string => text.slice(lines.startOf(marker + 1), lines.startOf(next));
  const labelOf = (marker: number): string =>
    text
      .slice(lines.startOf(marker), lines.startOf(marker + 1))
      .replace(/[\r\n]+$/, '')
      .slice(8);
  const texts = {
    ours: between(hunk.ours, hunk.base ?? hunk.separator),
    theirs: between(hunk.separator, hunk.theirs),
    labels: { ours: labelOf(hunk.ours), theirs: labelOf(hunk.theirs) },
  };
  if (hunk.base === undefined) return texts;
  const base = between(hunk.base, hunk.separator);
  return { ...texts, base, labels: { ...texts.labels, base: labelOf(hunk.base) } };
}

/**
 * The whole text with one side of every hunk, byte for byte as it stands; for `base`, `undefined` unless every hunk has one. `hunks` are all
 * that `findConflicts` gave for this text. A text without hunks is its own side.
 */
export function sideOf(text: string, hunks: readonly ConflictHunk[], side: Side): string | undefined {
  return resolved(
    text,
    hunks,
    hunks.map(() => side),
  );
}

/**
 * The whole text with each hunk replaced by what was chosen for it, in the order of the hunks; `undefined` where a hunk lacks its choice, or the
 * base that was chosen. A text that ends in a marker without a line break ends without one afterwards, too.
 */
export function resolved(text: string, hunks: readonly ConflictHunk[], choices: readonly Choice[]): string | undefined {
  const lines = createLineMap(text);
  const parts: string[] = [];
  let from = 0;
  for (const [index, hunk] of hunks.entries()) {
    const chosen = textOf(hunkTexts(text, hunk, lines), choices[index]);
    if (chosen === undefined) return undefined;
    parts.push(text.slice(from, lines.startOf(hunk.ours)), chosen);
    from = lines.startOf(hunk.theirs + 1);
  }
  if (from < text.length || from === 0 || /[\r\n]$/.test(text)) parts.push(text.slice(from));
  else parts.push((parts.pop() ?? '').replace(/(?:\r\n|\n|\r)$/, ''));
  return parts.join('');
}

function textOf(texts: HunkTexts, choice: Choice | undefined): string | undefined {
  if (choice === undefined) return undefined;
  return choice === 'both' ? texts.ours + texts.theirs : texts[choice];
}
