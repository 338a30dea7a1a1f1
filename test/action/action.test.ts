import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isWindows } from '../support/system.ts';
import { aWorkspace, BROKEN, DAEMON, GOOD, OLD, textIn } from './project.ts';
import { runStep } from './runner/step.ts';

describe('the Action', () => {
  test('passes on a healthy file, with outputs, summary and report', async () => {
    const step = await runStep({ workspace: aWorkspace({ 'state.json': GOOD }), inputs: DAEMON });
    expect([step.code, step.annotations, step.stderr]).toEqual([0, [], '']);
    expect(step.outputs).toMatchObject({ status: 'success', errors: '0', warnings: '0', changed: '0', files: '[]' });
    expect(JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8'))).toMatchObject({ command: 'check' });
    expect(step.summary).toContain('## statefix check');
  });

  test('keeps to what it found where the summary cannot be written', async () => {
    const workspace = aWorkspace({ 'state.json': GOOD });
    const environment = { GITHUB_STEP_SUMMARY: join(workspace, 'no/such/summary') };
    const step = await runStep({ workspace, inputs: DAEMON, environment });
    expect([step.code, step.outputs['status']]).toEqual([0, 'success']);
    expect(step.log).toContain('statefix: the summary of the step could not be written: ');
  });

  test('fails on a broken one, with an annotation at its place', async () => {
    const step = await runStep({ workspace: aWorkspace({ 'state.json': BROKEN }), inputs: DAEMON });
    expect([step.code, step.outputs['status'], step.outputs['errors']]).toEqual([1, 'findings', '1']);
    expect(step.annotations).toMatchObject([
      { name: 'error', properties: { title: 'SYNTAX_INVALID', file: 'state.json', line: '2', col: '14' } },
    ]);
    expect(step.summary).toContain('SYNTAX_INVALID');
  });

  test('shows in its summary the difference, and the command that makes it here', async () => {
    const workspace = aWorkspace({ 'state.json': OLD });
    const { summary } = await runStep({ workspace, inputs: { ...DAEMON, command: 'migrate' } });
    expect(summary).toContain('statefix migrate --kind daemon state.json');
    expect(summary).toContain('<summary>Difference</summary>');
  });

  test('names files as the checkout does, wherever it works', async () => {
    const workspace = aWorkspace({ 'sub/dir/state.json': BROKEN });
    const { annotations } = await runStep({ workspace, inputs: { ...DAEMON, 'working-directory': 'sub/dir' } });
    expect(annotations[0]?.properties['file']).toBe('sub/dir/state.json');
  });

  test('tells nine annotations of a level, the failures first, and one that counts the rest', async () => {
    const files = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`f${index}.json`, '{']));
    const step = await runStep({ workspace: aWorkspace(files), inputs: { ...DAEMON, command: 'repair' } });
    expect([step.annotations.length, step.dropped]).toEqual([10, 0]);
    expect(step.annotations.slice(0, 9).every(({ properties }) => properties['title'] === 'STATE_CORRUPTED')).toBe(
      true,
    );
    expect(step.annotations[9]?.data).toContain('21 more errors');
  });

  test('makes room for what it says itself: GitHub drops the eleventh of a level', async () => {
    const files = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`f${index}.json`, OLD]));
    const step = await runStep({
      workspace: aWorkspace(files),
      inputs: DAEMON,
      event: { name: 'push', payload: { before: '1'.repeat(40), commits: [{}] } },
    });
    expect([step.annotations.length, step.dropped]).toEqual([10, 0]);
    expect(step.annotations.at(-1)?.data).toContain('7 more warnings');
  });

  test('tells in its log what it could not take away', async () => {
    const workspace = aWorkspace({ 'state.json': OLD });
    mkdirSync(join(workspace, '.tmp-fffffc00/nested'), { recursive: true });
    const { code, log } = await runStep({ workspace, inputs: { ...DAEMON, command: 'migrate', changes: 'write' } });
    expect(code).toBe(0);
    expect(log).toMatch(/^warning: could not remove \.tmp-fffffc00 /m);
  });

  test('lets no text of a file command the runner', async () => {
    const workspace = aWorkspace({
      '::set-output name=x::y.json': '{"##[command]": "\\n::error::x"',
      'state.json': '{"version":1,"##[add-mask]x":1,"daemon_state":"::stop-commands::x"}',
    });
    const { commands } = await runStep({ workspace, inputs: DAEMON });
    expect(new Set(commands.map(({ name }) => name))).toEqual(new Set(['error']));
  });

  test('shows no secret that the runner knows', async () => {
    const workspace = aWorkspace({ 'state.json': GOOD.replace('"stopped"', '"hunter2hunter2"') });
    const { log } = await runStep({ workspace, inputs: DAEMON, secrets: ['hunter2hunter2'] });
    expect(log).toContain('***');
    expect(log).not.toContain('hunter2hunter2');
  });

  test('leaves nothing but what was asked for', async () => {
    const workspace = aWorkspace({ 'state.json': OLD });
    await runStep({ workspace, inputs: { ...DAEMON, command: 'migrate' } });
    expect([readdirSync(workspace), textIn(workspace, 'state.json')]).toEqual([['state.json'], OLD]);
  });

  test('sets every output also where it fails before it begins', async () => {
    const step = await runStep({ workspace: aWorkspace({}), inputs: { command: 'chek' } });
    expect([step.code, step.outputs['status'], step.outputs['files']]).toEqual([2, 'failed', '[]']);
    expect(step.annotations.map(({ data }) => data)).toEqual([
      'USAGE: The input command is "chek". Did you mean check? The choices: check, migrate, repair, seal, status.',
    ]);
  });

  test('tells what stops the run, and reports it', async () => {
    const step = await runStep({ workspace: aWorkspace({}), inputs: { paths: 'gone.json', kind: 'daemon' } });
    expect([step.code, step.outputs['status']]).toEqual([2, 'failed']);
    expect(step.annotations[0]?.data).toContain('NO_FILE_MATCHED');
    expect(JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8')).error.code).toBe('NO_FILE_MATCHED');
  });

  test.skipIf(isWindows)('ends soon when the job is cancelled, and tells what it has seen', async () => {
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`f${index}.json`, BROKEN]));
    const cancel = `data:text/javascript,${encodeURIComponent(`
      const { write } = process.stdout;
      process.stdout.write = (...text) => {
        process.stdout.write = write;
        process.kill(process.pid, 'SIGINT');
        return write.apply(process.stdout, text);
      };
    `)}`;
    const step = await runStep({ workspace: aWorkspace(files), inputs: DAEMON, nodeOptions: ['--import', cancel] });
    expect([step.code, step.outputs['status']]).toEqual([130, 'failed']);
    expect(step.log).toContain('interrupted; every file is whole');
    const { summary } = JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8'));
    expect(summary.files).toBeGreaterThan(0);
    expect(summary.files).toBeLessThan(3000);
  });

  test('cannot read standard input', async () => {
    const { code, annotations } = await runStep({ workspace: aWorkspace({}), inputs: { kind: 'daemon', paths: '-' } });
    expect(code).toBe(2);
    expect(annotations[0]?.data).toContain('an Action does not have');
  });
});
