import type { ReportedFinding } from '../model/report.ts';
import { cut, SHOWN_LENGTH, visible } from '../model/visible.ts';

// A sentence of ours around parts that are each cut: longer than this it says nothing more.
const SENTENCE_LENGTH = 1000;

/** Any text from outside, visible and cut. */
export function shown(text: string): string {
  // What is cut away needs not be made visible, however long it is.
  return cut(visible(text.slice(0, SHOWN_LENGTH + 1)));
}

/** A path: visible, never cut, because a cut path names nothing. */
export function shownPath(path: string): string {
  return visible(path);
}

/** A time in ISO 8601, to the second. */
export function secondOf(time: string): string {
  return time.replace(/\.[0-9]+Z$/, 'Z');
}

/** A sentence about a finding, with every part of it that comes from the file cut, and the whole made visible. */
export function shownSentence(sentence: string, parts: Readonly<Record<string, unknown>>): string {
  if (sentence.length <= SHOWN_LENGTH) return visible(sentence);
  let short = sentence;
  for (const part of longTextsIn(parts)) short = short.replaceAll(part, cut(part));
  return cut(visible(short), SENTENCE_LENGTH);
}

/** `path:line:column`, as far as the place is known. */
export function placeOf(path: string, finding: ReportedFinding): string {
  const start = finding.range?.start;
  return start === undefined ? shownPath(path) : `${shownPath(path)}:${start.line}:${start.column}`;
}

function longTextsIn(part: unknown): readonly string[] {
  if (typeof part === 'string') return part.length > SHOWN_LENGTH ? [part] : [];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(longTextsIn) : [];
}
