import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { HOOK_NAMES } from '../../src/commands/hooks/names.ts';
import { git } from '../action/git.ts';
import { inputVariables } from '../action/runner/action-file.ts';
import type { TestEvent } from '../action/runner/step.ts';
import { BROKEN, HEALTHY, OLD, PROJECT } from '../hooks/scene.ts';
import { bundleScript } from '../support/bundle-script.ts';
import { addFiles } from '../support/project.ts';
import type * as Judge from '../support/scripts/judge-workflow.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';
import { codesIn, fencesOf, tableBelow } from './fences.ts';
import { putPrograms, runJob, runLines, type Scenery, type WorkflowJob } from './workflow-run.ts';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
const recipes = fencesOf(page).filter(({ name }) => name !== undefined);
const workflows = recipes.filter(({ name }) => name?.startsWith('.github/'));

function recipe(name: string): string {
  const found = recipes.find((each) => each.name?.endsWith(name));
  if (found === undefined) throw new Error(`no recipe ${name}`);
  return found.text;
}

function jobOf(name: string): WorkflowJob {
  const [job] = Object.values<WorkflowJob>(parse(recipe(name)).jobs);
  if (job === undefined) throw new Error(`${name} has no job`);
  return job;
}

describe('the recipes', () => {
  let judge: typeof Judge;
  beforeAll(async () => {
    judge = await import(pathToFileURL(await bundleScript(join(root, 'test/support/scripts/judge-workflow.ts'))).href);
  });

  test('are these', () => {
    expect(recipes.map(({ name }) => name)).toEqual([
      '.git/hooks/pre-commit',
      '.git/hooks/pre-push',
      '.github/workflows/state-files.yml',
      '.github/workflows/state-files-of-main.yml',
      '.github/workflows/state-files-nightly.yml',
      '.github/workflows/state-report.yml',
      '.github/workflows/state-comment.yml',
      '.gitlab-ci.yml',
    ]);
  });

  test.each(workflows)("$name is taken by GitHub's own parser", async ({ name = '', text }) => {
    expect(await judge.faultsOfWorkflow(name, text)).toEqual([]);
    expect(await judge.faultsOfWorkflow(name, text.replace('jobs:', 'jobz:'))).not.toEqual([]);
  });

  test.each(workflows)('$name gives the Action no input that it does not have', ({ text }) => {
    for (const { steps } of Object.values<WorkflowJob>(parse(text).jobs)) {
      for (const { uses, with: inputs = {} } of steps) {
        if (uses?.startsWith('OWNER/statefix')) expect(() => inputVariables(inputs)).not.toThrow();
      }
    }
    expect(() => inputVariables({ colour: 'red' })).toThrow();
  });

  test.each(workflows)('$name puts nothing that a stranger wrote into a line of a shell', ({ text }) => {
    for (const { steps } of Object.values<WorkflowJob>(parse(text).jobs)) {
      for (const { run = '' } of steps) expect(run).not.toContain('${{');
    }
  });

  test('name the hooks that init knows', () => {
    expect(tableBelow('Before a commit', page).map(([name = '']) => codesIn(name)[0])).toEqual([...HOOK_NAMES]);
  });
});

/** A repository with a base and a branch of it, merged as GitHub merges it for the job; `state` is what the branch makes of the state file. */
function aPullRequest(state: string): Scenery & { readonly head: string } {
  const home = makeTree();
  const workspace = join(home, 'workspace');
  addFiles(workspace, { ...PROJECT, 'state.json': HEALTHY });
  const commit = (message: string) => {
    git(workspace, 'add', '.');
    git(workspace, 'commit', '-q', '--allow-empty', '-m', message);
    return git(workspace, 'rev-parse', 'HEAD');
  };
  git(workspace, 'init', '-q', '-b', 'main');
  const base = commit('Base');
  git(workspace, 'update-ref', 'refs/remotes/origin/main', base);
  git(workspace, 'switch', '-q', '-c', 'branch');
  writeFileSync(join(workspace, 'state.json'), state);
  const head = commit('Change');
  git(workspace, 'switch', '-q', '--detach', base);
  git(workspace, 'merge', '-q', '--no-ff', '-m', 'Merge', head);
  const programs = join(home, 'programs');
  putPrograms(programs, { statefix: `exec '${process.execPath}' '${join(inject('dist'), 'cli.js')}' "$@"` });
  const repo = { full_name: 'stranger/project', fork: true };
  const payload = { number: 7, pull_request: { number: 7, base: { sha: base }, head: { sha: head, repo } } };
  const event: TestEvent = { name: 'pull_request', sha: git(workspace, 'rev-parse', 'HEAD'), payload };
  return { workspace, artifacts: join(home, 'artifacts'), programs, event, head };
}

/** The same after it was pushed to the main branch. */
function aPush(state: string): Scenery {
  const pulled = aPullRequest(state);
  const before = git(pulled.workspace, 'rev-parse', 'HEAD^1');
  return { ...pulled, event: { name: 'push', payload: { before, commits: [{}], forced: false } } };
}

describe.skipIf(isWindows)('on a pull request,', () => {
  test('what is healthy goes through', async () => {
    expect((await runJob(jobOf('state-files.yml'), aPullRequest(HEALTHY.replace('"a"', '"b"')))).failed).toEqual([]);
  });

  test.each([
    ['a broken file', BROKEN, 'SYNTAX_INVALID'],
    ['a version that went back', OLD, 'VERSION_DECREASED'],
  ])('%s is refused by its name', async (_, state, code) => {
    const { failed, said } = await runJob(jobOf('state-files.yml'), aPullRequest(state));
    expect([failed, said]).toEqual([['OWNER/statefix'], expect.stringContaining(code)]);
  });
});

describe.skipIf(isWindows)('on a push,', () => {
  test.each([
    [HEALTHY, [], 0],
    [BROKEN, ['OWNER/statefix'], 1],
  ])('the findings are handed over: %j', async (state, failed, count) => {
    const run = await runJob(jobOf('state-files-of-main.yml'), aPush(state));
    expect(run.failed).toEqual(failed);
    expect(run.uploadedSarif?.runs[0]?.results).toHaveLength(count);
  });
});

describe.skipIf(isWindows)('every night', () => {
  const nightly = { name: 'schedule', payload: {} };

  test('an outdated file fails the job, and the patch that it keeps brings it up to date', async () => {
    const scenery = { ...aPullRequest(OLD), event: nightly };
    const { failed } = await runJob(jobOf('state-files-nightly.yml'), scenery);
    expect(failed.length).toBeGreaterThan(0);
    const [patch = ''] = readdirSync(scenery.artifacts);
    git(scenery.workspace, 'apply', join(scenery.artifacts, patch));
    expect(JSON.parse(readFileSync(join(scenery.workspace, 'state.json'), 'utf8'))).toEqual({ version: 2, title: 'a' });
  });

  test('all is well with what is up to date, and nothing is kept', async () => {
    const scenery = { ...aPullRequest(HEALTHY), event: nightly };
    expect((await runJob(jobOf('state-files-nightly.yml'), scenery)).failed).toEqual([]);
    expect(existsSync(scenery.artifacts)).toBe(false);
  });
});

describe.skipIf(isWindows)('of the two workflows for strangers', () => {
  /** Runs the second one in an empty workspace, with a `gh` that keeps what it is told to say. */
  async function comment(artifacts: string, { head, conclusion = 'failure' }: { head: string; conclusion?: string }) {
    const home = makeTree();
    const workspace = join(home, 'workspace');
    const programs = join(home, 'programs');
    addFiles(workspace, { '.keep': '' });
    putPrograms(programs, {
      gh: `case "$1 $2" in
  'pr view') echo '${head}' ;;
  'pr comment') echo "$3" > '${home}/number'; cp "$5" '${home}/comment' ;;
  *) exit 1 ;;
esac`,
    });
    const payload = { workflow_run: { id: 1, head_sha: 'a1b2c3', conclusion } };
    const run = await runJob(jobOf('state-comment.yml'), {
      workspace,
      programs,
      artifacts,
      event: { name: 'workflow_run', payload },
    });
    const kept = (name: string) => (existsSync(join(home, name)) ? readFileSync(join(home, name), 'utf8') : undefined);
    return { ...run, number: kept('number'), text: kept('comment') };
  }

  test('the first leaves behind a report, a patch and a number, and the second says what the report says', async () => {
    const scenery = aPullRequest(BROKEN);
    const { failed } = await runJob(jobOf('state-report.yml'), scenery);
    expect(failed).toContain('OWNER/statefix');
    const left = join(scenery.artifacts, 'statefix-report');
    expect(readdirSync(left).sort()).toEqual(['number', 'report.json', 'statefix.patch']);
    git(scenery.workspace, 'apply', '--check', join(left, 'statefix.patch'));
    const { failed: faults, number, text } = await comment(scenery.artifacts, { head: 'a1b2c3' });
    expect([faults, number]).toEqual([[], '7\n']);
    expect(text).toContain('SYNTAX_INVALID');
  });

  test('the first leaves no patch where nothing is to mend, and the second is silent', async () => {
    const scenery = aPullRequest(HEALTHY);
    expect((await runJob(jobOf('state-report.yml'), scenery)).failed).toEqual([]);
    expect(readdirSync(join(scenery.artifacts, 'statefix-report')).sort()).toEqual(['number', 'report.json']);
    const run = await comment(scenery.artifacts, { head: 'a1b2c3', conclusion: 'success' });
    expect([run.isSkipped, run.text]).toEqual([true, undefined]);
  });

  test('the second takes nothing but data: no code of the head is in its checkout, and none of its steps is told to fetch it', () => {
    const { steps } = jobOf('state-comment.yml');
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout'));
    expect(checkouts.map((step) => step.with?.['repository'])).toEqual(['OWNER/statefix']);
    expect(steps.some(({ run }) => /git (?:fetch|clone|checkout)|gh pr checkout/.test(run ?? ''))).toBe(false);
  });

  const report = JSON.stringify({
    version: 1,
    command: 'check',
    summary: { files: 0, errors: 0, warnings: 0, notes: 0, changed: 0, failed: 0 },
    files: [],
  });

  test.each([
    ['a number that is a command', '7; touch pwned', report],
    ['a number that is an option', '--help', report],
    ['no number', '', report],
    ['a report that is none', '7', '{"version": 1, "files": "<script>"}'],
    ['a report that is no JSON', '7', '::set-output name=x::y'],
  ])('the second says nothing for %s', async (_, number, text) => {
    const artifacts = makeTree({ 'statefix-report/number': `${number}\n`, 'statefix-report/report.json': text });
    const { failed, text: said } = await comment(artifacts, { head: 'a1b2c3' });
    expect([failed, said]).toEqual([['run'], undefined]);
  });

  test('the second says nothing to a pull request whose newest commit is another one', async () => {
    const artifacts = makeTree({ 'statefix-report/number': '8\n', 'statefix-report/report.json': report });
    const { failed, text } = await comment(artifacts, { head: 'ffffff' });
    expect([failed, text]).toEqual([[], undefined]);
  });

  test('the second would say what an honest report says, so that the tests above can fail', async () => {
    const artifacts = makeTree({ 'statefix-report/number': '7\n', 'statefix-report/report.json': report });
    const { failed, number } = await comment(artifacts, { head: 'a1b2c3' });
    expect([failed, number]).toEqual([[], '7\n']);
  });
});

describe.skipIf(isWindows)('in GitLab', () => {
  const job = parse(recipe('.gitlab-ci.yml'))['state files'];

  test.each([
    ['a healthy file', HEALTHY, 0, 'failures="0"'],
    ['a broken file', BROKEN, 1, 'SYNTAX_INVALID'],
    ['a version that went back', OLD, 1, 'VERSION_DECREASED'],
  ])('%s', async (_, state, wanted, said) => {
    const scenery = aPullRequest(state);
    const base = git(scenery.workspace, 'rev-parse', 'HEAD^1');
    const { code } = await runLines(
      job.script.join('\n'),
      { CI: 'true', CI_MERGE_REQUEST_DIFF_BASE_SHA: base },
      scenery,
    );
    expect(code).toBe(wanted);
    expect(readFileSync(join(scenery.workspace, job.artifacts.reports.junit), 'utf8')).toContain(said);
  });

  test('outside of a merge request nothing is compared', async () => {
    const { code } = await runLines(job.script.join('\n'), { CI: 'true' }, aPullRequest(HEALTHY));
    expect(code).toBe(0);
  });
});

describe.skipIf(isWindows)('a hook of git', () => {
  test.each([
    ['pre-commit', HEALTHY, 0],
    ['pre-commit', BROKEN, 1],
    ['pre-push', HEALTHY, 0],
    ['pre-push', BROKEN, 1],
  ])('%s of %j exits %i', async (name, state, wanted) => {
    const scenery = aPullRequest(name === 'pre-push' ? state : HEALTHY);
    writeFileSync(join(scenery.workspace, 'state.json'), state);
    git(scenery.workspace, 'add', '.');
    addFiles(scenery.workspace, { [`.git/hooks/${name}:0755`]: recipe(name) });
    const { code } = await runLines(`exec .git/hooks/${name}`, {}, scenery);
    expect(code).toBe(wanted);
  });
});

describe.skipIf(isWindows)('anywhere else', () => {
  test('the lines do, from a clone', async () => {
    const scenery = aPullRequest(OLD);
    const lines = fencesOf(page).find(
      ({ language, name, text }) => language === 'sh' && name === undefined && text.includes('clone'),
    );
    const [clone = '', check = ''] = lines?.text.trim().split('\n') ?? [];
    expect(clone).toBe('git clone --quiet --depth 1 https://github.com/OWNER/statefix /opt/statefix');
    const { code, stdout } = await runLines(check.replace('/opt/statefix', resolve(inject('dist'), '..')), {}, scenery);
    expect([code, stdout]).toEqual([1, expect.stringContaining('VERSION_DECREASED')]);
  });
});
