import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { FileReport } from '../../src/model/report.ts';
import { visible } from '../../src/model/visible.ts';
import { githubReporter } from '../../src/reporters/github.ts';
import { jsonReporter } from '../../src/reporters/json.ts';
import { jsonlReporter } from '../../src/reporters/jsonl.ts';
import { junitReporter } from '../../src/reporters/junit.ts';
import { markdownReporter } from '../../src/reporters/markdown.ts';
import type { Closing, Look, Reporter } from '../../src/reporters/reporter.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { statusTable } from '../../src/reporters/status-table.ts';
import { textReporter } from '../../src/reporters/text.ts';
import { aFinding, aReport } from '../support/reports.ts';
import { PLAIN, told } from '../support/told.ts';
import { rowsIn, strangersIn } from './page.ts';
import { reportsWith } from './reports.ts';
import { commandsIn } from './runner.ts';
import { COMMANDS, HOSTILE, LONG, MARKUP } from './strings.ts';

const LOUD: Look = { ...PLAIN, volume: 'verbose' };
const sarif = () => sarifReporter('check', { folder: 'a', pageOf: () => undefined });

const REPORTERS: readonly (readonly [name: string, make: () => Reporter])[] = [
  ['text', () => textReporter(LOUD)],
  ['coloured text', () => textReporter({ ...LOUD, colour: true, command: 'migrate' })],
  ['status', () => statusTable({ ...LOUD, command: 'status' })],
  ['json', () => jsonReporter('check')],
  ['jsonl', () => jsonlReporter('check')],
  ['sarif', sarif],
  ['junit', () => junitReporter(LOUD)],
  ['markdown', () => markdownReporter({ ...LOUD, command: 'migrate' })],
  ['github', () => githubReporter('a')],
];

/** A report of a run that the same text stopped, with its files as they were found. */
function tell(reporter: Reporter, text: string): string {
  const files = reportsWith(text);
  return told(reporter, files, closingWith(text), new Map(files.map(({ path }) => [path, `\n  ${text} ${text}\n`])));
}

function closingWith(text: string): Partial<Closing> {
  return { error: { code: 'CONFIG_INVALID', message: text, hint: text, problems: [{ message: text, hint: text }] } };
}

/** What a terminal obeys or an eye cannot see, but for our own colours, tabs and line breaks. */
function unseenIn(text: string): readonly string[] {
  const ours = text.replaceAll(/\u001b\[[0-9]{1,2}m|[\n\t]/g, '');
  return visible(ours) === ours ? [] : [ours.slice(0, 80)];
}

test('there are well beyond five hundred texts', () => {
  expect(HOSTILE.length).toBeGreaterThan(700);
});

describe.each(REPORTERS)('%s', (name, make) => {
  test('no text becomes a command of the runner', () => {
    const commands = HOSTILE.flatMap((text) => commandsIn(tell(make(), text)));
    const obeyed = name === 'github' ? commands.filter((command) => !isAnnotation(command)) : commands;
    expect(obeyed.slice(0, 3)).toEqual([]);
  });

  test('no text reaches a terminal or hides from the eye', () => {
    expect(HOSTILE.flatMap((text) => unseenIn(tell(make(), text))).slice(0, 3)).toEqual([]);
  });
});

describe('annotations', () => {
  test('there are as many as there are findings, with the text in its place', () => {
    for (const text of HOSTILE) {
      const commands = commandsIn(tell(githubReporter(''), text));
      // Of five reports with findings in four: each level has four, and the failure and the stop are two more errors.
      expect(commands.map(({ name }) => name)).toEqual([
        ...Array.from({ length: 6 }, () => 'error'),
        ...Array.from({ length: 4 }, () => 'warning'),
        ...Array.from({ length: 4 }, () => 'notice'),
      ]);
      for (const { data } of commands) expect(data.length).toBeLessThan(2200);
    }
  });

  test('a runner reads back what was to be said', () => {
    const texts = HOSTILE.filter((text) => text.length < 60);
    for (const text of texts) {
      const [, first] = commandsIn(tell(githubReporter(''), text));
      expect(first?.data).toBe(`${visible(text)}`);
    }
  });
});

describe('a page of Markdown', () => {
  test('no text is markup, and no row is more than a row', () => {
    const innocent = rowsIn(tell(markdownReporter(LOUD), 'x'));
    for (const text of HOSTILE) {
      const page = tell(markdownReporter(LOUD), text);
      expect([text.slice(0, 80), strangersIn(page), rowsIn(page)]).toEqual([text.slice(0, 80), [], innocent]);
    }
  });
});

describe('formats for programs', () => {
  test('JSON holds every text as it is', () => {
    for (const text of HOSTILE) {
      const files: readonly FileReport[] = reportsWith(text);
      expect(JSON.parse(told(jsonReporter('check'), files)).files).toEqual(JSON.parse(JSON.stringify(files)));
    }
  });

  test('SARIF says nothing that a viewer takes for a link', () => {
    const texts = HOSTILE.flatMap((text) => {
      const [run] = JSON.parse(tell(sarif(), text)).runs;
      const told = [...run.results, ...run.invocations[0].toolExecutionNotifications];
      return told.map(({ message }: { message: { text: string } }) => message.text);
    });
    expect(texts.filter((text) => /\[[^\]]*\]\(/.test(text))).toEqual([]);
  });

  test.runIf(spawnSync('xmllint', ['--version']).status === 0)('JUnit stays XML', () => {
    const xml = told(junitReporter(LOUD), HOSTILE.flatMap(reportsWith));
    const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '-'], { input: xml, encoding: 'utf8' });
    expect([status, stderr.slice(0, 500)]).toEqual([0, '']);
  });
});

describe.each(REPORTERS)('%s: a value of a megabyte', (name, make) => {
  test.each(LONG.map((text) => [text.slice(0, 20), text] as const))('%j', (_, text) => {
    const finding = aFinding({ args: { found: text }, message: `Expected 1, found ${text}`, hint: '' });
    const [, , planned] = reportsWith('x');
    const files = [
      aReport({ findings: [finding] }),
      { ...aReport(planned), findings: [finding], remaining: [finding] },
    ];
    const report = told(make(), files, {}, new Map([['state.json', `{\n${text}\n}\n`]]));
    expect(commandsIn(report).filter((command) => name !== 'github' || !isAnnotation(command))).toEqual([]);
    expect(unseenIn(report)).toEqual([]);
    if (name === 'markdown') expect(strangersIn(report)).toEqual([]);
    // Programs get it whole, people get the start of it.
    if (!name.startsWith('json')) expect(report.length).toBeLessThan(20_000);
  });
});

describe('a reporter that escapes nothing', () => {
  const naive: Reporter = {
    begin: () => '',
    file: ({ path, remaining }) => remaining.map(({ message }) => `${path}\n${message}\n`).join(''),
    end: () => '',
  };
  const page: Reporter = {
    begin: () => '| File | What |\n| --- | --- |\n',
    file: ({ path, remaining }) => remaining.map(({ message }) => `| ${path} | ${message} |\n`).join(''),
    end: () => '',
  };

  test.each(COMMANDS)('gives the runner a command: %j', (text) => {
    expect(commandsIn(tell(naive, text))).not.toEqual([]);
  });

  test.each(MARKUP.filter((text) => !text.startsWith('&')))('puts on a page what is not ours: %j', (text) => {
    expect(strangersIn(tell(page, text))).not.toEqual([]);
  });

  test('lets a terminal be moved about', () => {
    expect(unseenIn(tell(naive, '\u001b[2J'))).not.toEqual([]);
  });
});

function isAnnotation({ name, properties }: ReturnType<typeof commandsIn>[number]): boolean {
  const known = ['title', 'file', 'line', 'endLine', 'col', 'endColumn'];
  return (
    ['error', 'warning', 'notice'].includes(name) &&
    [...properties.keys()].every((key) => known.includes(key)) &&
    /^(?:[A-Z_]+|statefix)$/.test(properties.get('title') ?? '')
  );
}
