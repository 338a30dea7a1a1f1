import { UNSAFE } from '../model/visible.ts';

const PIECE = 1_000_000;

/**
 * JSON whose text neither a terminal nor a runner obeys: what an eye cannot see, and `##[`, are written as escapes. Its value is that of
 * `JSON.stringify`, but for integers beyond 2^53, which become strings of digits.
 */
export function jsonText(data: unknown, indent = 0): string {
  const text = JSON.stringify(data, exactly, indent);
  let result = '';
  for (let start = 0; start < text.length; ) {
    const end = endOfPiece(text, start);
    result += text.slice(start, end).replace(UNSAFE, (found) => (found === '\n' ? found : escaped(found)));
    start = end;
  }
  return result.replace(/##(?=\[|vso\[)/gi, '#\\u0023');
}

/** A piece ends between two characters. One pass over tens of millions of matches would end the process: V8 keeps them all. */
function endOfPiece(text: string, start: number): number {
  const end = start + PIECE;
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end + 1 : end;
}

function escaped(character: string): string {
  let text = '';
  for (let at = 0; at < character.length; at += 1) {
    text += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return text;
}

function exactly(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
