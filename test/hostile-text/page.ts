import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** The elements that our own pages are made of; none of them has an attribute. */
const OURS: ReadonlySet<string> = new Set(
  ['h2', 'p', 'b', 'ul', 'li', 'br', 'table', 'tr', 'th', 'td', 'code', 'pre', 'details', 'summary'].flatMap((name) => [
    `<${name}>`,
    `</${name}>`,
  ]),
);

/** What a code host makes of text that stands in no code: mentions, issues, emoji, commits, links. */
const LIVELY = /@[a-z0-9]|#[0-9]|\bGH-[0-9]|:[a-z0-9_+-]+:|\bwww\.|:\/\/|\b[0-9a-f]{7,40}\b/i;

/** What is on a page of Markdown that we did not put there: elements that are not ours, comments, and text that a code host brings to life. */
export function strangersIn(page: string): readonly string[] {
  const html = micromark(page, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const strangers: string[] = [];
  let depth = 0;
  for (const [part] of html.matchAll(/<[^>]*>?|[^<]+/g)) {
    if (part.startsWith('<')) {
      if (!OURS.has(part)) strangers.push(part);
      if (/^<(?:code|pre)>$/.test(part)) depth += 1;
      if (/^<\/(?:code|pre)>$/.test(part)) depth -= 1;
    } else if (depth === 0) {
      const lively = LIVELY.exec(decoded(part));
      if (lively !== null) strangers.push(lively[0]);
    }
  }
  if (depth !== 0) strangers.push('code that does not end');
  return strangers;
}

/** How many rows the tables of a page have. */
export function rowsIn(page: string): number {
  return page.match(/<tr>/g)?.length ?? 0;
}

function decoded(text: string): string {
  return text
    .replace(/&#([0-9]+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
