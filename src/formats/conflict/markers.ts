import type { ConflictHunk } from '../../model/finding.ts';

/** Where a line ends: LF, CRLF or CR, as `createLineMap` counts them. */
const LINE_END = /\r\n|\n|\r/;

/** Whole hunks of git conflict markers, in the order of the text. A marker alone, or not at the start of its line, is no conflict. */
export function findConflicts(text: string): readonly ConflictHunk[] {
  // A search for the rarest of the strings first: a healthy file costs one pass of native code.
  if (!text.includes('<<<<<<<') || !text.includes('>>>>>>>')) return [];
  const hunks: ConflictHunk[] = [];
  let open: { ours: number; base?: number; separator?: number } | undefined;
  let line = 0;
  for (const content of text.split(LINE_END)) {
    line += 1;
    const marker = markerOf(content);
    if (marker === '<') open = { ours: line };
    else if (open === undefined || marker === undefined) continue;
    else if (marker === '|' && open.separator === undefined) open.base = line;
    else if (marker === '=' && open.separator === undefined) open.separator = line;
    else if (marker === '>' && open.separator !== undefined) {
      hunks.push({ ...open, separator: open.separator, theirs: line });
      open = undefined;
    }
  }
  return hunks;
}

function markerOf(line: string): string | undefined {
  return /^(?:([<>|])\1{6}(?: .*)?|(=)={6})$/
    .exec(line)
    ?.slice(1)
    .find((mark) => mark !== undefined);
}

/**
 * The line of a marker that has no whole hunk around it, where one stands in that line or beside it. A look-alike may be legal where it stands: to be asked
 * only about a place where the text stops being a document.
 */
export function findLoneMarker(text: string, near: number): number | undefined {
  const lines = text.split(LINE_END);
  return [near, near - 1, near + 1].find((line) => (markerOf(lines[line - 1] ?? '') ?? '|') !== '|');
}
