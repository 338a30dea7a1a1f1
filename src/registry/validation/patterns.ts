import { isDeterministic } from './regexp-deterministic.ts';
import { createNativeEngine, isStackOverflow, PatternUndecided } from './regexp-native.ts';
import { toRe2 } from './regexp-re2.ts';
import { parseRegExp } from './regexp-syntax.ts';

/** Judges a text by one pattern. Throws `PatternUndecided` where that cannot be done in time. */
export type PatternTest = (text: string) => boolean;

/** Where program size times text length is above this, an automaton too may take seconds; the deadline then decides. */
const MAX_WORK = 200_000_000;

/** On a text of this length even cubic time is no time. */
const SHORT_TEXT = 1000;

export interface Patterns {
  /** The test for a pattern as ECMAScript means it in Unicode mode; `undefined` for what is no regular expression. Made once. */
  compile(pattern: string): Promise<PatternTest | undefined>;
  /** A test by a regular expression of our own, of which not all are known to take linear time: long texts are judged under the deadline. */
  guard(name: string, regexp: RegExp): PatternTest;
}

/**
 * Makes tests for patterns that come from schemas and cannot hang a run. In this order: natively, where the pattern is proven to take linear time;
 * by RE2, an automaton, where the pattern is regular; natively under a deadline, for all else (look-around, back-references). A pattern that
 * only the older grammar without Unicode mode accepts is judged by that.
 */
export function createPatterns(): Patterns {
  const native = createNativeEngine();
  const made = new Map<string, Promise<PatternTest | undefined>>();
  const make = async (pattern: string): Promise<PatternTest | undefined> => {
    const expression = parseRegExp(pattern);
    const flags = ['u', ''].find((each) => compiles(pattern, each));
    if (flags === undefined) return undefined;
    const guarded: PatternTest = (text) => native.judge(pattern, flags, text);
    if (expression === undefined) return guarded;
    if (flags === 'u' && isDeterministic(expression)) return directly(pattern);
    const source = toRe2(expression);
    return (source === undefined ? undefined : await byAutomaton(source, guarded)) ?? guarded;
  };
  return {
    compile(pattern) {
      const test = made.get(pattern) ?? make(pattern);
      made.set(pattern, test);
      return test;
    },
    guard: (name, regexp) => (text) => {
      if (text.length <= SHORT_TEXT) return text.search(regexp) !== -1;
      try {
        return native.judge(regexp.source, regexp.flags.replace(/[gy]/g, ''), text);
      } catch (error) {
        if (error instanceof PatternUndecided) throw new PatternUndecided(name);
        throw error;
      }
    },
  };
}

function directly(pattern: string): PatternTest {
  const regexp = new RegExp(pattern, 'u');
  return (text) => {
    try {
      return regexp.test(text);
    } catch (error) {
      // Millions of repeats exhaust the stack of the native engine.
      if (isStackOverflow(error)) throw new PatternUndecided(pattern);
      throw error;
    }
  };
}

async function byAutomaton(source: string, guarded: PatternTest): Promise<PatternTest | undefined> {
  const { RE2JS, RE2JSException } = await import('re2js');
  try {
    const automaton = RE2JS.compile(source);
    const size = automaton.programSize();
    return (text) => (size * text.length > MAX_WORK ? guarded(text) : automaton.test(text));
  } catch (error) {
    // Too large for RE2, or a form that it does not take.
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}

/** True where this grammar of ECMAScript accepts the pattern; it is not run. */
export function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
