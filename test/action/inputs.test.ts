import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from './git.ts';
import { aWorkspace, BROKEN, DAEMON, GOOD, OLD, textIn } from './project.ts';
import { ACTION } from './runner/action-file.ts';
import { runStep, type Step } from './runner/step.ts';

/** What each input of `action.yml` does, shown by one step. */
const INPUTS: Readonly<Record<string, () => Promise<void>>> = {
  async command() {
    const workspace = aWorkspace({ 'state.json': OLD });
    for (const command of ['check', 'migrate', 'repair', 'seal', 'status']) {
      expect(reportOf(await runStep({ workspace, inputs: { ...DAEMON, command } }))).toMatchObject({ command });
    }
  },
  async changes() {
    const workspace = aWorkspace({ 'state.json': OLD });
    const inputs = { ...DAEMON, command: 'migrate' };
    const told = await runStep({ workspace, inputs });
    expect([told.code, told.outputs['changed'], textIn(workspace, 'state.json')]).toEqual([1, '1', OLD]);
    const patched = await runStep({ workspace, inputs: { ...inputs, changes: 'patch' } });
    expect([patched.code, patched.outputs['changed'], textIn(workspace, 'state.json')]).toEqual([0, '1', OLD]);
    const written = await runStep({ workspace, inputs: { ...inputs, changes: 'write' } });
    expect([written.code, written.outputs['changed'], textIn(workspace, 'state.json')]).toEqual([0, '1', GOOD]);
  },
  async paths() {
    const workspace = aWorkspace({ 'a b.json': GOOD, 'sub/c.json': GOOD, 'd.json': BROKEN });
    const step = await runStep({ workspace, inputs: { kind: 'daemon', paths: '  a b.json\n\nsub\n' } });
    expect(pathsOf(step)).toEqual(['a b.json', 'sub/c.json']);
  },
  async config() {
    const config = 'version: 1\nkinds: { daemon: { files: ["state.json"] } }\n';
    const workspace = aWorkspace({ 'conf/own.yaml': config, 'conf/state.json': GOOD });
    expect(pathsOf(await runStep({ workspace, inputs: { config: 'conf/own.yaml' } }))).toEqual(['conf/state.json']);
  },
  async kind() {
    const workspace = aWorkspace({ 'state.json': GOOD });
    const step = await runStep({ workspace, inputs: { paths: 'state.json', kind: 'daemn' } });
    expect([step.code, step.annotations[0]?.data]).toEqual([2, expect.stringContaining('KIND_UNKNOWN')]);
  },
  async against() {
    const workspace = aRepository({ 'state.json': GOOD.replace('"version":1', '"version":2') });
    expect((await runStep({ workspace, inputs: { ...DAEMON, against: 'none' } })).code).toBe(1);
    const step = await runStep({ workspace, inputs: { ...DAEMON, against: 'no-such-branch' } });
    expect([step.code, step.annotations[0]?.data]).toEqual([2, expect.stringContaining('no-such-branch')]);
  },
  async strict() {
    const workspace = aWorkspace({ 'state.json': OLD });
    expect((await runStep({ workspace, inputs: DAEMON })).code).toBe(0);
    expect((await runStep({ workspace, inputs: { ...DAEMON, strict: 'true' } })).code).toBe(1);
  },
  async format() {
    const workspace = aWorkspace({ 'state.json': GOOD });
    const format = 'json\nmarkdown=out/page.md\njunit=out/tests.xml\njsonl=out/lines.jsonl\ntext=out/plain.txt';
    const { log } = await runStep({ workspace, inputs: { ...DAEMON, format } });
    expect(JSON.parse(log)).toMatchObject({ command: 'check' });
    expect(readdirSync(join(workspace, 'out'))).toEqual(['lines.jsonl', 'page.md', 'plain.txt', 'tests.xml']);
  },
  async 'max-annotations'() {
    const files = Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`f${index}.json`, '{']));
    const step = await runStep({ workspace: aWorkspace(files), inputs: { ...DAEMON, 'max-annotations': '2' } });
    expect(step.annotations.map(({ data }) => data)).toEqual([
      expect.any(String),
      expect.any(String),
      expect.stringContaining('2 more errors'),
    ]);
  },
  async 'working-directory'() {
    const workspace = aWorkspace({ 'sub/state.json': GOOD });
    expect(pathsOf(await runStep({ workspace, inputs: { ...DAEMON, 'working-directory': 'sub' } }))).toEqual([
      'state.json',
    ]);
  },
  async summary() {
    const workspace = aWorkspace({ 'state.json': GOOD });
    expect((await runStep({ workspace, inputs: { ...DAEMON, summary: 'false' } })).summary).toBe('');
  },
  async 'report-path'() {
    const workspace = aWorkspace({ 'state.json': GOOD });
    const { outputs } = await runStep({ workspace, inputs: { ...DAEMON, 'report-path': 'out/report.json' } });
    expect(outputs['report-path']).toBe(join(workspace, 'out/report.json'));
    expect(JSON.parse(textIn(workspace, 'out/report.json'))).toMatchObject({ command: 'check' });
  },
  async 'sarif-path'() {
    const workspace = aWorkspace({ 'sub/state.json': BROKEN });
    const inputs = { ...DAEMON, 'working-directory': 'sub', 'sarif-path': 'results.sarif' };
    const { outputs } = await runStep({ workspace, inputs });
    expect(outputs['sarif-path']).toBe(join(workspace, 'sub/results.sarif'));
    const { version, runs } = JSON.parse(textIn(workspace, 'sub/results.sarif'));
    expect([version, runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri]).toEqual([
      '2.1.0',
      'sub/state.json',
    ]);
  },
  async 'patch-path'() {
    const workspace = aWorkspace({ 'state.json': OLD });
    const inputs = { ...DAEMON, command: 'migrate', changes: 'patch', 'patch-path': 'out/fix.patch' };
    const { outputs } = await runStep({ workspace, inputs });
    expect(outputs['patch-path']).toBe(join(workspace, 'out/fix.patch'));
    expect(textIn(workspace, 'out/fix.patch')).toMatch(/^diff --git a\/state\.json b\/state\.json\n/);
  },
};

/** What each output of `action.yml` says, shown by one step. */
const OUTPUTS: Readonly<Record<string, () => Promise<void>>> = {
  async status() {
    const workspace = aWorkspace({ 'good.json': GOOD, 'bad.json': BROKEN });
    const statusOf = async (paths: string, command = 'check') =>
      (await runStep({ workspace, inputs: { kind: 'daemon', paths, command } })).outputs['status'];
    expect([
      await statusOf('good.json'),
      await statusOf('bad.json'),
      await statusOf('bad.json', 'repair'),
      await statusOf('gone.json'),
    ]).toEqual(['success', 'findings', 'failed', 'failed']);
  },
  errors: () => expectOutput('errors', 'check', '1'),
  warnings: () => expectOutput('warnings', 'check', '1'),
  changed: () => expectOutput('changed', 'migrate', '1'),
  migrated: () => expectOutput('migrated', 'migrate', '1'),
  async repaired() {
    const workspace = aWorkspace({ 'state.json': BROKEN, 'state.json.bak': GOOD, 'old.json': OLD });
    const step = await runStep({ workspace, inputs: { ...DAEMON, command: 'repair', changes: 'write' } });
    expect([step.outputs['repaired'], step.outputs['migrated']]).toEqual(['1', '0']);
    expect(textIn(workspace, 'state.json')).toBe(GOOD);
  },
  async files() {
    const { outputs } = await runStep({ workspace: mixed(), inputs: DAEMON });
    expect(JSON.parse(outputs['files'] ?? '')).toEqual([
      {
        path: 'bad.json',
        kind: 'daemon',
        outcome: 'unchanged',
        version: null,
        errors: 1,
        warnings: 0,
        codes: ['SYNTAX_INVALID'],
      },
      expect.objectContaining({ path: 'old.json', version: '0', warnings: 1, codes: ['VERSION_OUTDATED'] }),
    ]);
  },
  async 'report-path'() {
    const { outputs, temp } = await runStep({ workspace: mixed(), inputs: DAEMON });
    expect(outputs['report-path']?.startsWith(temp)).toBe(true);
  },
  async 'sarif-path'() {
    expect((await runStep({ workspace: mixed(), inputs: DAEMON })).outputs['sarif-path']).toBe('');
  },
  async 'patch-path'() {
    const inputs = { kind: 'daemon', command: 'migrate', changes: 'patch' };
    const workspace = aWorkspace({ 'good.json': GOOD, 'old.json': OLD });
    const [one, none] = [
      await runStep({ workspace, inputs: { ...inputs, paths: 'old.json' } }),
      await runStep({ workspace, inputs: { ...inputs, paths: 'good.json' } }),
    ];
    expect(one.outputs['patch-path']?.startsWith(one.temp)).toBe(true);
    expect(none.outputs['patch-path']).toBe('');
  },
};

function reportOf({ outputs }: Step): { readonly files: readonly { readonly path: string }[] } {
  return JSON.parse(readFileSync(outputs['report-path'] ?? '', 'utf8'));
}

function pathsOf(step: Step): readonly string[] {
  return reportOf(step).files.map(({ path }) => path);
}

function mixed(): string {
  return aWorkspace({ 'good.json': GOOD, 'old.json': OLD, 'bad.json': BROKEN });
}

async function expectOutput(name: string, command: string, value: string): Promise<void> {
  const { outputs } = await runStep({ workspace: mixed(), inputs: { ...DAEMON, command } });
  expect(outputs[name]).toBe(value);
}

function aRepository(files: Readonly<Record<string, string>>): string {
  const workspace = aWorkspace(files);
  git(workspace, 'init', '--quiet');
  git(workspace, 'add', '.');
  git(workspace, 'commit', '--quiet', '-m', 'first');
  return workspace;
}

describe('the input', () => {
  test('table has every input of action.yml, and no other', () => {
    expect(Object.keys(INPUTS).sort()).toEqual(Object.keys(ACTION.inputs).sort());
  });
  test.each(Object.entries(INPUTS))('%s does what action.yml says', (_, shown) => shown());
});

describe('the output', () => {
  test('table has every output of action.yml, and no other', async () => {
    expect(Object.keys(OUTPUTS).sort()).toEqual(Object.keys(ACTION.outputs).sort());
  });
  test('of every run are those of action.yml', async () => {
    const step = await runStep({ workspace: mixed(), inputs: DAEMON });
    expect(Object.keys(step.outputs).sort()).toEqual(Object.keys(ACTION.outputs).sort());
  });
  test.each(Object.entries(OUTPUTS))('%s says what action.yml says', (_, shown) => shown());
});

describe('refused is', () => {
  test.each([
    [{ command: 'chek' }, 'The input command is "chek". Did you mean check?'],
    [{ changes: 'wirte' }, 'The input changes is "wirte". Did you mean write? The choices: report, patch, write.'],
    [{ strict: 'maybe' }, 'The input strict is "maybe". Write true or false.'],
    [{ summary: '1' }, 'The input summary is "1". Write true or false.'],
    [{ 'max-annotations': '10' }, 'The input max-annotations is "10". Write a whole number from 0 to 9.'],
    [{ 'max-annotations': '-1' }, 'Write a whole number from 0 to 9.'],
    [{ format: 'sarf=x' }, 'The input format is "sarf". Did you mean sarif? The choices: text, json, jsonl, sarif'],
    [{ format: 'json=' }, 'The input format names no file: "json=". Write json=FILE'],
    [
      { format: 'text\njson' },
      'The input format names several formats for the log. Write the others to files: json=FILE',
    ],
    [{ kind: 'a\nb' }, 'The input kind has several lines'],
    [{ changes: 'write' }, 'changes: write has no meaning beside command: check'],
    [{ command: 'migrate', against: 'main' }, 'against has no meaning beside command: migrate'],
    [{ 'patch-path': 'x' }, 'patch-path has no meaning beside changes: report'],
    [{ 'working-directory': 'nowhere' }, 'The input working-directory names no directory: "nowhere"'],
    [{ 'working-directory': '..' }, 'OUTSIDE_ROOT'],
    [{ 'report-path': '../x.json' }, 'OUTSIDE_ROOT'],
  ])('%j', async (inputs, sentence) => {
    const step = await runStep({ workspace: aWorkspace({ 'state.json': GOOD }), inputs });
    expect([step.outputs['status'], step.annotations[0]?.data]).toEqual(['failed', expect.stringContaining(sentence)]);
  });

  test('a report that a link of the checkout leads outside', async () => {
    const workspace = aWorkspace({ 'state.json': GOOD });
    const elsewhere = aWorkspace({});
    symlinkSync(elsewhere, join(workspace, 'out'));
    const step = await runStep({ workspace, inputs: { ...DAEMON, 'report-path': 'out/report.json' } });
    expect([step.code, readdirSync(elsewhere)]).toEqual([3, []]);
  });

  test('a working directory that a link of the checkout leads outside', async () => {
    const workspace = aWorkspace({ 'state.json': GOOD });
    const elsewhere = aWorkspace({});
    mkdirSync(join(elsewhere, 'sub'));
    symlinkSync(elsewhere, join(workspace, 'out'));
    const step = await runStep({ workspace, inputs: { ...DAEMON, 'working-directory': 'out/sub' } });
    expect([step.code, step.annotations[0]?.data]).toEqual([3, expect.stringContaining('OUTSIDE_ROOT')]);
  });
});
