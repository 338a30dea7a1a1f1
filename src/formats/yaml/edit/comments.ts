import { Lexer } from 'yaml';

/** What the lexer emits before the text of a scalar. */
const SCALAR = '\x1f';
/** A comment is named in a note with this many of its characters. */
const NAMED = 100;

/** The comments of a text, in its order; what only looks like one inside of a scalar is none. */
export function commentsIn(text: string): readonly string[] {
  const comments: string[] = [];
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && lexeme.startsWith('#')) comments.push(lexeme.trimEnd());
    isScalar = lexeme === SCALAR;
  }
  return comments;
}

/** The comments of the first text that the second has no more, or fewer of; each cut short. */
export function commentsLost(before: string, after: string): readonly string[] {
  const left = new Map<string, number>();
  for (const comment of commentsIn(after)) left.set(comment, (left.get(comment) ?? 0) + 1);
  return commentsIn(before)
    .filter((comment) => {
      const count = left.get(comment) ?? 0;
      left.set(comment, count - 1);
      return count <= 0;
    })
    .map((comment) => (comment.length > NAMED ? `${comment.slice(0, NAMED)}…` : comment));
}
