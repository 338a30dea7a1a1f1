import type { ErrorReport } from '../model/plan.ts';
import type { FileReport, ReportedFinding } from '../model/report.ts';
import { closingLine } from './closing-line.ts';
import type { Look, Reporter } from './reporter.ts';
import { placeOf, shown, shownPath, shownSentence } from './shown.ts';

/** One suite in the making: its cases as text, and their counts. */
interface Suite {
  cases: string;
  tests: number;
  failures: number;
  errors: number;
}

/**
 * The report as JUnit XML, for pages of test results: a suite for each kind, a case for each file. Errors that remain are failures, a file that could
 * not be acted on is an error, warnings and notes are output. Without times: none are taken.
 */
export function junitReporter(look: Look): Reporter {
  const suites = new Map<string, Suite>();
  const suiteOf = (name: string): Suite => {
    const suite = suites.get(name) ?? { cases: '', tests: 0, failures: 0, errors: 0 };
    suites.set(name, suite);
    return suite;
  };
  return {
    begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n',
    file(report) {
      const suite = suiteOf(report.kind);
      suite.tests += 1;
      if (report.outcome.kind === 'failed') suite.errors += 1;
      else if (report.remaining.some(({ severity }) => severity === 'error')) suite.failures += 1;
      suite.cases += caseText(report);
      return '';
    },
    end(closing) {
      if (closing.error !== undefined) {
        const suite = suiteOf('statefix');
        suite.tests += 1;
        suite.errors += 1;
        suite.cases += `    <testcase name="${attribute(look.command)}" classname="statefix">\n${errorText(closing.error)}    </testcase>\n`;
      }
      const all = [...suites].sort(([a], [b]) => (a < b ? -1 : 1));
      const sum = (count: 'tests' | 'failures' | 'errors') => all.reduce((total, [, suite]) => total + suite[count], 0);
      const counts = `tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}"`;
      const told = comment(closingLine(closing, look).trim());
      return `<testsuites name="statefix ${look.command}" ${counts}>\n${told}${all.map(suiteText).join('')}</testsuites>\n`;
    },
  };
}

function suiteText([name, { cases, tests, failures, errors }]: readonly [string, Suite]): string {
  const counts = `tests="${tests}" failures="${failures}" errors="${errors}"`;
  return `  <testsuite name="${attribute(shown(name))}" ${counts}>\n${cases}  </testsuite>\n`;
}

function caseText(report: FileReport): string {
  const { path, kind, outcome, remaining } = report;
  const failures = remaining.filter(({ severity }) => severity === 'error').map((each) => failureText(path, each));
  const told = remaining.filter(({ severity }) => severity !== 'error').map((each) => findingLine(path, each));
  const parts = [
    outcome.kind === 'failed' ? errorText(outcome.error) : '',
    ...failures,
    told.length === 0 ? '' : `      <system-out>${content(told.join('\n'))}</system-out>\n`,
  ].join('');
  const head = `    <testcase name="${attribute(shownPath(path))}" classname="${attribute(shown(`statefix.${kind}`))}"`;
  return parts === '' ? `${head}/>\n` : `${head}>\n${parts}    </testcase>\n`;
}

function failureText(path: string, finding: ReportedFinding): string {
  const message = attribute(shownSentence(finding.message, partsOf(path, finding)));
  return `      <failure type="${finding.code}" message="${message}">${content(findingLine(path, finding))}</failure>\n`;
}

function errorText({ code, message, hint, problems = [] }: ErrorReport): string {
  const lines = [...problems.map((problem) => problem.message), ...(hint === undefined ? [] : [hint])];
  const text = lines.map((line) => shownSentence(line, {})).join('\n');
  return `      <error type="${code}" message="${attribute(shownSentence(message, {}))}">${content(text)}</error>\n`;
}

function findingLine(path: string, finding: ReportedFinding): string {
  const { severity, code, message, hint } = finding;
  const parts = partsOf(path, finding);
  const line = `${placeOf(path, finding)}: ${severity} ${code} ${shownSentence(message, parts)}`;
  return hint === '' ? line : `${line}\n  hint: ${shownSentence(hint, parts)}`;
}

function partsOf(path: string, { args, pointer }: ReportedFinding): Readonly<Record<string, unknown>> {
  return { ...args, pointer, path };
}

function comment(text: string): string {
  return text === '' ? '' : `  <!-- ${text.replaceAll('--', '- -')} -->\n`;
}

/** Text that was made visible, as XML holds it, in any place; what a runner would obey in it is written as references. */
function content(text: string): string {
  return attribute(text).replace(/^(\s*):/gm, '$1&#58;');
}

function attribute(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
      // No XML holds them, and they are no character that anybody would see.
      .replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
      .replace(/##(?=\[|vso\[)/gi, '#&#35;')
  );
}
