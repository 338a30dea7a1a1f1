import type { Side } from './merge.ts';
import { mergeSequences, type Region } from './sequences.ts';

/** The lines of a text, each with its line break; the last one may have none. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}

/** The line break that a text uses first; `\n` where it has none. */
export function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** True where the last line has a line break. */
export function isEnded(text: string): boolean {
  return /[\r\n]$/.test(text);
}

/** Gives lines numbers: equal lines have the same one, in all texts that are numbered together. */
export function numberLines(...texts: readonly (readonly string[])[]): readonly (readonly number[])[] {
  const numbers = new Map<string, number>();
  return texts.map((lines) =>
    lines.map((line) => {
      const number = numbers.get(line) ?? numbers.size;
      numbers.set(line, number);
      return number;
    }),
  );
}

/**
 * The three-way merge of three texts line by line, as git does it, with the line breaks of ours and its end. Where both changed the same lines, those of
 * the favoured side stand; where both put lines into one place and `isUnion`, both do, theirs first. What it says as a document is for the caller to find out.
 */
export function mergeLines(
  base: string,
  ours: string,
  theirs: string,
  { favour, isUnion }: { readonly favour: Side; readonly isUnion: boolean },
): string {
  const lineBreak = lineBreakOf(ours);
  const [old, own, other] = [base, ours, theirs].map((text) => linesOf(ended(text, lineBreak)));
  if (old === undefined || own === undefined || other === undefined) return ours;
  const [oldNumbers = [], ownNumbers = [], otherNumbers = []] = numberLines(old, own, other);
  const textOf = (region: Region): readonly string[] => {
    const mine = own.slice(region.ours.start, region.ours.end);
    if (region.kind === 'ours') return mine;
    const others = other.slice(region.theirs.start, region.theirs.end);
    if (region.kind === 'theirs') return others;
    if (isUnion && region.base.start === region.base.end) return [...others, ...mine];
    return favour === 'ours' ? mine : others;
  };
  const merged = mergeSequences(oldNumbers, ownNumbers, otherNumbers).flatMap(textOf).join('');
  return isEnded(ours) ? merged : merged.replace(/(?:\r\n|\n|\r)$/, '');
}

/** With those line breaks only, one of them at the end. */
function ended(text: string, lineBreak: string): string {
  return (isEnded(text) ? text : `${text}\n`).replaceAll(/\r\n|\n|\r/g, lineBreak);
}
