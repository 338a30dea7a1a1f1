import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { auditHeadPath, auditPath, type ProjectStore } from '../../src/store/project-store.ts';
import { aChange, appendAll, aRecordedFile, tamper } from '../store/audit/audits.ts';
import { snapshot } from '../support/snapshot.ts';
import { runNode, type Spawned } from '../support/spawn.ts';
import { makeTree } from '../support/tree.ts';

const CLI = join(inject('dist'), 'cli.js');

let store: ProjectStore;
beforeEach(() => {
  const root = makeTree({ 'statefix.config.yaml': 'version: 1\nkinds: {}\n', 'here.json': '{}' });
  store = { root, directory: join(root, '.statefix') };
  appendAll(store, [
    aChange({ files: [aRecordedFile({ path: 'one.json' })] }),
    aChange({ command: 'repair', files: [aRecordedFile({ path: 'two.json', recovery: 'bak' })] }),
    aChange({ files: [aRecordedFile({ path: 'saves/three.json' })] }),
  ]);
});

function run(...args: readonly string[]): Promise<Spawned> {
  return runNode(CLI, args, { cwd: store.root });
}

describe('statefix log', () => {
  test('shows the newest change first, and changes nothing', async () => {
    const before = snapshot(store.root);
    const { code, stdout, stderr } = await run('log');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      '3  2026-11-21T10:20:30.456Z  migrate  ada@orbit pid 4711',
      '    saves/three.json: version 0 → 1 (1_add-version), backup b-1',
      '2  2026-11-21T10:20:30.456Z  repair  ada@orbit pid 4711',
      '    two.json: version 0 → 1 (1_add-version), from bak, backup b-1',
      '1  2026-11-21T10:20:30.456Z  migrate  ada@orbit pid 4711',
      '    one.json: version 0 → 1 (1_add-version), backup b-1',
      '',
    ]);
    expect(snapshot(store.root)).toEqual(before);
  });

  test('gives one JSON document', async () => {
    const { code, stdout } = await run('log', '--format', 'json', '--limit', '2');
    const report = JSON.parse(stdout);
    expect([code, report.version, report.command, report.faults]).toEqual([0, 1, 'log', []]);
    expect(report.changes.map(({ sequence }: { sequence: number }) => sequence)).toEqual([3, 2]);
  });

  test('writes a report to a file beside the text', async () => {
    const { stdout } = await run('log', '--format', 'json=log.json');
    expect(stdout).toContain('3  2026-11-21');
    expect(JSON.parse(readFileSync(join(store.root, 'log.json'), 'utf8')).changes).toHaveLength(3);
  });

  test.each([
    [['two.json'], [2]],
    [['saves'], [3]],
    [
      ['./saves/', 'one.json'],
      [3, 1],
    ],
    [['.'], [3, 2, 1]],
    [['here.json'], []],
  ])('of %s', async (paths, expected) => {
    const { stdout } = await run('log', '--format', 'json', ...paths);
    expect(JSON.parse(stdout).changes.map(({ sequence }: { sequence: number }) => sequence)).toEqual(expected);
  });

  test('of a file without changes says that there are none', async () => {
    expect(await run('log', 'here.json')).toEqual({ code: 0, stdout: 'No change is recorded.\n', stderr: '' });
  });

  test.each([
    [
      ['two.jsn'],
      'NO_FILE_MATCHED no change of two.jsn is recorded, and nothing stands there',
      'Did you mean two.json?',
    ],
    [['elsewhere'], 'NO_FILE_MATCHED no change of elsewhere is recorded', 'See every change with: statefix log'],
    [['-'], 'USAGE log reads what was recorded, not standard input', 'Name files or directories'],
    [[''], 'USAGE A path is empty', 'Is a variable of the shell unset?'],
    [['--limit', '0'], 'USAGE --limit "0" is not a number of changes', 'a whole number from 1'],
    [['--limit', 'x'], 'USAGE --limit "x" is not a number of changes', 'a whole number from 1'],
    [['--verify', 'one.json'], 'USAGE --verify proves the whole audit, and takes no paths', 'statefix log --verify'],
    [
      ['--verify', '--limit', '1'],
      'USAGE --verify proves the whole audit, and takes no --limit',
      'statefix log --verify',
    ],
  ])('%s: exit 2 and what to do', async (args, message, hint) => {
    const { code, stdout, stderr } = await run('log', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test('without a config: exit 2, and the way to one', async () => {
    const { code, stdout, stderr } = await runNode(CLI, ['log', '--format', 'json'], { cwd: makeTree() });
    expect(code).toBe(2);
    expect(stderr).toContain('USAGE There is no config here, and without one no change is recorded');
    expect(stderr).toContain('statefix init');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, command: 'log', error: { code: 'USAGE' } });
  });

  test('before the first change there is nothing to show, and nothing wrong', async () => {
    const cwd = makeTree({ 'statefix.config.yaml': 'version: 1\n' });
    expect(await runNode(CLI, ['log'], { cwd })).toEqual({ code: 0, stdout: 'No change is recorded.\n', stderr: '' });
    expect((await runNode(CLI, ['log', '--verify'], { cwd })).stdout).toContain('The audit is intact: 0 changes');
  });
});

describe('statefix log --verify', () => {
  test('exit 0 and the count', async () => {
    expect(await run('log', '--verify')).toEqual({
      code: 0,
      stdout: 'The audit is intact: 3 changes, every one as it was recorded.\n',
      stderr: '',
    });
    expect((await run('log', '--verify', '--quiet')).stdout).toBe('');
    expect(JSON.parse((await run('log', '--verify', '--format', 'json')).stdout)).toEqual({
      version: 1,
      command: 'log',
      verdict: { kind: 'intact', changes: 3, remarks: [] },
    });
  });

  test('exit 1, and the line that was changed', async () => {
    tamper(store, (bytes) => Buffer.from(bytes.toString().replace('"command":"repair"', '"command":"migrat"')));
    const { code, stdout } = await run('log', '--verify', '--quiet');
    expect(code).toBe(1);
    expect(stdout).toContain(
      '.statefix/audit.jsonl:2: error the chain of the audit is broken: its content is not that of its hash',
    );
    expect(stdout).toContain('The change before it is as recorded.');
    const json = await run('log', '--verify', '--format', 'json');
    expect([json.code, JSON.parse(json.stdout).verdict]).toEqual([
      1,
      {
        kind: 'broken',
        changes: 1,
        fault: { file: '.statefix/audit.jsonl', line: 2, reason: 'its content is not that of its hash' },
      },
    ]);
    expect((await run('log')).stdout).toContain('.statefix/audit.jsonl:2: warning its content is not that of its hash');
  });

  test('exit 1 where lines are cut off at the end', async () => {
    tamper(store, (bytes) => bytes.subarray(0, bytes.indexOf(0x0a) + 1));
    const { code, stdout } = await run('log', '--verify');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'audit.jsonl:2: error the chain of the audit is broken: lines are missing here: audit.head counts 3 changes, and 1 stand',
    );
  });

  test('an interrupted append is told, and is no fault', async () => {
    const head = readFileSync(auditHeadPath(store));
    appendAll(store, [aChange()]);
    writeFileSync(auditHeadPath(store), head);
    writeFileSync(auditPath(store), '{"at', { flag: 'a' });
    const { code, stdout } = await run('log', '--verify');
    expect(code).toBe(0);
    expect(stdout).toContain('note: the last append was interrupted after its line');
    expect(stdout).toContain('note: bytes after the last whole line are of an interrupted append');
  });
});

test('what stands in the audit reaches no terminal unseen', async () => {
  const path = '\u001b[31mred\u202e.json';
  appendAll(store, [
    aChange({ command: '\u0007', who: { user: '\r', hostname: '\u009b', pid: 1 }, files: [aRecordedFile({ path })] }),
  ]);
  const { stdout } = await run('log', '--verbose', '--limit', '1');
  expect(stdout).toContain('\\x1b[31mred\\u202e.json');
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(stdout).toMatch(/change 0{8}-.*, run 7c9e6679-.*, statefix 1\.0\.0/);
  expect(stdout).toContain('sha256:aaaaaaaaaaaa → sha256:bbbbbbbbbbbb');
});
