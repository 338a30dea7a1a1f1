import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Finding, Position } from '../../model/finding.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { setMember, type Value } from '../../model/value.ts';
import { MAX_DEPTH } from '../format.ts';
import { createLineMap } from '../line-map.ts';
import { readNumber } from '../number.ts';
import { faultBehind } from './behind.ts';
import type { Dialect } from './dialect.ts';
import { firstKeys } from './first-keys.ts';
import { readPlain } from './quick.ts';
import { type Expected, isLateDigit, syntaxFault } from './syntax-fault.ts';
import {
  BLOCK_COMMENT,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  END,
  FALSE,
  LINE_BREAK,
  LINE_COMMENT,
  NULL,
  NUMBER,
  OPEN_BRACE,
  OPEN_BRACKET,
  SPACE,
  STRING,
  TRUE,
} from './tokens.ts';

/** A text as a value, or all that is wrong with it, in its order. */
export type Reading =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'faults'; readonly faults: readonly Finding[] };

/** More findings than this of one file help nobody. */
const MAX_FAULTS = 100;

/** A key that stands a second time in the object that starts at `object`; where the first one stands is looked up afterwards. */
export interface RepeatedKey {
  readonly pointer: Pointer;
  readonly key: string;
  readonly object: number;
  readonly span: { readonly start: number; readonly end: number };
}

/** Reads a text, by the quick way where that gives the same; see `readExactly` for what the result promises. */
export function readJson(text: string, dialect: Dialect): Reading {
  // A slash outside of strings is a comment: no use in asking the engine.
  const value = dialect.hasComments && text.includes('/') ? undefined : readPlain(text);
  return value === undefined ? readExactly(text, dialect) : { kind: 'value', value };
}

/**
 * Reads a text as RFC 8259, or with what the dialect takes besides, in one pass over the scanner's tokens that builds the value itself: nothing
 * recursive, no positions kept. The text has no byte order mark.
 */
export function readExactly(text: string, dialect: Dialect): Reading {
  const scanner = createScanner(text, false);
  const notes: Notes = { faults: [], repeated: [] };
  const value = readDocument(text, scanner, dialect, notes);
  const end = scanner.getPosition();
  if (value !== undefined && nextToken(scanner, dialect) !== END) {
    notes.faults.push(faultOfRest(text, scanner, dialect, end));
  }
  if (notes.repeated.length > 0) notes.faults.push(...duplicateFaults(text, notes.repeated));
  if (value !== undefined && notes.faults.length === 0) return { kind: 'value', value };
  const faults = notes.faults.toSorted((left, right) => (left.span?.start ?? 0) - (right.span?.start ?? 0));
  return { kind: 'faults', faults };
}

interface Notes {
  readonly faults: Finding[];
  readonly repeated: RepeatedKey[];
}

/** The next token that is not blank, nor a comment where the dialect has them. */
function nextToken(scanner: JSONScanner, dialect: Dialect): number {
  for (;;) {
    const token: number = scanner.scan();
    if (token < LINE_COMMENT || token > SPACE) return token;
    if (token < LINE_BREAK && (!dialect.hasComments || scanner.getTokenError() !== 0)) return token;
  }
}

/** Reads one document from where the scanner stands to its end; `undefined` where a fault makes the rest unreadable. */
function readDocument(text: string, scanner: JSONScanner, dialect: Dialect, notes: Notes): Value | undefined {
  const containers: (Value[] | Record<string, Value>)[] = [];
  const keys: string[] = [];
  const starts: number[] = [];
  let items: Value[] | undefined;
  let members: Record<string, Value> | undefined;
  let key = '';
  let expected: Expected = 'a value';

  const pointerHere = (): Pointer =>
    containers.reduce<Pointer>((pointer, container, depth) => {
      if (depth + 1 < containers.length)
        return pointerTo(pointer, Array.isArray(container) ? container.length : (keys[depth + 1] ?? ''));
      return pointerTo(pointer, Array.isArray(container) ? container.length : key);
    }, '');
  const spanHere = () => ({ start: scanner.getTokenOffset(), end: scanner.getPosition() });
  const note = (fault: Finding): void => {
    if (notes.faults.length < MAX_FAULTS) notes.faults.push(fault);
  };
  const checkEscapes = (value: string, atKey: boolean): void => {
    if (scanner.getTokenLength() === value.length + 2 || !/\p{Surrogate}/u.test(value)) return;
    const place = { pointer: pointerHere(), span: spanHere(), ...(atKey ? { atKey } : {}) };
    note({ code: 'ENCODING_INVALID', args: { reason: 'lone surrogate' }, ...place });
  };
  const fail = (): undefined => {
    const open = containers.map((container) => (Array.isArray(container) ? ('[' as const) : ('{' as const)));
    notes.faults.push(syntaxFault({ text, scanner, dialect, expected, open }));
    return undefined;
  };

  for (;;) {
    let token = nextToken(scanner, dialect);
    // A member's key and colon, or the end of its object.
    if (members !== undefined) {
      if (token === CLOSE_BRACE && (expected !== 'a key in double quotes' || dialect.hasTrailingCommas)) {
        // Closed below.
      } else {
        if (token !== STRING || scanner.getTokenError() !== 0) return fail();
        key = scanner.getTokenValue();
        checkEscapes(key, true);
        if (Object.hasOwn(members, key) && notes.repeated.length < MAX_FAULTS) {
          notes.repeated.push({
            pointer: pointerHere(),
            key,
            object: starts[starts.length - 1] ?? 0,
            span: spanHere(),
          });
        }
        expected = '`:`';
        if (nextToken(scanner, dialect) !== COLON) return fail();
        expected = 'a value';
        token = nextToken(scanner, dialect);
      }
    }
    let value: Value;
    switch (token) {
      case STRING:
        if (scanner.getTokenError() !== 0) return fail();
        value = scanner.getTokenValue();
        checkEscapes(value as string, false);
        break;
      case NUMBER: {
        if (scanner.getTokenError() !== 0) return fail();
        const spelled = scanner.getTokenValue();
        const double = Number(spelled);
        if (Number.isSafeInteger(double) || (Number.isFinite(double) && !Number.isInteger(double))) value = double;
        else {
          const read = readNumber(spelled);
          value = read ?? 0;
          if (read === undefined) {
            note({ code: 'NUMBER_UNREPRESENTABLE', pointer: pointerHere(), args: { text: spelled }, span: spanHere() });
          }
        }
        break;
      }
      case TRUE:
        value = true;
        break;
      case FALSE:
        value = false;
        break;
      case NULL:
        value = null;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (containers.length === MAX_DEPTH) {
          notes.faults.push({ code: 'DEPTH_EXCEEDED', pointer: '', args: { limit: MAX_DEPTH }, span: spanHere() });
          return undefined;
        }
        keys.push(key);
        starts.push(scanner.getTokenOffset());
        if (token === OPEN_BRACE) {
          members = {};
          items = undefined;
          containers.push(members);
          expected = 'a key in double quotes or `}`';
        } else {
          items = [];
          members = undefined;
          containers.push(items);
          expected = 'a value or `]`';
        }
        continue;
      case CLOSE_BRACE:
        if (members === undefined || expected === 'a value') return fail();
        value = members;
        break;
      case CLOSE_BRACKET:
        if (items === undefined || (expected !== 'a value or `]`' && !dialect.hasTrailingCommas)) return fail();
        value = items;
        break;
      default:
        return fail();
    }
    // A value is complete: hand it to its container; what closes makes the container itself the next complete value.
    if (token === CLOSE_BRACE || token === CLOSE_BRACKET) {
      containers.pop();
      starts.pop();
      key = keys.pop() ?? '';
    }
    for (;;) {
      const container = containers[containers.length - 1];
      if (container === undefined) return value;
      if (Array.isArray(container)) {
        items = container;
        members = undefined;
        container.push(value);
        expected = '`,` or `]`';
      } else {
        members = container;
        items = undefined;
        if (key === '__proto__') setMember(container, key, value);
        else container[key] = value;
        expected = '`,` or `}`';
      }
      const after = nextToken(scanner, dialect);
      if (after === COMMA) {
        expected = items === undefined ? 'a key in double quotes' : 'a value';
        break;
      }
      if (after !== (items === undefined ? CLOSE_BRACE : CLOSE_BRACKET)) return fail();
      value = container;
      containers.pop();
      starts.pop();
      key = keys.pop() ?? '';
    }
  }
}

/** What is wrong with a text that goes on behind its document, where the scanner stands; see `faultBehind`. */
function faultOfRest(text: string, scanner: JSONScanner, dialect: Dialect, end: number): Finding {
  const fault = syntaxFault({ text, scanner, dialect, expected: 'the end of the text', open: [] });
  const token: number = scanner.getToken();
  if (isLateDigit(text, scanner) || token === LINE_COMMENT || token === BLOCK_COMMENT) return fault;
  const span = { start: scanner.getTokenOffset(), end: scanner.getPosition() };
  const start = scannerAt(text, 0);
  nextToken(start, dialect);
  return faultBehind({ text, first: { start: start.getTokenOffset(), end }, fault, span }, (offset) => {
    const rest = scannerAt(text, offset);
    const notes: Notes = { faults: [], repeated: [] };
    if (readDocument(text, rest, dialect, notes) === undefined) {
      const last = notes.faults.at(-1);
      const isTruncated = last?.code === 'SYNTAX_INVALID' && last.args.damage === 'truncated';
      return { kind: 'broken', isTruncated };
    }
    const endOfIt = rest.getPosition();
    const next = nextToken(rest, dialect) === END ? undefined : rest.getTokenOffset();
    return { kind: 'document', end: endOfIt, next };
  });
}

function scannerAt(text: string, offset: number): JSONScanner {
  const scanner = createScanner(text, false);
  scanner.setPosition(offset);
  return scanner;
}

function duplicateFaults(text: string, repeated: readonly RepeatedKey[]): readonly Finding[] {
  const lines = createLineMap(text);
  const offsets = firstKeys(text, repeated);
  return repeated.map((each) => {
    const first: Position = lines.positionAt(offsets.get(each) ?? each.object);
    const { pointer, key, span } = each;
    return { code: 'DUPLICATE_KEY', pointer, args: { key, first }, span, atKey: true };
  });
}
