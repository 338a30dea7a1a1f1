import { createScanner } from 'jsonc-parser';
import type { Finding } from '../../model/finding.ts';
import type { Pointer } from '../../model/pointer.ts';
import { readNumber, spellNumber } from '../number.ts';
import type { Node } from './nodes.ts';
import { END, NUMBER } from './tokens.ts';

/** Watches for numbers whose own spelling an edit cannot keep, because more than one old number could be meant. */
export interface Spellings {
  /** The text of that value goes. */
  lost(node: Node): void;
  /** A scalar without an origin was written. */
  wrote(spelled: string, pointer: Pointer): void;
  /** One for each number that was written in the usual way while an equal one that was spelled otherwise went. */
  notes(): readonly Finding[];
}

export function createSpellings(text: string): Spellings {
  const lost: Node[] = [];
  const written: { readonly spelled: string; readonly pointer: Pointer }[] = [];
  return {
    lost: (node) => void lost.push(node),
    wrote: (spelled, pointer) => void written.push({ spelled, pointer }),
    notes() {
      if (written.length === 0 || lost.length === 0) return [];
      const unusual = new Map<string, string>();
      for (const node of lost)
        for (const [usual, own] of unusualNumbers(text.slice(node.start, node.end))) unusual.set(usual, own);
      return written.flatMap(({ spelled, pointer }) => {
        const own = unusual.get(spelled);
        if (own === undefined) return [];
        const reason = `${own} is written as ${spelled}: which old number it is cannot be told`;
        return [{ code: 'SPELLING_CHANGED', pointer, args: { reason } } as const];
      });
    },
  };
}

/** The numbers of a text that are not spelled as usual, by their usual spelling. */
function* unusualNumbers(text: string): Generator<readonly [string, string]> {
  const scanner = createScanner(text, true);
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token !== NUMBER) continue;
    const own = scanner.getTokenValue();
    const value = readNumber(own);
    const usual = value === undefined ? own : spellNumber(value);
    if (usual !== own) yield [usual, own];
  }
}
