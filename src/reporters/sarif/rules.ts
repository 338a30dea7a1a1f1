import { DEFAULT_SEVERITIES, type FindingCode } from '../../model/finding.ts';

const DOCS = 'https://github.com/OWNER/statefix/blob/main/docs';

/** The page of a code, as Markdown; `undefined` where it is not at hand. */
export type PageOf = (code: FindingCode) => string | undefined;

/** The rules of a SARIF run in the making: those that were met, in the order in which they were. */
export interface Rules {
  indexOf(code: FindingCode): number;
  all(): readonly object[];
}

export function createRules(pageOf: PageOf): Rules {
  const indexes = new Map<FindingCode, number>();
  return {
    indexOf(code) {
      const index = indexes.get(code) ?? indexes.size;
      indexes.set(code, index);
      return index;
    },
    all: () => [...indexes.keys()].map((code) => ruleOf(code, pageOf(code))),
  };
}

function ruleOf(code: FindingCode, page: string | undefined): object {
  const helpUri = `${DOCS}/findings/${code}.md`;
  const name = code.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const rule = { id: code, name, helpUri, defaultConfiguration: { level: DEFAULT_SEVERITIES[code] } };
  if (page === undefined) return { ...rule, help: { text: `See ${helpUri}` } };
  const summary = summaryOf(page);
  return {
    ...rule,
    shortDescription: { text: firstSentence(summary) },
    fullDescription: { text: summary },
    help: { text: page, markdown: withWholeLinks(page) },
  };
}

/** The first paragraph that is neither the title nor the severity. */
function summaryOf(page: string): string {
  const paragraph = page.split(/\n{2,}/).find((part) => !part.startsWith('#') && !part.startsWith('Default severity'));
  return (paragraph ?? '').replace(/\s+/g, ' ').replaceAll(/[`*]/g, '').trim();
}

function firstSentence(text: string): string {
  return /^.*?[.](?= |$)/.exec(text)?.[0] ?? text;
}

/** Links of the page lead from the page; elsewhere they need its address. */
function withWholeLinks(page: string): string {
  return page
    .replace(/\]\(\.\.\/([^)\s]+)\)/g, `](${DOCS}/$1)`)
    .replace(/\]\(([A-Z_]+\.md[^)\s]*)\)/g, `](${DOCS}/findings/$1)`);
}
