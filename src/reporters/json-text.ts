import { UNSAFE } from '../model/visible.ts';

/**
 * JSON whose text neither a terminal nor a runner obeys: what an eye cannot see, and `##[`, are written as escapes. Its value is that of
 * `JSON.stringify`, but for integers beyond 2^53, which become strings of digits.
 */
export function jsonText(data: unknown, indent = 0): string {
  return JSON.stringify(data, exactly, indent)
    .replace(UNSAFE, (character) => (character === '\n' ? character : escaped(character)))
    .replace(/##(?=\[|vso\[)/gi, '#\\u0023');
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
