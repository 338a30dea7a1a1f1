import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Schema, Validator } from '@cfworker/json-schema';
import SCHEMA from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { unifiedDiff } from '../../src/commands/unified-diff.ts';
import { DEFAULT_SEVERITIES, type FindingCode } from '../../src/model/finding.ts';
import type { FileReport } from '../../src/model/report.ts';
import { replacementsOf } from '../../src/reporters/sarif/replacements.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { APP_REGISTRY, aContext, all, aProject, options } from '../support/project.ts';
import { aFinding, aReport } from '../support/reports.ts';
import { told } from '../support/told.ts';

const ajv = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const fitsOfficially = ajv.compile(SCHEMA);
const second = new Validator(SCHEMA as unknown as Schema, '4', false);

const pageOf = (code: FindingCode) => readFileSync(join(import.meta.dirname, `../../docs/findings/${code}.md`), 'utf8');

function sarif(files: readonly FileReport[], closing: Parameters<typeof told>[2] = {}, folder = '') {
  return JSON.parse(told(sarifReporter('check', { folder, pageOf }), files, closing));
}

/** What the official schema says by two validators that know nothing of each other. */
function problemsOf(log: unknown): readonly unknown[] {
  fitsOfficially(log);
  return [...(fitsOfficially.errors ?? []), ...second.validate(log).errors];
}

const CODES = Object.keys(DEFAULT_SEVERITIES) as readonly FindingCode[];
const PAGES = CODES.filter((code) => {
  try {
    return pageOf(code) !== '';
  } catch {
    return false;
  }
});

describe('a SARIF log', () => {
  test.each<[string, readonly FileReport[], Parameters<typeof told>[2]]>([
    ['of nothing', [], { exitCode: 0 }],
    ['of every code', [aReport({ findings: PAGES.map((code) => aFinding({ code })) })], { exitCode: 1 }],
    [
      'of a failed file and an error',
      [aReport({ outcome: { kind: 'failed', steps: [], error: { code: 'STATE_LOCKED', message: 'held' } } })],
      { error: { code: 'USAGE', message: 'x' }, exitCode: 3 },
    ],
    [
      'of a planned change',
      [
        aReport({
          findings: [aFinding()],
          remaining: [],
          outcome: { kind: 'planned', steps: [], diff: unifiedDiff('a', 'x\ny\n', 'x\nz\n') },
        }),
      ],
      {},
    ],
    ['of odd paths', [aReport({ path: 'a b/%/ü\u0000\ud800#?.json', findings: [aFinding()] })], {}],
    ['of a path outside', [aReport({ path: 'C:\\a b.json', findings: [aFinding()] })], {}],
    ['without places', [aReport({ findings: [aFindingWithoutRange()] })], {}],
  ])('%s is valid by the official schema', (_, files, closing) => {
    expect(problemsOf(sarif(files, closing))).toEqual([]);
  });

  test('that is none is seen by both validators', () => {
    const log = sarif([aReport({ findings: [aFinding()] })]);
    log.runs[0].results[0].level = 'fatal';
    expect(fitsOfficially(log)).toBe(false);
    expect(second.validate(log).valid).toBe(false);
  });

  test('has a rule with help for each code that was met, once', () => {
    const log = sarif([aReport({ findings: [aFinding(), aFinding({ code: 'EMPTY_FILE' }), aFinding()] })]);
    const { rules } = log.runs[0].tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(['SCHEMA_MISMATCH', 'EMPTY_FILE']);
    expect(rules[0]).toMatchObject({
      name: 'SchemaMismatch',
      helpUri: 'https://github.com/OWNER/statefix/blob/main/docs/findings/SCHEMA_MISMATCH.md',
      shortDescription: { text: 'A value does not fit the schema of the version that the document carries.' },
      help: { text: pageOf('SCHEMA_MISMATCH') },
    });
    expect(rules[0].help.markdown).toContain(
      '(https://github.com/OWNER/statefix/blob/main/docs/reference.md#findings)',
    );
    expect(log.runs[0].results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([0, 1, 0]);
  });

  test('names files from the root of the checkout', () => {
    const { results } = sarif([aReport({ path: '../b c.json', findings: [aFinding()] })], {}, 'pack/a').runs[0];
    expect(results[0].locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'pack/b%20c.json',
      uriBaseId: '%SRCROOT%',
    });
  });

  test('says how the run ended', () => {
    expect(sarif([], { exitCode: 1 }).runs[0].invocations).toEqual([{ executionSuccessful: true, exitCode: 1 }]);
  });

  test('shows what the file is, not what it would be', () => {
    const outcome = { kind: 'planned', steps: [], diff: '@@ -1 +1 @@\n-a\n+b\n' } as const;
    const { results } = sarif([aReport({ findings: [aFinding(), aFinding()], remaining: [], outcome })]).runs[0];
    expect(results.map(({ fixes }: { fixes?: unknown[] }) => fixes?.length)).toEqual([1, undefined]);
  });
});

describe('the fingerprint', () => {
  const nameOf = (finding: ReturnType<typeof aFinding>, path = 'state.json') =>
    sarif([aReport({ path, findings: [finding] })]).runs[0].results[0].partialFingerprints['statefixFinding/v1'];
  const at = (line: number) => ({ start: { line, column: 1 }, end: { line, column: 5 } });

  test('survives a move to another line', () => {
    const moved = (line: number) =>
      aFinding({ code: 'DUPLICATE_KEY', range: at(line), args: { key: 'a', first: { line: line - 1, column: 2 } } });
    expect(nameOf(moved(5))).toBe(nameOf(moved(50)));
  });

  test.each([
    ['another code', aFinding({ code: 'EMPTY_FILE' })],
    ['another pointer', aFinding({ pointer: '/x' })],
    ['another value', aFinding({ args: { found: '"red"' } })],
    ['another document', aFinding({ document: 1 })],
  ])('differs for %s', (_, other) => {
    expect(nameOf(other)).not.toBe(nameOf(aFinding()));
  });

  test('differs for another file, and for the second of two that are alike', () => {
    const { results } = sarif([aReport({ findings: [aFinding(), aFinding()] })]).runs[0];
    const names = results.map((each: { partialFingerprints: object }) => JSON.stringify(each.partialFingerprints));
    expect(new Set(names).size).toBe(2);
    expect(nameOf(aFinding(), 'b.json')).not.toBe(nameOf(aFinding()));
  });
});

/** Puts replacements into a text as an editor would, from the last to the first. */
function replaced(text: string, diff: string): string {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  const offset = (line: number, column: number) => (starts[line - 1] ?? text.length) + column - 1;
  return (replacementsOf(diff) ?? []).reduceRight((result, { deletedRegion: region, insertedContent }) => {
    const start = offset(region.startLine, region.startColumn);
    const end = offset(region.endLine, region.endColumn);
    return result.slice(0, start) + insertedContent.text + result.slice(end);
  }, text);
}

describe('a fix', () => {
  const line = fc.constantFrom('a', 'b', '', '-', '+x', '@@ -1 +1 @@', '\\ No', '--- a', 'c');
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, lineBreak, isEnded]) => lines.join(lineBreak) + (isEnded ? lineBreak : ''));

  test('of any two texts makes the one of the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(replaced(before, unifiedDiff('state.json', before, after))).toBe(after);
      }),
      { numRuns: 2000 },
    );
  });

  test('is not offered where a carriage return stands alone', () => {
    expect(replacementsOf(unifiedDiff('a', 'x\ry\n', 'x\rz\n'))).toBeUndefined();
  });

  test('is not offered for a difference that is not shown', () => {
    expect(replacementsOf('# state.json: the difference is too large to be shown\n')).toBeUndefined();
  });
});

describe('of real files', () => {
  const FILES = {
    'a.json': '{"version": 2,\n "title": 1, "title": 2, "name": "x"}\n',
    'b.json': '{"version": 1,\n "name": }\n',
    'c.yaml': 'version: 1\nname: [\nx: 1\n',
    'd.json': '<<<<<<< a\n{}\n=======\n[]\n>>>>>>> b\n',
    'e.json': '{"version": 1, "name": "x"}\n',
    'f.json': '{"version": 2, "titel": "x"}\n',
  };

  async function namesOf(files: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
    const judged = await all(check(options('.'), aContext(aProject({ ...APP_REGISTRY, ...files }))));
    const { results } = sarif(judged.map(({ report }) => report)).runs[0];
    return results.map((each: { ruleId: string; partialFingerprints: object }) => [
      each.ruleId,
      each.partialFingerprints,
    ]);
  }

  test('fingerprints are the same when everything moves down', async () => {
    const names = await namesOf(FILES);
    expect(names.length).toBeGreaterThanOrEqual(6);
    const moved = Object.fromEntries(Object.entries(FILES).map(([name, text]) => [name, `\n\n\n${text}`]));
    expect(await namesOf(moved)).toEqual(names);
  });

  test('a fix brings the file to what the migration would have made of it', async () => {
    const before = '{\n  "version": 1,\n  "name": "x", // kept\n  "more": [1.0]\n}';
    const root = aProject({ ...APP_REGISTRY, 'a.jsonc': before });
    const [planned] = await all(migrate({ ...options('a.jsonc'), mode: 'plan', to: '2' }, aContext(root)));
    if (planned?.report.outcome.kind !== 'planned') throw new Error('it is not planned');
    const [result] = sarif([planned.report]).runs[0].results;
    expect(result.ruleId).toBe('VERSION_OUTDATED');
    expect(result.fixes[0].artifactChanges[0].replacements).toEqual(replacementsOf(planned.report.outcome.diff));
    const fixed = replaced(before, planned.report.outcome.diff);
    await all(migrate({ ...options('a.jsonc'), to: '2' }, aContext(root)));
    expect(fixed).toBe(readFileSync(join(root, 'a.jsonc'), 'utf8'));
  });
});

function aFindingWithoutRange(): ReturnType<typeof aFinding> {
  const { range: _, ...finding } = aFinding();
  return finding;
}
