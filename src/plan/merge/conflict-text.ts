import { differences } from './differences.ts';
import { isEnded, lineBreakOf, linesOf, numberLines } from './lines.ts';

/** What stands behind the markers of each side. */
export interface SideLabels {
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Two texts as one, with git's conflict markers around the lines in which they differ: who takes ours of every hunk has the first text again, who takes
 * theirs the second. Markers stand on lines of their own, with the line breaks of ours; the last one has none where both texts end without. Where only
 * one of them does, both sides end with one. Lines that look like markers themselves are not told apart from them.
 */
export function conflictText(ours: string, theirs: string, labels: SideLabels): string {
  if (ours === theirs) return ours;
  const lineBreak = lineBreakOf(/[\r\n]/.test(ours) ? ours : theirs);
  const [own, other] = [linesOf(ours), linesOf(theirs)];
  const [ownNumbers = [], otherNumbers = []] = numberLines(own, other);
  const parts: string[] = [];
  const add = (line: string): void => {
    parts.push(isEnded(line) ? line : line + lineBreak);
  };
  let done = 0;
  for (const { before, after } of differences(ownNumbers, otherNumbers)) {
    for (const line of own.slice(done, before.start)) add(line);
    add(`<<<<<<< ${labels.ours}`);
    for (const line of own.slice(before.start, before.end)) add(line);
    add('=======');
    for (const line of other.slice(after.start, after.end)) add(line);
    add(`>>>>>>> ${labels.theirs}`);
    done = before.end;
  }
  for (const line of own.slice(done)) add(line);
  const text = parts.join('');
  return isEnded(ours) || isEnded(theirs) ? text : text.slice(0, -lineBreak.length);
}
