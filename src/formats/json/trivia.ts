import { createScanner } from 'jsonc-parser';
import { createLineMap } from '../line-map.ts';
import type { Node, Unit } from './nodes.ts';
import { BLOCK_COMMENT, END, LINE_COMMENT } from './tokens.ts';

/** A comment in the text between two values. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly isLine: boolean;
}

/** What of the text around a unit is its own: from `lead` to its start, and from behind its comma to `tail`. */
export interface Extent {
  /** Where the comments directly above it, or before it on its line, start; else its own start. */
  readonly lead: number;
  /** Where the comments behind it on its line end; else the end of its comma, or of itself. */
  readonly tail: number;
}

/** The comments between two offsets that lie between tokens, in order. */
export function commentsIn(text: string, start: number, end: number): readonly Comment[] {
  if (!text.slice(start, end).includes('/')) return [];
  const comments: Comment[] = [];
  const scanner = createScanner(text, false);
  scanner.setPosition(start);
  for (let token: number = scanner.scan(); token !== END && scanner.getTokenOffset() < end; token = scanner.scan()) {
    if (token !== LINE_COMMENT && token !== BLOCK_COMMENT) continue;
    comments.push({ start: scanner.getTokenOffset(), end: scanner.getPosition(), isLine: token === LINE_COMMENT });
  }
  return comments;
}

/**
 * The extents of the units of a container. Comments on the line of a unit, behind it, are its own; those between it and the next one on the same line
 * are the next one's; so are those on lines of their own directly above a unit. What a blank line sets apart, stands on the line of the opening bracket or
 * behind the last unit on lines of its own is the container's.
 */
export function extentsOf(text: string, container: Node): readonly Extent[] {
  const units = container.units ?? [];
  const leads: number[] = [];
  const tails: number[] = [];
  let from = container.start + 1;
  for (const [index, unit] of [...units, undefined].entries()) {
    const end = unit?.start ?? container.end - 1;
    const comments = commentsIn(text, from, end);
    const own = countBehind(text, comments, from, end, unit === undefined);
    if (index > 0) tails.push(comments[own - 1]?.end ?? from);
    if (unit === undefined) break;
    leads.push(leadOf(text, comments.slice(own), end));
    from = endOfUnit(unit);
  }
  return leads.map((lead, index) => ({ lead, tail: tails[index] ?? lead }));
}

/** Behind the comma of a unit, or behind the unit where it has none. */
export function endOfUnit(unit: Unit): number {
  return unit.comma === undefined ? unit.value.end : unit.comma + 1;
}

/** How many comments, from the first, stand on the line that `from` is on and are not followed by the next unit on it. */
function countBehind(text: string, comments: readonly Comment[], from: number, end: number, isLast: boolean): number {
  let at = from;
  let count = 0;
  for (const comment of comments) {
    if (hasLineBreak(text, at, comment.start)) break;
    count += 1;
    at = comment.end;
  }
  const next = comments[count]?.start ?? end;
  return count > 0 && (isLast || comments[count] !== undefined || hasLineBreak(text, at, next)) ? count : 0;
}

/** Where the comments start that lie directly above `start`, or before it on its line, with no blank line between. */
function leadOf(text: string, comments: readonly Comment[], start: number): number {
  let lead = start;
  for (const comment of comments.toReversed()) {
    if (countLineBreaks(text.slice(comment.end, lead)) > 1) break;
    lead = comment.start;
  }
  return lead;
}

function hasLineBreak(text: string, start: number, end: number): boolean {
  return /[\r\n]/.test(text.slice(start, end));
}

export function countLineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Gives the blanks at the start of the line that an offset is on. Looks lines up: a compact document may be one of megabytes. */
export function createIndentations(text: string): (offset: number) => string {
  const lines = createLineMap(text);
  return (offset) => {
    const start = lines.startOf(lines.positionAt(offset).line);
    let end = start;
    while (end < offset && (text[end] === ' ' || text[end] === '\t')) end += 1;
    return text.slice(start, end);
  };
}

/** A text whose lines behind the first stood under one indentation, under another one. */
export function reindent(text: string, from: string, to: string): string {
  if (from === to || !/[\r\n]/.test(text)) return text;
  return text.replace(/(\r\n|\n|\r)([ \t]*)(?![ \t\r\n])/g, (whole: string, lineBreak: string, blanks: string) =>
    blanks.startsWith(from) ? lineBreak + to + blanks.slice(from.length) : whole,
  );
}
