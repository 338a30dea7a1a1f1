import { createScanner } from 'jsonc-parser';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import type { Value } from '../../model/value.ts';
import { MAX_DEPTH } from '../format.ts';
import {
  BLOCK_COMMENT,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  END,
  FALSE,
  isTrivia,
  LINE_BREAK,
  LINE_COMMENT,
  NULL,
  NUMBER,
  OPEN_BRACE,
  OPEN_BRACKET,
  STRING,
  TRUE,
  UNCLOSED_STRING,
  UNKNOWN,
} from '../json/tokens.ts';
import { readNumber } from '../number.ts';
import type { Leaves } from './leaves.ts';

/** A container that is open; `pointer` is `undefined` where nobody can say where it, or what comes next in it, belongs. */
interface Open {
  readonly isObject: boolean;
  pointer: Pointer | undefined;
  readonly keys: Set<string>;
  count: number;
  isEmpty: boolean;
}

/** What the place where a text is read takes for granted. */
export interface Surroundings {
  /** What the pointers start with. */
  readonly prefix: Pointer;
  /** True in YAML: `//` starts no comment there, and a text may be the start of a longer one or a key. */
  readonly isYaml: boolean;
}

/**
 * Reads what it can of a JSON-like text that may be broken anywhere, up to the end of its first value, and returns where that ends; `undefined` where it
 * does not. Behind damage it goes on only as long as it is certain where a part belongs: past one scalar or key that is spoilt, past a comma that
 * is missing before a key. Of keys that repeat, the first counts. One pass over the scanner's tokens, nothing recursive.
 */
export function readJsonRemains(text: string, { prefix, isYaml }: Surroundings, leaves: Leaves): number | undefined {
  const scanner = createScanner(text, false);
  const open: Open[] = [];
  let expected: 'key' | 'value' | 'comma' = 'value';
  let place: Pointer | undefined = prefix;
  let pending: { readonly pointer: Pointer; readonly value: Value; readonly isComplete: boolean } | undefined;

  const next = (): number => {
    for (;;) {
      const token: number = scanner.scan();
      if (!isTrivia(token)) return token;
      // The library of YAML takes a lone CR for no line break.
      if (
        isYaml &&
        token === LINE_BREAK &&
        /^\r(?!\n)/.test(text.slice(scanner.getTokenOffset(), scanner.getPosition() + 1))
      )
        return UNKNOWN;
      const isComment = token === LINE_COMMENT || token === BLOCK_COMMENT;
      if (isComment && (isYaml || scanner.getTokenError() !== 0)) return UNKNOWN;
    }
  };
  const tellPending = (): void => {
    if (pending !== undefined) leaves.add(pending.pointer, pending.value);
    pending = undefined;
  };
  /** The key that the token says, `undefined` for one that is spoilt; `false` where it may be the end of anything. */
  const readKey = (token: number): string | undefined | false => {
    if (token !== STRING && token !== UNKNOWN) return false;
    const isGood = token === STRING && scanner.getTokenError() === 0 && leaves.isSound(scanner.getTokenValue());
    return isGood ? scanner.getTokenValue() : isContained(token) ? undefined : false;
  };
  const isContained = (token: number): boolean => {
    const source = text.slice(scanner.getTokenOffset(), scanner.getPosition());
    if (source.length > 1000 || source.includes('\0') || /[\r\n]/.test(source)) return false;
    if (token !== STRING) return !/["'`]/.test(source);
    return (scanner.getTokenError() as number) !== UNCLOSED_STRING && !/[,:{}[\]]/.test(source);
  };
  const startMember = (container: Open, name: string | undefined): void => {
    const isNew = name !== undefined && !container.keys.has(name);
    place = isNew && container.pointer !== undefined ? pointerTo(container.pointer, name) : undefined;
    if (name !== undefined) container.keys.add(name);
    container.isEmpty = false;
    expected = 'value';
  };
  const startItem = (container: Open): void => {
    place = container.pointer === undefined ? undefined : pointerTo(container.pointer, container.count);
    expected = 'value';
  };
  /** False where the token closes something else. */
  const close = (token: number): boolean => {
    const container = open.at(-1);
    if (container === undefined || container.isObject !== (token === CLOSE_BRACE)) return false;
    open.pop();
    if (container.isEmpty && container.pointer !== undefined)
      leaves.add(container.pointer, container.isObject ? {} : []);
    expected = 'comma';
    return true;
  };

  for (;;) {
    if (leaves.isFull()) return undefined;
    const token = next();
    const container = open.at(-1);
    if (expected === 'comma' && container?.isObject === true && token === STRING) {
      // A comma is missing, if this is a key: what stands before it may be a part of what was there.
      pending = undefined;
      expected = 'key';
    }
    if (expected === 'comma') {
      if (token === COMMA && container !== undefined) {
        tellPending();
        container.count += 1;
        if (container.isObject) expected = 'key';
        else startItem(container);
      } else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) {
        tellPending();
        if (!close(token)) return undefined;
        if (open.length === 0) return scanner.getPosition();
      } else {
        if (token === END && pending?.isComplete === true && !isYaml) tellPending();
        return undefined;
      }
    } else if (expected === 'key' && container !== undefined && token !== CLOSE_BRACE) {
      const name = readKey(token);
      if (name === false || next() !== COLON) return undefined;
      startMember(container, name);
    } else if (token === CLOSE_BRACE || token === CLOSE_BRACKET) {
      // The end of an empty container, one behind a last comma, or a member whose value is missing.
      if (!close(token)) return undefined;
      if (open.length === 0) return scanner.getPosition();
    } else if (token === OPEN_BRACE || token === OPEN_BRACKET) {
      if (open.length === MAX_DEPTH) return undefined;
      if (container !== undefined) container.isEmpty = false;
      const opened = {
        isObject: token === OPEN_BRACE,
        pointer: place,
        keys: new Set<string>(),
        count: 0,
        isEmpty: true,
      };
      open.push(opened);
      if (opened.isObject) expected = 'key';
      else startItem(opened);
    } else if (token === COMMA && container?.isObject === true) {
      expected = 'key';
    } else {
      if (container === undefined) return undefined;
      container.isEmpty = false;
      expected = 'comma';
      const value = scalarOf(token, scanner.getTokenError(), scanner.getTokenValue());
      const isSound = value !== undefined && (typeof value !== 'string' || leaves.isSound(value));
      if (isSound) {
        pending = place === undefined ? undefined : { pointer: place, value, isComplete: token !== NUMBER };
      } else {
        if (!isScalar(token) || !isContained(token)) return undefined;
        // It may have been two items, or one: the others of an array have no certain place any more.
        if (!container.isObject) container.pointer = undefined;
      }
    }
  }
}

function isScalar(token: number): boolean {
  return (token >= NULL && token <= NUMBER) || token === UNKNOWN;
}

function scalarOf(token: number, error: number, source: string): Value | undefined {
  if (error !== 0) return undefined;
  switch (token) {
    case STRING:
      return source;
    case NUMBER:
      return readNumber(source);
    case TRUE:
      return true;
    case FALSE:
      return false;
    case NULL:
      return null;
    default:
      return undefined;
  }
}
