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

/**
 * The recommended rules of secretlint, loaded now. They run under a host of our own, not under secretlint's: that one compares all matches of a text
 * with each other, keeps marks of every run for ever, and makes messages that hold the secret.
 */
export async function loadScanner(): Promise<Scanner> {
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  const known: readonly Rule[] = rules.filter(({ meta }) => meta.id !== FILTER);
  return async (text, extension) => {
    const matches: Match[] = [];
    for (const rule of known) {
      const report = (found: Report) => matches.push(matchOf(shortName(rule), text, found));
      await rule.create({ report, createTranslator }, {}).file({ content: text, ext: extension });
    }
    return matches.sort((left, right) => left.start - right.start || right.end - left.end);
  };
}

/** In the place of sentences, what they would be made of: its lengths tell where in the text the secret stands. */
function createTranslator() {
  return (_id: string, parts: Readonly<Record<string, unknown>>) => parts;
}

/** Some rules give the start of the whole expression with the length of the secret in it. */
function matchOf(rule: string, text: string, { range: [start, end], message }: Report): Match {
  const secret = Object.values(message).find((part) => typeof part === 'string' && part.length === end - start);
  const from = typeof secret === 'string' ? text.indexOf(secret, start) : start;
  return from === -1 ? { rule, start, end } : { rule, start: from, end: from + end - start };
}

function shortName({ meta }: Rule): string {
  return meta.id.replace('@secretlint/secretlint-rule-', '');
}
