import { Lexer } from 'yaml';
import type { Span } from '../../../model/finding.ts';
import type { Entry } from '../node.ts';
import { type Home, limitOf } from './homes.ts';
import { lineEnd, lineStart, nextLine, ownEnd, ownStart, startsLine } from './lines.ts';

/** What the lexer emits before the text of a scalar. */
const SCALAR = '\x1f';
/** What it emits without a text of its own. */
const MARKS: ReadonlySet<string> = new Set(['\x02', '\x18', SCALAR]);
/** A comment is named in a note with this many of its characters. */
const NAMED = 100;

/** The comments of a text by their offsets; what only looks like one inside of a scalar is none. */
function commentsAt(text: string): ReadonlyMap<number, string> {
  const comments = new Map<number, string>();
  let isScalar = false;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && lexeme.startsWith('#')) comments.set(offset, lexeme.trimEnd());
    isScalar = lexeme === SCALAR;
    if (!MARKS.has(lexeme)) offset += lexeme.length;
  }
  return comments;
}

/** Comments that lost their place, because flow text on a line has none for them; each is held once. */
export interface Adrift {
  /** Takes up the comments of an entry that moves: those above it, inside of it and behind it. */
  take(entry: Entry): void;
  /** Hands out all that were taken up since the last time, in the order of the text. */
  drain(): readonly string[];
}

export function createAdrift(text: string, homeOf: (entry: Entry) => Home | undefined): Adrift {
  const known = new Set<number>();
  let waiting: (readonly [number, string])[] = [];
  return {
    take(entry) {
      const home = homeOf(entry);
      if (home === undefined) return;
      const { start, end } = home.parent.isFlow ? flowLines(text, entry, home) : blockLines(text, entry, home);
      for (const [offset, comment] of commentsAt(text.slice(start, end))) {
        if (known.has(start + offset)) continue;
        known.add(start + offset);
        waiting.push([start + offset, comment]);
      }
    },
    drain() {
      const comments = waiting.toSorted(([left], [right]) => left - right).map(([, comment]) => comment);
      waiting = [];
      return comments;
    },
  };
}

function blockLines(text: string, entry: Entry, home: Home): Span {
  return { start: ownStart(text, entry, limitOf(text, home), home.index === 0), end: ownEnd(text, home.parent, entry) };
}

/** An entry of a flow collection with the comment lines directly above it and the comment behind its comma, where it has its lines to itself. */
function flowLines(text: string, entry: Entry, { parent, index }: Home): Span {
  const line = lineEnd(text, entry.end);
  const isAlone = startsLine(text, entry.start) && /^[ \t]*,?[ \t]*(?:#.*)?$/.test(text.slice(entry.end, line));
  if (!isAlone || line >= parent.end) return { start: entry.start, end: entry.end };
  const before = parent.entries[index - 1];
  const limit = nextLine(text, before === undefined ? parent.start : before.end);
  return { start: ownStart(text, entry, limit, before === undefined), end: line };
}

/** What belongs to an entry of a flow collection and moves with it to a block collection: comments above it, and the one behind it. */
export function flowComments(
  text: string,
  entry: Entry,
  home: Home,
): { readonly above: readonly string[]; readonly tail: string } {
  const { start, end } = flowLines(text, entry, home);
  const above = [...commentsAt(text.slice(start, Math.max(start, lineStart(text, entry.start)))).values()];
  const tail = /#.*$/.exec(text.slice(entry.end, Math.max(end, entry.end)))?.[0];
  return { above: start < entry.start ? above : [], tail: tail === undefined ? '' : ` ${tail}` };
}

/** The comments of the first text that the second has no more, or fewer of; each cut short. */
export function commentsLost(before: string, after: string): readonly string[] {
  const left = new Map<string, number>();
  for (const comment of commentsAt(after).values()) left.set(comment, (left.get(comment) ?? 0) + 1);
  return [...commentsAt(before).values()]
    .filter((comment) => {
      const count = left.get(comment) ?? 0;
      left.set(comment, count - 1);
      return count <= 0;
    })
    .map(shortened);
}

/** A comment as a note names it. */
export function shortened(comment: string): string {
  return comment.length > NAMED ? `${comment.slice(0, NAMED)}…` : comment;
}
