/** Where the second of two writes begins in a text that holds both, and whether they say the same, byte for byte but for blanks around them. */
export interface Copies {
  readonly second: number;
  readonly copies: 'equal' | 'different';
}

/** The same text once more right behind itself, with or without a line break between; `undefined` for any other. In linear time. */
export function equalHalves(text: string): Copies | undefined {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const half = text.slice(start, start + Math.floor((end - start) / 2)).trimEnd();
  if (half === '' || text.slice(end - half.length, end) !== half) return undefined;
  const isAdjacent = text.slice(start + half.length, end - half.length).trim() === '';
  return isAdjacent ? { second: end - half.length, copies: 'equal' } : undefined;
}

/** The two parts of a text, cut at the place where the second one begins. */
export function copiesAt(text: string, first: number, second: number): Copies {
  const isEqual = text.slice(first, second).trim() === text.slice(second).trim();
  return { second, copies: isEqual ? 'equal' : 'different' };
}
