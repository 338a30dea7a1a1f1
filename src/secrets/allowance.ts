import { type Pointer, tokensOf } from '../model/pointer.ts';

/** Tells of a place whether it is allowed: named by one of the patterns, in which the token `*` stands for any, or below one. */
export function allowanceOf(patterns: readonly Pointer[]): (pointer: Pointer) => boolean {
  const wanted = patterns.map(tokensOf);
  if (wanted.length === 0) return () => false;
  return (pointer) => {
    const tokens = tokensOf(pointer);
    return wanted.some(
      (pattern) =>
        pattern.length <= tokens.length && pattern.every((token, index) => token === '*' || token === tokens[index]),
    );
  };
}
