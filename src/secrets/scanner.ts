import type { Match, Scanner } from './match.ts';

/** What a rule of secretlint is given and gives, as far as we use it: its own declarations need a newer library of types. */
interface Rule {
  readonly meta: { readonly id: string };
  create(
    context: object,
    options: object,
  ): { file(source: { readonly content: string; readonly ext: string }): unknown };
}

interface Report {
  readonly range: readonly [start: number, end: number];
  readonly message: Readonly<Record<string, unknown>>;
}

/** It obeys comments in the text that switch rules off: what is judged must not choose its judge. */
const FILTER = '@secretlint/secretlint-rule-filter-comments';

/** Pieces of a text that is too much at once, and by how much they overlap: more than the longest key. */
const WINDOW = 256 * 1024;
const OVERLAP = 32 * 1024;

/**
 * The recommended rules of secretlint, loaded now. They run under a host of our own, not under secretlint's: that one compares all matches of a text
 * with each other, keeps marks of every run for ever, and makes messages that hold the secret.
 */
export async function loadScanner(): Promise<Scanner> {
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  const known: readonly Rule[] = rules.filter(({ meta }) => meta.id !== FILTER);
  return async (text, extension) => {
    const matches: Match[] = [];
    for (const rule of known) for (const match of await matchesOf(rule, text, extension)) matches.push(match);
    return matches.sort((left, right) => left.start - right.start || right.end - left.end);
  };
}

async function matchesOf(rule: Rule, text: string, extension: string): Promise<readonly Match[]> {
  try {
    return await runRule(rule, text, extension);
  } catch (error) {
    // V8 gives a pattern that repeats a group so much memory, and no more: a megabyte of one token takes it all.
    if (!(error instanceof RangeError)) throw error;
    return await runInWindows(rule, text);
  }
}

async function runRule(rule: Rule, text: string, extension: string): Promise<readonly Match[]> {
  const matches: Match[] = [];
  const report = (found: Report) => matches.push(matchOf(rule, text, found));
  await rule.create({ report, createTranslator }, {}).file({ content: text, ext: extension });
  return matches;
}

/** Piece by piece, each with the beginning of the next. */
async function runInWindows(rule: Rule, text: string): Promise<readonly Match[]> {
  const matches: Match[] = [];
  for (let from = 0; from < text.length; from += WINDOW) {
    for (const { start, end } of await runRule(rule, text.slice(from, from + WINDOW + OVERLAP), '')) {
      const isNew = from + start >= (matches.at(-1)?.end ?? 0);
      // What begins in the overlap is seen whole by the next piece.
      if (isNew && start < WINDOW) matches.push({ rule: shortName(rule), start: from + start, end: from + end });
    }
  }
  return matches;
}

/** In the place of sentences, what they would be made of: its lengths tell where in the text the secret stands. */
function createTranslator() {
  return (_id: string, parts: Readonly<Record<string, unknown>>) => parts;
}

/** Some rules give the start of the whole expression with the length of the secret in it. */
function matchOf(known: Rule, text: string, { range: [start, end], message }: Report): Match {
  const rule = shortName(known);
  const secret = Object.values(message).find((part) => typeof part === 'string' && part.length === end - start);
  const from = typeof secret === 'string' ? text.indexOf(secret, start) : start;
  return from === -1 ? { rule, start, end } : { rule, start: from, end: from + end - start };
}

function shortName({ meta }: Rule): string {
  return meta.id.replace('@secretlint/secretlint-rule-', '');
}
