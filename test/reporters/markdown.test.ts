import { expect, test } from 'vitest';
import { markdownReporter } from '../../src/reporters/markdown.ts';
import { aFinding, aReport, aSummary } from '../support/reports.ts';
import { PLAIN, told } from '../support/told.ts';

const page = (reports: readonly ReturnType<typeof aReport>[], texts?: ReadonlyMap<string, string>) =>
  told(markdownReporter(PLAIN), reports, {}, texts);

test('a finding is a row of a table, its text without power over Markdown and HTML', () => {
  const text = page([aReport({ path: 'a|<b>.json', findings: [aFinding({ message: '`x` <img src=y> | **z**' })] })]);
  expect(text).toContain('<table>\n<tr><th>File</th><th>Severity</th><th>Code</th><th>What</th></tr>\n');
  expect(text).toContain(
    '<code>a&#124;&#60;b&#62;.json&#58;2&#58;12</code></td><td>error</td><td>SCHEMA_MISMATCH</td>',
  );
  expect(text).not.toMatch(/<img|\*\*z|`x`/);
});

test('the lines of the file are shown below what is said of them, and the hint', () => {
  const text = page([aReport({ findings: [aFinding()] })], new Map([['state.json', '{\n  "theme": "blue"\n}\n']]));
  expect(text).toContain('<pre>  1 &#124; {&#10;  2 &#124;   &#34;theme&#34;&#58; &#34;blue&#34;&#10;');
  expect(text).toContain('<code>Did you mean &#34;dark&#34;?</code>');
});

test('a planned change shows its difference, and the command that makes it', () => {
  const step = { kind: 'migrate', from: '1', to: '2', name: '2_x' } as const;
  const finding = aFinding({ code: 'VERSION_OUTDATED', hint: 'Run: statefix migrate --kind app state.json' });
  const report = aReport({
    findings: [finding],
    remaining: [],
    outcome: { kind: 'planned', steps: [step], diff: '@@ -1 +1 @@\n-a\n+b\n' },
  });
  const text = told(markdownReporter({ ...PLAIN, command: 'migrate', isPlanned: true }), [report]);
  expect(text).toContain('<summary>Difference</summary><pre>&#64;&#64; -1 +1 &#64;&#64;&#10;-a&#10;+b</pre>');
  expect(text).toContain('To do it: <code>statefix migrate --kind app state.json</code>');
});

test('a long difference is cut between two lines', () => {
  const diff = `@@ -1 +1,9000 @@\n${'+line\n'.repeat(9000)}`;
  const text = page([aReport({ outcome: { kind: 'planned', steps: [], diff } })]);
  expect(text).toMatch(/\+line<\/pre>The rest of it is left out\./);
});

test('a repair tells in its row what is lost by it', () => {
  const difference = { changed: ['/a*'], gone: [], added: [], counts: { changed: 1, gone: 0, added: 0 } };
  const dataLoss = { kind: 'known', isPartial: false, difference } as const;
  const step = { kind: 'restore', source: 'state.json.bak', version: '1', candidate: 'bak', dataLoss } as const;
  const text = page([aReport({ outcome: { kind: 'applied', steps: [step] } })]);
  expect(text).toContain(
    'restored from state.json.bak (version 1); lost&#58; against the broken file, 1 value changed (/a&#42;)</code>',
  );
});

test('the page stays below 900 KB: the worst rows stay, in their order, and the others are counted', () => {
  const row = (index: number, severity: 'error' | 'note') =>
    aReport({ path: `${index}.json`, findings: [aFinding({ severity, message: 'ä'.repeat(190) })] });
  const notes = Array.from({ length: 4000 }, (_, index) => row(index, 'note'));
  const text = page([...notes, row(4000, 'error')]);
  expect(Buffer.byteLength(text)).toBeLessThan(900_000);
  expect(Buffer.byteLength(text)).toBeGreaterThan(800_000);
  expect(text).toContain('<code>4000.json&#58;2&#58;12</code>');
  const shown = text.match(/<td>note<\/td>/g)?.length ?? 0;
  expect(text).toContain(`Left out here: ${4000 - shown} notes. The JSON report has them all.`);
});

test('a run without anything to tell is one line', () => {
  expect(page([aReport()])).toBe('## statefix check\n\n\nChecked 1 file: no problems.\n');
});

test('an error that stopped the run tells each of its problems', () => {
  const problems = [{ message: 'a.yaml:1:1: "x" is no setting', hint: 'Known are: y.' }, { message: '<b>' }];
  const error = { code: 'CONFIG_INVALID', message: 'a.yaml has 2 problems', problems } as const;
  const text = markdownReporter(PLAIN).end({ summary: aSummary({ files: 0 }), error });
  expect(text).toBe(
    '\n<p><b>CONFIG_INVALID</b> <code>a.yaml has 2 problems</code></p>\n<ul>\n<li><code>a.yaml&#58;1&#58;1&#58; &#34;x&#34; is no setting</code></li>\n<li><code>&#60;b&#62;</code></li>\n</ul>\n\n',
  );
});
