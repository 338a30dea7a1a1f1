import { createScanner } from 'jsonc-parser';
import type { Finding } from '../../model/finding.ts';
import type { Pointer } from '../../model/pointer.ts';
import { readNumber, spellNumber } from '../number.ts';
import { BLOCK_COMMENT, COLON, END, LINE_BREAK, LINE_COMMENT, NULL, NUMBER, STRING } from './tokens.ts';
import { commentsIn } from './trivia.ts';

/** Watches for scalars whose own spelling or comment an edit cannot keep, because more than one old scalar could be meant. */
export interface Spellings {
  /** The text between two offsets goes, or what of it is not moved elsewhere. */
  lost(start: number, end: number): void;
  /** A scalar without an origin was written. */
  wrote(spelled: string, pointer: Pointer): void;
  /**
   * One for each scalar that was written in the usual way while an equal one that was spelled otherwise went, and one for each comment that went with an
   * equal one and is not in the edited text.
   */
  notes(edited: string): readonly Finding[];
}

export function createSpellings(text: string): Spellings {
  const lost: (readonly [start: number, end: number])[] = [];
  const written = new Map<string, Pointer[]>();
  return {
    lost: (start, end) => void lost.push([start, end]),
    wrote(spelled, pointer) {
      const pointers = written.get(spelled);
      if (pointers === undefined) written.set(spelled, [pointer]);
      else pointers.push(pointer);
    },
    notes(edited) {
      if (written.size === 0 || lost.length === 0) return [];
      const unusual = new Map<string, Scalar>();
      const commented: { readonly comment: string; readonly pointer: Pointer }[] = [];
      for (const [start, end] of lost) {
        for (const scalar of scalarsOf(text.slice(start, end))) {
          const [pointer] = written.get(scalar.usual) ?? [];
          if (pointer === undefined) continue;
          if (scalar.own !== scalar.usual) unusual.set(scalar.usual, scalar);
          for (const comment of scalar.comments) commented.push({ comment, pointer });
        }
      }
      const respelled = [...unusual.values()].flatMap(({ own, usual, kind }) => {
        const reason = `${own} is written as ${usual}: which old ${kind} it is cannot be told`;
        return (written.get(usual) ?? []).map((pointer) => note(pointer, reason));
      });
      const gone = commented.length === 0 ? [] : missingFrom(edited, text, commented);
      return [
        ...respelled,
        ...gone.map(({ comment, pointer }) =>
          note(pointer, `the comment ${comment} goes: whether it belongs here cannot be told`),
        ),
      ];
    },
  };
}

function note(pointer: Pointer, reason: string): Finding {
  return { code: 'SPELLING_CHANGED', pointer, args: { reason } };
}

/** Those whose comment stands less often in the edited text than in the old one. */
function missingFrom<Commented extends { readonly comment: string }>(
  edited: string,
  text: string,
  commented: readonly Commented[],
): readonly Commented[] {
  const missing = new Map<string, number>();
  const count = (of: string, by: 1 | -1): void => {
    for (const { start, end } of commentsIn(of, 0, of.length)) {
      const comment = of.slice(start, end);
      missing.set(comment, (missing.get(comment) ?? 0) + by);
    }
  };
  count(text, 1);
  count(edited, -1);
  return commented.filter(({ comment }) => {
    const left = missing.get(comment) ?? 0;
    missing.set(comment, left - 1);
    return left > 0;
  });
}

/** A scalar as it is spelled and as it is usually, with the comments before it and behind it on its line. */
interface Scalar {
  readonly kind: 'number' | 'text' | 'value';
  readonly own: string;
  readonly usual: string;
  readonly comments: string[];
}

/** The scalars of a piece of a text; keys are none. */
function scalarsOf(piece: string): readonly Scalar[] {
  const scalars: Scalar[] = [];
  const scanner = createScanner(piece, false);
  let before: string[] = [];
  let onLine: Scalar | undefined;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    const own = piece.slice(scanner.getTokenOffset(), scanner.getPosition());
    if (token === LINE_BREAK) onLine = undefined;
    else if (token === LINE_COMMENT || token === BLOCK_COMMENT) (onLine?.comments ?? before).push(own);
    else if (token === COLON) {
      // It was a key: what stands before it is said of its value.
      before = [...(scalars.pop()?.comments ?? []), ...before];
      onLine = undefined;
    } else if (token >= NULL && token <= NUMBER) {
      onLine = { ...spellingOf(token, own, scanner.getTokenValue()), own, comments: before };
      before = [];
      scalars.push(onLine);
    }
  }
  return scalars;
}

function spellingOf(token: number, own: string, value: string): Pick<Scalar, 'kind' | 'usual'> {
  if (token === STRING) return { kind: 'text', usual: JSON.stringify(value) };
  if (token !== NUMBER) return { kind: 'value', usual: own };
  const number = readNumber(own);
  return { kind: 'number', usual: number === undefined ? own : spellNumber(number) };
}
