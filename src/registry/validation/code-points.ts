/** A set of code points as inclusive ranges: sorted, neither overlapping nor touching. */
export type CodePoints = readonly (readonly [number, number])[];

const LAST_CODE_POINT = 0x10ffff;
export const DIGITS: CodePoints = [[0x30, 0x39]];
export const WORD: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** What ECMAScript's `\s` takes: its white space and line terminators. */
export const SPACE: CodePoints = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
/** What ECMAScript's `.` refuses. */
export const LINE_ENDS: CodePoints = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

export function union(...sets: readonly CodePoints[]): CodePoints {
  const sorted = sets.flat().sort((left, right) => left[0] - right[0]);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return merged;
}

export function complement(set: CodePoints): CodePoints {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) rest.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST_CODE_POINT) rest.push([next, LAST_CODE_POINT]);
  return rest;
}

export function areDisjoint(left: CodePoints, right: CodePoints): boolean {
  let i = 0;
  let j = 0;
  for (;;) {
    const a = left[i];
    const b = right[j];
    if (a === undefined || b === undefined) return true;
    if (a[1] < b[0]) i += 1;
    else if (b[1] < a[0]) j += 1;
    else return false;
  }
}

const properties = new Map<string, CodePoints | undefined>();

/**
 * The code points of a Unicode property escape such as `\p{Lu}`, as this engine's own regular expressions know them, so that no second table of
 * Unicode can disagree. `undefined` for a property that does not exist.
 */
export function property(spelled: string): CodePoints | undefined {
  const known = properties.get(spelled);
  if (known !== undefined || properties.has(spelled)) return known;
  const set = enumerate(spelled);
  properties.set(spelled, set);
  return set;
}

function enumerate(spelled: string): CodePoints | undefined {
  const single = unicodeRegExp(spelled);
  if (single === undefined) return undefined;
  const ranges: [number, number][] = [];
  for (let point = 0; point <= LAST_CODE_POINT; point += 1) {
    if (!single.test(String.fromCodePoint(point))) continue;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges;
}

function unicodeRegExp(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
