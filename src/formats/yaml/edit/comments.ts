import { Lexer } from 'yaml';
import type { Entry } from '../node.ts';
import { type Home, limitOf } from './homes.ts';
import { ownEnd, ownStart } from './lines.ts';

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
      if (home === undefined || home.parent.isFlow) return;
      const start = ownStart(text, entry, limitOf(text, home), home.index === 0);
      for (const [offset, comment] of commentsAt(text.slice(start, ownEnd(text, home.parent, entry)))) {
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
