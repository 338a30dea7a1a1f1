/** How alike two names are, from 0 to 1; 0 where they share too little to mean the same. */
export type Likeness = (left: string, right: string) => number;

/** What is longer is compared by its start: names are short, and a file may hold keys of megabytes. */
const LONGEST = 48;

/** After so many different pairs of names the rest counts as unlike, so that no file can make this the larger part of the work. */
const MOST_PAIRS = 100_000;

/** Fewer letters than this in common are chance. */
const ENOUGH = 3;

/**
 * Compares names by the longest stretch of letters and digits that they share, case and punctuation aside: `crashReports` is like
 * `crash_reporting_enabled`. It knows no languages and no abbreviations. Remembers the pairs that it has seen.
 */
export function createLikeness(): Likeness {
  const known = new Map<string, number>();
  return (left, right) => {
    const names = `${left}\0${right}`;
    const found = known.get(names);
    if (found !== undefined) return found;
    if (known.size >= MOST_PAIRS) return 0;
    const likeness = likenessOf(bareName(left), bareName(right));
    known.set(names, likeness);
    return likeness;
  };
}

/** A name without what naming conventions change: `steps_done`, `steps-done` and `stepsDone` are one. */
export function bareName(name: string): string {
  return name
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function likenessOf(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  const shared = longestShared(left, right);
  if (shared < ENOUGH || shared * 2 < shorter) return 0;
  return (2 * shared) / (left.length + right.length);
}

/** The length of the longest stretch that is part of both. Quadratic: for names. */
function longestShared(left: string, right: string): number {
  let longest = 0;
  const row = new Uint8Array(right.length + 1);
  for (let at = 0; at < left.length; at += 1) {
    let diagonal = 0;
    for (let column = 1; column <= right.length; column += 1) {
      const above = row[column] ?? 0;
      const run = left[at] === right[column - 1] ? diagonal + 1 : 0;
      row[column] = run;
      if (run > longest) longest = run;
      diagonal = above;
    }
  }
  return longest;
}
