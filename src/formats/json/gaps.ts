import { mostCommon } from './most-common.ts';
import type { Node } from './nodes.ts';
import { commentsIn, countLineBreaks, type Extent } from './trivia.ts';

/** The text between the units of a container that no unit owns: before the first, between each two, behind the last. */
export interface Gaps {
  /**
   * The text from behind unit `left` (-1: the opening bracket) to unit `right` (their count: the closing bracket), when what stood between them
   * is gone: the container's own comments stay, and of the blanks one piece.
   */
  between(left: number, right: number): string;
}

export function gapsOf(text: string, container: Node, extents: readonly Extent[]): Gaps {
  const gapAt = (index: number): string =>
    text.slice(
      index === -1 ? container.start + 1 : (extents[index]?.tail ?? 0),
      index + 1 === extents.length ? container.end - 1 : (extents[index + 1]?.lead ?? 0),
    );
  return {
    between(left, right) {
      let merged = gapAt(left);
      for (let index = left + 1; index < right; index += 1) {
        const next = gapAt(index);
        const isLast = index + 1 === extents.length;
        if (hasComment(merged)) merged = isLast || hasComment(next) ? throughLastComment(merged) + next : merged;
        else if (isLast) merged = next;
        else if (hasComment(next)) merged = left === -1 && hasLineBreak(next) ? merged + next.trimStart() : next;
        else if (left >= 0 && countLineBreaks(next) > countLineBreaks(merged)) merged = next;
      }
      return merged;
    },
  };
}

function hasLineBreak(gap: string): boolean {
  return /[\r\n]/.test(gap);
}

export function hasComment(gap: string): boolean {
  return gap.includes('/');
}

export function throughLastComment(gap: string): string {
  return gap.slice(0, commentsIn(gap, 0, gap.length).at(-1)?.end ?? 0);
}

/** True where text right behind it would fall into a line comment. */
export function endsInLineComment(gap: string): boolean {
  if (!hasComment(gap)) return false;
  const last = commentsIn(gap, 0, gap.length).at(-1);
  return last?.isLine === true && !/[\r\n]/.test(gap.slice(last.end));
}

/** The shortest blanks that set two units of a container apart as most of its gaps do; `undefined` where it has no gap between units. */
export function usualGap(text: string, container: Node, extents: readonly Extent[]): string | undefined {
  const usual = mostCommon(
    extents.slice(0, 50).flatMap(({ tail }, index) => {
      const next = extents[index + 1];
      return next === undefined ? [] : [lastLineOf(text.slice(tail, next.lead))];
    }),
  );
  if (usual !== undefined) return usual;
  const head = lastLineOf(text.slice(container.start + 1, extents[0]?.lead ?? container.end - 1));
  return extents.length === 1 && /[\r\n]/.test(head) ? head : undefined;
}

/** A gap from its last line break on; one on a single line without its comments. */
function lastLineOf(gap: string): string {
  const found = /(?:\r\n|\n|\r)[ \t]*$/.exec(gap);
  if (found !== null) return found[0];
  return /[ \t]*$/.exec(gap)?.[0] ?? '';
}
