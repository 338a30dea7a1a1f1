import type { Position } from '../model/finding.ts';

/** Turns offsets into a text into lines and columns. */
export interface LineMap {
  /** Offsets beyond the text count as its end. */
  positionAt(offset: number): Position;
  /** The offset of the first character of a line, counted from 1; that of the text's end beyond the last line. */
  startOf(line: number): number;
}

/** A line ends with LF, CRLF or CR, mixed as the text has them. The text is read when the first position is asked for, not before. */
export function createLineMap(text: string): LineMap {
  let starts: readonly number[] | undefined;
  const lineStarts = (): readonly number[] => {
    starts ??= findLineStarts(text);
    return starts;
  };
  return {
    positionAt(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      const known = lineStarts();
      let low = 0;
      let high = known.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((known[middle] ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: at - (known[low] ?? 0) + 1 };
    },
    startOf(line) {
      return lineStarts()[line - 1] ?? text.length;
    },
  };
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}
