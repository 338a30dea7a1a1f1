import { createScanner } from 'jsonc-parser';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import type { Location } from '../format.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, END, OPEN_BRACE, OPEN_BRACKET, STRING } from './tokens.ts';

interface OpenContainer {
  readonly pointer: Pointer;
  readonly start: number;
  readonly isObject: boolean;
  /** The key that stands before the value to come, of an object. */
  key: { readonly name: string; readonly start: number; readonly end: number } | undefined;
  index: number;
}

/** Where those pointers stand in a text that the reader accepted: one more scan, which ends where the last one is found. */
export function locateJson(text: string, pointers: ReadonlySet<Pointer>): ReadonlyMap<Pointer, Location> {
  const found = new Map<Pointer, Location>();
  const scanner = createScanner(text, true);
  const open: OpenContainer[] = [];
  const complete = (pointer: Pointer, start: number): void => {
    const parent = open.at(-1);
    const key = parent?.key === undefined ? undefined : { start: parent.key.start, end: parent.key.end };
    if (pointers.has(pointer)) found.set(pointer, { key, value: { start, end: scanner.getPosition() } });
    if (parent !== undefined) parent.key = undefined;
  };
  const pointerOfNext = (): Pointer => {
    const parent = open.at(-1);
    if (parent === undefined) return '';
    return pointerTo(parent.pointer, parent.isObject ? (parent.key?.name ?? '') : parent.index);
  };
  for (let token: number = scanner.scan(); token !== END && found.size < pointers.size; token = scanner.scan()) {
    const start = scanner.getTokenOffset();
    const parent = open.at(-1);
    if (token === OPEN_BRACE || token === OPEN_BRACKET) {
      open.push({ pointer: pointerOfNext(), start, isObject: token === OPEN_BRACE, key: undefined, index: 0 });
    } else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) {
      const closed = open.pop();
      if (closed !== undefined) complete(closed.pointer, closed.start);
    } else if (token === COMMA && parent !== undefined) {
      parent.index += 1;
    } else if (token === STRING && parent?.isObject === true && parent.key === undefined) {
      parent.key = { name: scanner.getTokenValue(), start, end: scanner.getPosition() };
      scanner.scan();
    } else complete(pointerOfNext(), start);
  }
  return found;
}
