import { createScanner } from 'jsonc-parser';
import type { RepeatedKey } from './reader.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, END, OPEN_BRACE, OPEN_BRACKET, STRING } from './tokens.ts';

/** Where each repeated key stands for the first time in its object: a second scan, for findings only. */
export function firstKeys(text: string, repeated: readonly RepeatedKey[]): ReadonlyMap<RepeatedKey, number> {
  const wanted = new Map<string, RepeatedKey[]>();
  for (const each of repeated) {
    const sign = `${each.object} ${each.key}`;
    wanted.set(sign, [...(wanted.get(sign) ?? []), each]);
  }
  const found = new Map<RepeatedKey, number>();
  const starts: number[] = [];
  const scanner = createScanner(text, true);
  let last: { readonly value: string; readonly start: number } | undefined;
  for (let token: number = scanner.scan(); token !== END && wanted.size > 0; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) starts.push(scanner.getTokenOffset());
    else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) starts.pop();
    else if (token === COLON && last !== undefined) {
      const sign = `${starts.at(-1)} ${last.value}`;
      for (const each of wanted.get(sign) ?? []) found.set(each, last.start);
      wanted.delete(sign);
    }
    last = token === STRING ? { value: scanner.getTokenValue(), start: scanner.getTokenOffset() } : undefined;
  }
  return found;
}
