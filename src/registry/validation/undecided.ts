import { PatternUndecided } from './regexp-native.ts';

/** The texts of one value that a pattern could not judge in time. */
export interface UndecidedTexts {
  /** A test that notes such a text and does not let it fit. */
  noting<T>(test: (value: T) => boolean): (value: T) => boolean;
  has(pattern: string, text: string): boolean;
  /** The first pattern of which it was so. */
  readonly pattern: string | undefined;
  forget(): void;
}

export function createUndecidedTexts(): UndecidedTexts {
  const noted = new Set<string>();
  let first: string | undefined;
  return {
    noting: (test) => (value) => {
      try {
        return test(value);
      } catch (error) {
        if (!(error instanceof PatternUndecided)) throw error;
        first ??= error.pattern;
        noted.add(keyOf(error.pattern, String(value)));
        return false;
      }
    },
    has: (pattern, text) => noted.has(keyOf(pattern, text)),
    get pattern() {
      return first;
    },
    forget() {
      noted.clear();
      first = undefined;
    },
  };
}

function keyOf(pattern: string, text: string): string {
  return JSON.stringify([pattern, text]);
}
