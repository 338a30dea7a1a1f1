import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { aWorkspace, BROKEN, DAEMON, GOOD, OLD, textIn } from './project.ts';
import { ACTION } from './runner/action-file.ts';
import { runStep } from './runner/step.ts';

// A runner starts the Action on the Node that action.yml names, whatever node runs the tests.
let node = '';
beforeAll(() => {
  const version = ACTION.runs.using.replace('node', 'node@');
  node = execFileSync('npx', ['--yes', '--package', version, '--call', 'node -p process.execPath'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  }).trim();
});

describe('on the Node that action.yml names', () => {
  test('it is that one', () => {
    expect(
      `node${execFileSync(node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).trim()}`,
    ).toBe(ACTION.runs.using);
  });

  test('a check tells what is wrong', async () => {
    const step = await runStep({ node, workspace: aWorkspace({ 'state.json': BROKEN }), inputs: DAEMON });
    expect([step.code, step.stderr, step.annotations[0]?.properties['title']]).toEqual([1, '', 'SYNTAX_INVALID']);
  });

  test('migrations run', async () => {
    const workspace = aWorkspace({
      'statefix.config.yaml': 'version: 1\nkinds: { game: { files: ["save.json"] } }\n',
      'schemas/game/1.schema.json': '{}',
      'schemas/game/2.schema.json': '{}',
      'migrations/game/2_lives.mjs': 'export const up = (state) => ({ ...state, lives: 3 });\n',
      'save.json': '{ "version": 1 }\n',
    });
    const step = await runStep({ node, workspace, inputs: { command: 'migrate', changes: 'write' } });
    expect([step.code, step.stderr, textIn(workspace, 'save.json')]).toEqual([0, '', '{ "version": 2, "lives": 3 }\n']);
  });

  test('every kind of report can be made', async () => {
    const format = ['json', 'jsonl', 'junit', 'markdown', 'text'].map((name) => `${name}=out/${name}`).join('\n');
    const inputs = { ...DAEMON, command: 'migrate', changes: 'patch', format, 'sarif-path': 'out/sarif' };
    const step = await runStep({ node, workspace: aWorkspace({ 'state.json': OLD, 'b.json': GOOD }), inputs });
    expect([step.code, step.stderr, step.outputs['migrated']]).toEqual([0, '', '1']);
  });
});
