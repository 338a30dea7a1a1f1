import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SEVERITIES } from '../../src/model/finding.ts';

const folder = resolve(import.meta.dirname, '../../docs/findings');
const severities = Object.entries(DEFAULT_SEVERITIES);

/** What is wrong with the page of a code. */
function faultsOf(page: string, code: string, severity: string): readonly string[] {
  const wanted = [
    `# ${code}\n\nDefault severity: **${severity}**.\n`,
    '\n## Example\n',
    '\n## Why it matters\n',
    '\n## How to mend it\n',
    '\n## Severity\n',
  ];
  const settings = [...page.matchAll(/^severity: \{ (\w+): (\w+) \}/gm)];
  return [
    ...wanted.filter((text) => !page.includes(text)).map((text) => `it lacks ${JSON.stringify(text)}`),
    ...(settings.length === 1 ? [] : ['it does not show how to set the severity']),
    ...settings.filter(([, name]) => name !== code).map(([line]) => `${line} is of another code`),
    ...settings.filter(([, , value]) => value === severity).map(([line]) => `${line} sets the default`),
  ];
}

describe('the pages of the findings', () => {
  test('each code has a page, and each page a code', () => {
    const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
    expect(pages.toSorted()).toEqual(severities.map(([code]) => code).toSorted());
  });

  test.each(severities)('the page of %s names its default severity and says all that a page says', (code, severity) => {
    expect(faultsOf(readFileSync(join(folder, `${code}.md`), 'utf8'), code, severity)).toEqual([]);
  });

  test('a page with the severity or the name of another is seen', () => {
    const page = readFileSync(join(folder, 'BOM_FOUND.md'), 'utf8');
    expect(faultsOf(page, 'BOM_FOUND', 'error')).not.toEqual([]);
    expect(faultsOf(page, 'EMPTY_FILE', 'note')).not.toEqual([]);
  });

  test('no page leads to a page that is not there', () => {
    const links = severities.flatMap(([code]) =>
      [...readFileSync(join(folder, `${code}.md`), 'utf8').matchAll(/\]\(([A-Z_]+)\.md\)/g)].map(([, name]) => name),
    );
    expect(links.filter((name) => name === undefined || !(name in DEFAULT_SEVERITIES))).toEqual([]);
  });
});
