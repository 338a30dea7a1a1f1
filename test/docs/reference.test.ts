import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DOORS } from '../../src/cli/doors.ts';
import { OPTION_SPECS } from '../../src/cli/options.ts';
import * as library from '../../src/index.ts';
import { EXIT_CODES } from '../../src/model/errors.ts';
import { DEFAULT_SEVERITIES } from '../../src/model/finding.ts';
import { parseDuration, parseSize } from '../../src/model/quantity.ts';
import type { CandidatesReport } from '../../src/model/recovery.ts';
import type { CommandName } from '../../src/model/report.ts';
import type { Value } from '../../src/model/value.ts';
import { readConfig } from '../../src/registry/config.ts';
import { DEFAULT_FACTS } from '../../src/registry/kind.ts';
import { createCompiler, NO_SCHEMAS } from '../../src/registry/validator.ts';
import { readKindFile } from '../../src/registry/written-facts.ts';
import { codesIn, fencesOf, tableBelow } from './fences.ts';
import { runIn } from './shown-run.ts';

const root = resolve(import.meta.dirname, '../..');
const reference = readFileSync(resolve(root, 'docs/reference.md'), 'utf8');
const table = (heading: string) => tableBelow(heading, reference);

/** What is said of a key, an option or a code: its row. */
function rowOf(heading: string, code: string): readonly string[] {
  const row = table(heading).find(([first = '']) => codesIn(first)[0] === code);
  if (row === undefined) throw new Error(`${heading} says nothing of ${code}`);
  return row;
}

/** The keys that the schema of the config takes, nested ones with a dot. */
function keysOf(properties: object, prefix = ''): readonly string[] {
  return Object.entries(properties).flatMap(([key, schema]: [string, { properties?: object }]) =>
    schema.properties === undefined ? [prefix + key] : keysOf(schema.properties, `${prefix}${key}.`),
  );
}

describe('the reference', () => {
  test('lists each finding with its default severity and its page', () => {
    const rows = table('Findings').map(([code = '', severity]) => [code, severity]);
    const wanted = Object.entries(DEFAULT_SEVERITIES).map(([code, severity]) => [
      `[\`${code}\`](findings/${code}.md)`,
      severity,
    ]);
    expect(rows).toEqual(wanted);
  });

  test('lists each error with its exit code', () => {
    const rows = table('Errors').map(([code = '', exit]) => [codesIn(code)[0], Number(exit)]);
    expect(rows).toEqual(Object.entries(EXIT_CODES));
  });

  test('lists every exit code that an error, a signal or a finding can give', () => {
    const listed = table('Exit codes').flatMap(([codes = '']) => codes.split(', ').map(Number));
    expect(new Set(listed)).toEqual(new Set([0, 1, ...Object.values(EXIT_CODES), 129, 130, 143]));
  });

  test('lists the commands that there are', () => {
    const rows = table('Commands').map(([command = '']) => codesIn(command)[0]);
    const wanted = DOORS.map(
      ({ name, actions, takesPaths }) =>
        `statefix ${name}${actions === undefined ? '' : ' ACTION'}${takesPaths ? ' [paths...]' : ''}`,
    );
    expect(rows).toEqual(wanted);
  });

  test('lists the options that there are, each as it is written', () => {
    const rows = table('Options').map(([option = '']) => codesIn(option)[0]);
    const wanted = [...OPTION_SPECS].map(([name, { value }]) => `--${name}${value === undefined ? '' : ` ${value}`}`);
    expect(rows.toSorted()).toEqual(wanted.toSorted());
  });

  test.each([...OPTION_SPECS].map(([name, { value }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, name]))(
    'says which commands take %s',
    (spelled, name) => {
      const [, said = ''] = rowOf('Options', spelled);
      const named = codesIn(said);
      const all: CommandName[] = DOORS.map((door) => door.name);
      const wanted = DOORS.filter((door) => door.options.some((option) => option === name)).map((door) => door.name);
      const excepted = said.startsWith('all but') ? named : [];
      expect(said.startsWith('all') ? all.filter((command) => !excepted.includes(command)) : named).toEqual(wanted);
    },
  );

  test('lists the keys of config and kind that the schema of the config has', () => {
    const schema = JSON.parse(readFileSync(resolve(root, 'schemas/statefix-config/1.schema.json'), 'utf8'));
    const { severity, ...properties } = schema.properties;
    const keys = [...keysOf(properties), 'severity'];
    expect(
      table('Keys of the config')
        .map(([key = '']) => codesIn(key)[0])
        .toSorted(),
    ).toEqual(keys.toSorted());
    const facts = keysOf(schema.$defs.kind.properties);
    expect(
      table('Keys of a kind')
        .map(([key = '']) => codesIn(key)[0])
        .toSorted(),
    ).toEqual(facts.toSorted());
    expect(Object.keys(severity.properties)).toEqual(Object.keys(DEFAULT_SEVERITIES));
  });

  test.each([
    ['checksum', DEFAULT_FACTS.checksum, JSON.parse],
    ['backups.bak', DEFAULT_FACTS.backups.bak, JSON.parse],
    ['backups.corrupt', DEFAULT_FACTS.backups.corrupt, JSON.parse],
    ['backups.keep', DEFAULT_FACTS.backups.keep, JSON.parse],
    ['backups.from', DEFAULT_FACTS.backups.from, JSON.parse],
    ['recover', DEFAULT_FACTS.recover, (text: string) => text.slice(1, -1).split(', ')],
    ['lock.timeout', DEFAULT_FACTS.lock.timeout, parseDuration],
    ['lock.stale', DEFAULT_FACTS.lock.stale, parseDuration],
    ['maxSize', DEFAULT_FACTS.maxSize, parseSize],
    ['leftovers', DEFAULT_FACTS.leftovers, (text: string) => JSON.parse(text.replaceAll("'", '"'))],
  ])('says the default of %s', (key, wanted, parse) => {
    const [, said = ''] = rowOf('Keys of a kind', key);
    expect(parse(codesIn(said)[0] ?? '')).toEqual(wanted);
  });

  test('says where the version is looked for', () => {
    expect(codesIn(rowOf('Keys of a kind', 'version')[1] ?? '')).toEqual(DEFAULT_FACTS.version);
  });

  test('takes every key of a kind that it lists', () => {
    const keys = table('Keys of a kind').map(([key = '']) => codesIn(key)[0] ?? '');
    const written: Record<string, Value> = {};
    for (const key of keys) written[key.split('.')[0] ?? ''] = {};
    const { files: _, ...facts } = written;
    const unknown = readKindFile(facts).problems.filter(({ atKey }) => atKey);
    expect(unknown).toEqual([]);
  });

  test('its sample of a report fits the schema of reports', async () => {
    const path = 'schemas/statefix-report/1.schema.json';
    const schema = JSON.parse(readFileSync(resolve(root, path), 'utf8'));
    const validator = await createCompiler(NO_SCHEMAS).compile({ path, schema });
    const sample = JSON.parse(fencesOf(reference).find(({ language }) => language === 'json')?.text ?? '');
    expect(validator.validate(sample)).toEqual([]);
    expect(validator.validate({ ...sample, command: 'guess' })).not.toEqual([]);
  });

  test('its sample of a report is what statefix writes', async () => {
    const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'statefix-reference-'));
    const state = { daemon_state: 'paused', current_session: null, stats: { saves_count: 3, total_resumes: 0 } };
    writeFileSync(join(folder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    const { stdout } = await runIn(folder, ['migrate', '--kind', 'daemon', '--format', 'json', 'state.json']);
    rmSync(folder, { recursive: true });
    const sample = fencesOf(reference).find(({ language }) => language === 'json')?.text ?? '';
    expect(JSON.parse(stdout)).toEqual(JSON.parse(sample));
  });

  test('its sample of a list of candidates is what statefix writes', async () => {
    const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'statefix-reference-'));
    const text = (state: string) => `{ "version": 1, "daemon_state": "${state}", "current_session": null, "stats": { `;
    writeFileSync(join(folder, 'state.json'), text('monitoring'), { mode: 0o600 });
    const whole = `${text('paused')}"saves_count": 3, "total_resumes": 0 } }\n`;
    writeFileSync(join(folder, 'state.json.bak'), whole, { mode: 0o600 });
    const { stdout } = await runIn(folder, ['repair', '--list', '--kind', 'daemon', '--format', 'json', 'state.json']);
    rmSync(folder, { recursive: true });
    const sample = fencesOf(reference).find(({ text }) => text.includes('"repair list"'))?.text ?? '';
    const bakAlone = (report: CandidatesReport) => ({
      ...report,
      files: report.files.map(({ candidates: [first], notes: _, ...file }) => ({ ...file, bak: { ...first, at: '' } })),
    });
    expect(bakAlone(JSON.parse(stdout))).toEqual(bakAlone(JSON.parse(sample)));
  });

  test('its samples of the library import what there is', () => {
    const names = fencesOf(reference).flatMap(
      ({ text }) => /import \{ ([^}]+) \} from 'statefix'/.exec(text)?.[1]?.split(', ') ?? [],
    );
    expect(names).toEqual(expect.arrayContaining(['writeAtomic', 'migrate']));
    expect(names.filter((name) => !Object.hasOwn(library, name))).toEqual([]);
  });

  test('lists the inputs and outputs of the Action, with their defaults', () => {
    const { inputs, outputs } = parse(readFileSync(resolve(root, 'action.yml'), 'utf8'));
    const rows = table('GitHub Action').map(([name = '', said = '']) => [codesIn(name)[0], codesIn(said)[0] ?? '']);
    // Both tables stand in one section; the head of the second comes with its rows.
    const split = rows.findIndex(([name]) => name === undefined);
    const defaults = Object.entries(inputs).map(([name, input]) => [name, (input as { default: string }).default]);
    expect(rows.slice(0, split)).toEqual(defaults);
    expect(rows.slice(split + 2).map(([name]) => name)).toEqual(Object.keys(outputs));
  });

  test('lists the hooks', () => {
    const hooks: { id: string }[] = parse(readFileSync(resolve(root, '.pre-commit-hooks.yaml'), 'utf8'));
    expect(table('pre-commit hooks').map(([id = '']) => codesIn(id)[0])).toEqual(hooks.map(({ id }) => id));
  });

  test('a config that it does not know is refused, so that the tests above can fail', () => {
    expect(readConfig({ version: 1, colour: 'red' }).problems).toHaveLength(1);
    expect(() => rowOf('Options', '--colour')).toThrow('says nothing');
  });
});
