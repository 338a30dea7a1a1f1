import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
].filter((name) => name.endsWith('.md'));

/** The anchor that a heading gets: lower case, blanks as dashes, without punctuation. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** The links of a page that lead nowhere in this repository; addresses of others are not looked at. */
function deadLinksIn(page: string, text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? join(root, page) : resolve(root, dirname(page), path);
    if (!existsSync(target)) return true;
    if (anchor === undefined) return false;
    const headings = path === '' ? prose : readFileSync(target, 'utf8');
    return ![...headings.matchAll(/^#+ (.+)$/gm)].some(([, heading = '']) => anchorOf(heading) === anchor);
  });
}

test.each(pages)('%s links to nothing that is not there', (page) => {
  expect(deadLinksIn(page, readFileSync(join(root, page), 'utf8'))).toEqual([]);
});

test('a dead link and a dead anchor are seen', () => {
  const text = '# A page\n\n[a](nowhere.md) [b](#a-page) [c](#another-page) [d](CONTRIBUTING.md#nothing)\n';
  expect(deadLinksIn('CONTRIBUTING.md', text)).toEqual(['nowhere.md', '#another-page', 'CONTRIBUTING.md#nothing']);
});
