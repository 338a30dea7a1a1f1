import type { Value } from '../../model/value.ts';
import { isTimeout } from './regexp-native.ts';

/** Schemas times parts of a value that are judged in far less than a second, so that nobody needs to look at the clock. */
const LIGHT = 20_000_000;
/** A schema of more parts is long to compile, whatever it judges. */
const LARGE = 20_000;
/** Milliseconds for one value, and for each further one after one took them all. */
const DEADLINE = 5000;
const DEADLINE_WITHOUT_PATIENCE = 250;

/** Runs judgements that may be long under a deadline. */
export interface Deadline {
  /** What `act` gives; `undefined` where the time was up. `act` is light for a small value: it is then just called. */
  within<Result>(value: Value, act: () => Result): { readonly result: Result } | undefined;
}

/**
 * A deadline for a schema of so many parts. What judging costs is at worst the parts of the schema times those of the value; where that is much, V8 is asked to
 * end it, as it ends a script.
 */
export function createDeadline(parts: number): Deadline {
  let timeout = DEADLINE;
  return {
    within(value, act) {
      if (parts <= LARGE && !hasMoreParts(value, LIGHT / parts)) return { result: act() };
      try {
        return { result: ended(act, timeout) };
      } catch (error) {
        if (!isTimeout(error)) throw error;
        timeout = DEADLINE_WITHOUT_PATIENCE;
        return undefined;
      }
    },
  };
}

/** How many parts a plain value has, itself included; functions, which stand for a part, as one. */
export function partsOf(value: unknown): number {
  let parts = 0;
  const ahead = [value];
  while (ahead.length > 0) {
    const at = ahead.pop();
    parts += 1;
    if (typeof at === 'object' && at !== null) for (const part of Object.values(at)) ahead.push(part);
  }
  return parts;
}

function hasMoreParts(value: Value, limit: number): boolean {
  let parts = 0;
  const ahead: Value[] = [value];
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    parts += 1;
    if (parts > limit) return true;
    if (typeof at === 'object' && at !== null) for (const part of Object.values(at)) ahead.push(part as Value);
  }
  return false;
}

/** Under this name a script finds what it is to call; it is there for no longer than that. */
const NAME = 'statefixJudgement';

function ended<Result>(act: () => Result, timeout: number): Result {
  const { Script } = process.getBuiltinModule('node:vm');
  Object.defineProperty(globalThis, NAME, { value: act, configurable: true });
  try {
    return new Script(`${NAME}()`).runInThisContext({ timeout, displayErrors: false }) as Result;
  } finally {
    Reflect.deleteProperty(globalThis, NAME);
  }
}
