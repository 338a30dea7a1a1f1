import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { status } from '../../src/commands/status.ts';
import { runStep } from '../action/runner/step.ts';
import { aContext, addFiles, aProject, only, options, textOf } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { githubToken, noise, TOKENS } from './tokens.ts';

const SCHEMA = JSON.stringify({ type: 'object', properties: { note: { type: 'integer' } } });
const token = githubToken();

function registry(facts: string): Readonly<Record<string, string>> {
  return {
    'schemas/app/1.schema.json': SCHEMA,
    'schemas/app/kind.yaml': facts,
    'statefix.config.yaml': "version: 1\nkinds:\n  app:\n    files: ['*.json', '*.yaml', '*.jsonc']\n",
  };
}

function project(files: Readonly<Record<string, string>>, facts = 'version: false\n'): string {
  return aProject({ ...registry(facts), ...files });
}

async function run(root: string, ...args: readonly string[]) {
  return await runNode(join(inject('dist'), 'cli.js'), ['check', ...args], { cwd: root });
}

/** The findings of the one file of a project. */
async function findingsOf(root: string, path: string, changes: Partial<ReturnType<typeof options>> = {}) {
  const { report } = await only(check({ ...options(path), secrets: true, ...changes }, aContext(root)));
  return report.findings.map(({ code, pointer, args }) => `${code} ${pointer} ${args['rule'] ?? ''}`.trim());
}

describe('who asks for secrets', () => {
  const files = { 'a.json': JSON.stringify({ key: token }) };

  test('the option', async () =>
    expect(await findingsOf(project(files), 'a.json')).toEqual(['SECRET_FOUND /key github']));

  test('the kind', async () => {
    const root = project(files, 'version: false\nsecrets: true\n');
    expect(await findingsOf(root, 'a.json', { secrets: false })).toEqual(['SECRET_FOUND /key github']);
  });

  test('nobody: nothing is found', async () => {
    expect(await findingsOf(project(files), 'a.json', { secrets: false })).toEqual([]);
  });

  test('the question of which version a file has does not', async () => {
    const root = project(files, 'version: false\nsecrets: true\n');
    expect((await only(status(options('a.json'), aContext(root)))).report.remaining).toEqual([]);
  });

  test('the config allows places', async () => {
    const root = project(files, "version: false\nallowSecrets: ['/*']\n");
    expect(await findingsOf(root, 'a.json')).toEqual([]);
  });

  test('an allowed place that is no pointer is refused with a hint', async () => {
    const { code, stderr } = await run(project(files, 'version: false\nallowSecrets: [key]\n'));
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean "/key"?');
  });

  test('a misspelt fact is refused with a hint', async () => {
    const { code, stderr } = await run(project(files, 'version: false\nallowSecret: [/key]\n'));
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean "allowSecrets"?');
  });

  test('the exit code is that of an error, and the line names place, rule and what to do', async () => {
    const { code, stdout } = await run(project(files), '--secrets', 'a.json');
    expect(code).toBe(1);
    expect(stdout).toContain('a.json:1:8: error SECRET_FOUND A secret stands here: a token of GitHub\n');
    expect(stdout).toContain('allowSecrets: ["/key"]');
  });
});

const FORMATS = ['text', 'json', 'jsonl', 'github', 'sarif', 'junit', 'markdown'];

/** The longest piece of a secret that a text tells, from four characters on. */
function longestTold(text: string, secrets: readonly string[]): number {
  let longest = 3;
  for (const secret of secrets) {
    for (let at = 0; at + longest < secret.length; at += 1) {
      while (at + longest < secret.length && text.includes(secret.slice(at, at + longest + 1))) longest += 1;
    }
  }
  return longest;
}

describe('no channel tells a secret', () => {
  const values = [token, noise(40, 'key'), githubToken('comment'), noise(60, 'long')];
  const [first = '', second = '', third = '', fourth = ''] = values;
  // Each also where another finding quotes it: a wrong type, a key twice, a line that is the neighbour of another finding.
  const files = {
    'one.json': `{"note":"${first}","password":"${second}","more":{"note":"${second}"}}`,
    'two.json': `{\n  "note": "${first}",\n  "token": "${fourth}"\n}\n`,
    'three.json': `{ "${first}": 1, "${first}": 2 }`,
    'four.json': `{ "note": "${first}`,
    'five.yaml': `# ${third}\nnote: >-\n  ${first}\npassword: "${[...second].map((each) => `\\x${each.charCodeAt(0).toString(16)}`).join('')}"\n`,
    'six.jsonc': `{ // ${third}\n  "note": "x", /* ${first} */ "secret": "\\u0041${second}" }`,
    'seven.json': JSON.stringify({ note: `${noise(10)} ${TOKENS['privatekey']?.[1]} ${first}` }),
  };

  test.each(FORMATS)('%s', async (format) => {
    const { code, stdout, stderr } = await run(project(files), '--secrets', '--verbose', '--format', format);
    expect(code).toBe(1);
    expect(stdout).toContain('SECRET_FOUND');
    const pem = TOKENS['privatekey']?.[1].split('\n')[1] ?? '';
    // Pieces of four characters or five occur by chance.
    expect(longestTold(stdout + stderr, [...values, pem])).toBeLessThan(6);
  });

  test('the Action: log, annotations, summary, outputs and files', async () => {
    const workspace = project(files, 'version: false\nsecrets: true\n');
    const inputs = { 'report-path': 'report.json', 'sarif-path': 'report.sarif' };
    const step = await runStep({ workspace, inputs });
    const texts = [JSON.stringify(step), textOf(workspace, 'report.json'), textOf(workspace, 'report.sarif')];
    expect(step.code).toBe(1);
    for (const text of texts) {
      expect(text).toContain('SECRET_FOUND');
      expect(longestTold(text, values)).toBeLessThan(6);
    }
  });

  test('the control: without being asked for, the same run tells them', async () => {
    const { stdout } = await run(project(files));
    expect(longestTold(stdout, values)).toBeGreaterThan(30);
  });

  test('a secret that spells a code of ours hides no code', async () => {
    const root = project({
      'a.json': '{ "password": "SECRET_FOUND", "note": "SCHEMA_MISMATCH", "secret": "SCHEMA_MISMATCH" }',
    });
    expect(await findingsOf(root, 'a.json')).toEqual([
      'SECRET_FOUND /password key-name',
      'SCHEMA_MISMATCH /note',
      'SECRET_FOUND /secret key-name',
    ]);
  });

  test('the frame of a finding shows the line, with stars for the value', async () => {
    const { stdout } = await run(project({ 'two.json': files['two.json'] }), '--secrets');
    expect(stdout).toContain(`"token": ${'*'.repeat(62)}`);
  });
});

describe('held against a base', () => {
  function git(root: string, ...args: readonly string[]): void {
    const settings = ['-c', 'user.name=t', '-c', 'user.email=t@localhost', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...settings, ...args], { cwd: root, stdio: 'pipe' });
  }

  function committed(files: Readonly<Record<string, string>>): string {
    const root = project(files);
    git(root, 'init', '-q');
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Begin');
    return root;
  }

  const against = { against: 'HEAD' };

  test('a secret that was not there was added', async () => {
    const root = committed({ 'a.json': '{ "x": 1 }' });
    addFiles(root, { 'a.json': JSON.stringify({ x: 1, key: token }) });
    expect(await findingsOf(root, 'a.json', against)).toEqual(['SECRET_ADDED /key github']);
  });

  test('a secret in a new file was added', async () => {
    const root = committed({ 'a.json': '{ "x": 1 }' });
    addFiles(root, { 'b.json': JSON.stringify({ key: token }) });
    expect(await findingsOf(root, 'b.json', against)).toEqual(['SECRET_ADDED /key github']);
  });

  test('a secret that another took the place of was added', async () => {
    const root = committed({ 'a.json': JSON.stringify({ key: githubToken('old') }) });
    addFiles(root, { 'a.json': JSON.stringify({ key: token }) });
    expect(await findingsOf(root, 'a.json', against)).toEqual(['SECRET_ADDED /key github']);
  });

  test('a secret that was moved, in a text that was edited, is not told', async () => {
    const root = committed({ 'a.json': JSON.stringify({ key: `old ${token}` }) });
    addFiles(root, { 'a.json': JSON.stringify({ more: { note: `new: ${token}` } }) });
    expect((await findingsOf(root, 'a.json', against)).filter((told) => told.startsWith('SECRET'))).toEqual([]);
  });

  test('a file that is what it was is not told of', async () => {
    const root = committed({ 'a.json': JSON.stringify({ key: token }) });
    expect(await findingsOf(root, 'a.json', against)).toEqual([]);
  });
});

describe('work', () => {
  /** The chunks that a run loads. */
  async function loadedBy(...args: readonly string[]): Promise<readonly string[]> {
    const root = project({ 'a.json': '{ "x": 1 }' });
    const coverage = join(root, 'coverage');
    mkdirSync(coverage);
    const env = { NODE_V8_COVERAGE: coverage };
    const { code } = await runNode(join(inject('dist'), 'cli.js'), ['check', 'a.json', ...args], { cwd: root, env });
    expect(code).toBe(0);
    return readdirSync(coverage).flatMap((name) => {
      const { result } = JSON.parse(textOf(coverage, name)) as { result: { url: string }[] };
      return result.flatMap(({ url }) => (url.startsWith('file:') ? [url] : []));
    });
  }

  const knowsRules = (url: string) => readFileSync(new URL(url), 'utf8').includes('secretlint-rule');

  test('a check that is not asked for secrets loads no rule', async () => {
    expect((await loadedBy()).filter(knowsRules)).toEqual([]);
  });

  test('the control: one that is asked loads them', async () => {
    expect((await loadedBy('--secrets')).filter(knowsRules)).not.toEqual([]);
  });
});
