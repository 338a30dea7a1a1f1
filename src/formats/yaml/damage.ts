import type { Finding, FindingArgs } from '../../model/finding.ts';
import { type Copies, copiesAt, equalHalves } from '../damage/copies.ts';
import { cutOf } from '../damage/cut.ts';
import { staleTailAt } from './stale-tail.ts';

/** What a part of a text is by itself; `unknown` where it is too large to look. */
export type Part = 'document' | 'truncated' | 'broken' | 'unknown';

/** The class of damage of a text with faults, as the only fault then; the faults as they are where it shows none. `partOf` looks at a part of the text. */
export function damaged(text: string, faults: readonly Finding[], partOf: (text: string) => Part): readonly Finding[] {
  const fault = faults.find(({ code }) => code === 'SYNTAX_INVALID' || code === 'DUPLICATE_KEY');
  const at = fault?.span?.start;
  if (fault === undefined || at === undefined || damageOf(fault) === 'written twice') return faults;
  const copies = twice(text, partOf) ?? (isUnexplained(fault) ? secondCopy(text, at, partOf) : undefined);
  if (copies !== undefined) {
    const args = { reason: 'the document starts once more behind its end', damage: 'written twice' } as const;
    return [findingOf(text, copies.second, { ...args, copies: copies.copies })];
  }
  if (fault.code === 'SYNTAX_INVALID' && isCutAlias(text, at)) {
    return [{ ...fault, args: { ...fault.args, damage: 'truncated', cut: cutOf(text) } }];
  }
  if (damageOf(fault) === 'truncated' && !text.endsWith('\n')) return faults;
  const tail = staleTailAt(text, at, fault.code === 'SYNTAX_INVALID');
  if (tail === undefined || partOf(text.slice(0, tail)) !== 'document') return faults;
  const reason = fault.code === 'SYNTAX_INVALID' ? fault.args.reason : 'its keys stand there once more';
  return [findingOf(text, tail, { reason, damage: 'stale tail' })];
}

function damageOf(fault: Finding): string | undefined {
  return fault.code === 'SYNTAX_INVALID' ? fault.args.damage : undefined;
}

/** True where the text ends in the first letters of a name that it gave to something. */
function isCutAlias(text: string, at: number): boolean {
  return text[at] === '*' && text.includes(`&${text.slice(at + 1)}`);
}

function isUnexplained(fault: Finding): boolean {
  return fault.code === 'SYNTAX_INVALID' && fault.args.damage === undefined;
}

function twice(text: string, partOf: (text: string) => Part): Copies | undefined {
  const copies = equalHalves(text);
  const isDocument = copies !== undefined && ['document', 'unknown'].includes(partOf(text.slice(copies.second)));
  return isDocument ? copies : undefined;
}

function findingOf(text: string, start: number, args: FindingArgs['SYNTAX_INVALID']): Finding {
  const end = /[\r\n]|$/.exec(text.slice(start, start + 200))?.index ?? 0;
  return { code: 'SYNTAX_INVALID', pointer: '', args, span: { start, end: start + end } };
}

/** A second document that begins in the line in which the first one stops, with or without a line break between, as the first one does. */
function secondCopy(text: string, at: number, partOf: (text: string) => Part): Copies | undefined {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const feed = text.indexOf('\n', at);
  const line = text.slice(from, feed === -1 ? text.length : feed);
  const heads = headsOf(text);
  const starts = heads.map((head) => from + line.indexOf(head));
  if (/^[[{]$/.test(heads.at(-1) ?? '') && text.startsWith(heads.at(-1) ?? '', at)) starts.push(at);
  const second = starts.find(
    (start) =>
      start >= Math.max(from, 1) &&
      partOf(text.slice(0, start)) === 'document' &&
      ['document', 'truncated'].includes(partOf(text.slice(start))),
  );
  return second === undefined ? undefined : copiesAt(text, 0, second);
}

/** How the text begins: its first line, and its first key or bracket. */
function headsOf(text: string): readonly string[] {
  const [first] = /^[^\r\n]+/.exec(text.trimStart()) ?? [''];
  const content = /^(?![#%\s]|---)(?:[[{]|[^\n:]+:(?=\s))/m.exec(text)?.[0] ?? '';
  return [first, content].filter((head) => head !== '');
}
