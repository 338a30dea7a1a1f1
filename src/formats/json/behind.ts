import type { Finding, Span } from '../../model/finding.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** What can be read from a place on: a complete document and where the next thing behind it starts, if any, or nothing complete. */
export type ReadAt =
  | { readonly kind: 'document'; readonly end: number; readonly next: number | undefined }
  | { readonly kind: 'broken'; readonly isTruncated: boolean };

/** The place behind a complete document at which something else stands, and what the reader says of that by itself. */
export interface PlaceBehind {
  readonly text: string;
  /** The first document. */
  readonly first: Span;
  readonly fault: SyntaxFault;
  readonly span: Span;
}

/** A writer that strays between two texts puts a mark before each of them. */
const BOM = '\uFEFF';

/**
 * What stands behind a complete document: more of them, the last one complete or cut off; the end of an older, longer text, which a write in place
 * left; or something else, as the reader says. `readAt` reads one document from an offset on; each part of the text is read once.
 */
export function faultBehind({ text, first, fault, span }: PlaceBehind, readAt: (offset: number) => ReadAt): Finding {
  const start = text.startsWith(BOM, span.start) ? span.start + BOM.length : span.start;
  const whole = text.slice(first.start, first.end);
  let isEqual = true;
  for (let at: number | undefined = start; at !== undefined; ) {
    const read = readAt(at);
    if (read.kind === 'broken') {
      if (read.isTruncated && /[{[]/.test(text[at] ?? '')) return twice('different', ', and is cut off', span);
      return isStaleTail(text, first.start) ? staleTail(fault, text) : fault;
    }
    isEqual &&= text.slice(at, read.end) === whole;
    at = read.next;
  }
  return twice(isEqual ? 'equal' : 'different', '', span);
}

function twice(copies: 'equal' | 'different', more: string, span: Span): Finding {
  const reason = `a second document begins where the first one ends${more}`;
  return { code: 'SYNTAX_INVALID', pointer: '', args: { reason, damage: 'written twice', copies }, span };
}

/** An older text of a program that writes an object or an array ends as such a one does, whatever part of its end is left. */
function isStaleTail(text: string, root: number): boolean {
  return text.trimEnd().endsWith(text[root] === '{' ? '}' : ']') && /[{[]/.test(text[root] ?? '');
}

function staleTail(fault: SyntaxFault, text: string): Finding {
  const span = { start: fault.span.start, end: text.trimEnd().length };
  return { ...fault, args: { reason: fault.args.reason, damage: 'stale tail' }, span };
}
