import { type ErrorCode, EXIT_CODES, StatefixError } from '../model/errors.ts';
import type { ExplainReport, Explanation } from '../model/explanation.ts';
import { DEFAULT_SEVERITIES, type FindingCode } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { findingPage } from '../store/finding-page.ts';
import type { RunContext } from './run.ts';

/** What each error says: there is no page for it, since its own message names what happened and its hint what to do. */
const ERROR_MEANINGS: { readonly [Code in ErrorCode]: string } = {
  USAGE: 'The command line cannot be taken as it is, or nothing tells of which kind a file is.',
  CONFIG_INVALID: 'The config is missing where it was named, cannot be read, or says what it cannot mean.',
  REGISTRY_INVALID:
    'The registry of a kind is broken: a gap, a duplicate, a step without its schema, a schema that is none, a reference that leads outside.',
  KIND_UNKNOWN: 'There is no kind of that name.',
  NO_FILE_MATCHED: 'Nothing stands at a named path, or no kind claims it.',
  STATE_LOCKED: 'Another process holds the file, or reads it under a shared lock. See: statefix unlock FILE',
  STATE_CHANGED: 'The file changed underneath, three times in a row.',
  TRANSACTION_ABORTED: 'This file was left as it was, because another one of its set could not be changed.',
  WRITE_FAILED: "A step of the write failed; the step and the system's error are named, and the original is as it was.",
  OWNERSHIP: 'The new file could not be given to the owner of the old one.',
  HARD_LINKED: 'The file has other names, which a replace would part from it.',
  OUTSIDE_ROOT: 'The real file lies outside of the directory in which may be written.',
  MIGRATION_FAILED: 'A step threw, broke a rule, lost a value, or its result does not fit.',
  MIGRATION_NONDETERMINISTIC: 'A step, run twice on equal input, gave two results.',
  STATE_CORRUPTED: 'There is nothing healthy to repair from; the broken file is intact.',
  INTERNAL: 'A bug in statefix.',
};

const FINDINGS = Object.keys(DEFAULT_SEVERITIES) as FindingCode[];
const ERRORS = Object.keys(EXIT_CODES) as ErrorCode[];

/** Explains one code, or lists all. Throws `USAGE` for a code that there is not, with the nearest one. */
export function explain(asked: string | undefined, context: Pick<RunContext, 'fs' | 'builtinRoot'>): ExplainReport {
  const page = (code: FindingCode) => readPage(code, context);
  const all = (): readonly Explanation[] => [
    ...FINDINGS.map((code) => explainFinding(code, page(code))),
    ...ERRORS.map(explainError),
  ];
  if (asked === undefined) return { version: 1, command: 'explain', codes: all() };
  const code = asked.toUpperCase().replaceAll('-', '_');
  if (isFinding(code)) {
    const text = page(code);
    // One code is that of a finding and of an error.
    const codes = [explainFinding(code, text), ...(isError(code) ? [explainError(code)] : [])];
    return { version: 1, command: 'explain', codes, page: text };
  }
  if (isError(code)) return { version: 1, command: 'explain', codes: [explainError(code)] };
  throw unknownCode(asked, code);
}

function explainFinding(code: FindingCode, page: string): Explanation {
  return { kind: 'finding', code, severity: DEFAULT_SEVERITIES[code], summary: summaryOf(page) };
}

function explainError(code: ErrorCode): Explanation {
  return { kind: 'error', code, exitCode: EXIT_CODES[code], summary: ERROR_MEANINGS[code] };
}

/** What stands between the severity and the first section, in one line. */
function summaryOf(page: string): string {
  const [, said = ''] = /\nDefault severity: [^\n]*\n\n(.*?)\n\n/s.exec(page) ?? [];
  return said.replaceAll('\n', ' ').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

/** The pages lie beside the built-in kinds. A statefix that lacks one is not whole. */
function readPage(code: FindingCode, { fs, builtinRoot }: Pick<RunContext, 'fs' | 'builtinRoot'>): string {
  const page = findingPage(fs, builtinRoot, code);
  if (page === undefined) throw new Error(`statefix is not whole: the page of ${code} cannot be read`);
  return page;
}

function isFinding(code: string): code is FindingCode {
  return Object.hasOwn(DEFAULT_SEVERITIES, code);
}

function isError(code: string): code is ErrorCode {
  return Object.hasOwn(EXIT_CODES, code);
}

function unknownCode(asked: string, code: string): StatefixError {
  const suggestion = nearest(code, [...FINDINGS, ...ERRORS]);
  const meant = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
  return new StatefixError('USAGE', `There is no code ${JSON.stringify(asked)}`, {
    hint: `${meant}All codes: statefix explain`,
  });
}
