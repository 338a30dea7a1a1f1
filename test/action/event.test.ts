import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baseOfEvent } from '../../src/action/base-of-event.ts';
import { git } from './git.ts';
import { aWorkspace, putFiles, textIn } from './project.ts';
import { runStep, type Step, type TestEvent } from './runner/step.ts';

const schemaOf = (version: number) =>
  JSON.stringify({
    type: 'object',
    required: ['version', 'lives'],
    properties: { version: { const: version }, lives: { type: 'array', items: { type: 'integer' } } },
  });
const REGISTRY = {
  'statefix.config.yaml': 'version: 1\nkinds: { game: { files: ["saves/*.json"] } }\n',
  'schemas/game/1.schema.json': schemaOf(1),
  'schemas/game/2.schema.json': schemaOf(2),
  'migrations/game/2_more.mjs': 'export const up = (state) => ({ ...state });\n',
};
const save = (version: number, ...lives: readonly unknown[]) => `${JSON.stringify({ version, lives }, null, 1)}\n`;

/** A repository whose branch `main` holds a save of version 2, and whose branch `topic` takes it back to 1; and the two merged, as GitHub does. */
function aPullRequest() {
  const origin = aWorkspace({ ...REGISTRY, 'saves/one.json': save(2, 3) });
  git(origin, 'init', '--quiet', '--initial-branch=main');
  const commit = (message: string) => {
    git(origin, 'add', '.');
    git(origin, 'commit', '--quiet', '-m', message);
    return git(origin, 'rev-parse', 'HEAD');
  };
  const first = commit('first');
  git(origin, 'checkout', '--quiet', '-b', 'topic');
  putFiles(origin, { 'saves/one.json': save(1, 3) });
  const head = commit('back');
  git(origin, 'checkout', '--quiet', 'main');
  putFiles(origin, { 'saves/two.json': save(2, 1) });
  const base = commit('another');
  git(origin, 'checkout', '--quiet', '-b', 'merged');
  git(origin, 'merge', '--quiet', '--no-ff', '-m', 'merge', 'topic');
  const merge = git(origin, 'rev-parse', 'HEAD');
  return { origin, first, head, base, merge };
}

function cloneOf(origin: string, branch: string, ...options: readonly string[]): string {
  const workspace = aWorkspace({});
  git(workspace, 'clone', '--quiet', '--branch', branch, ...options, `file://${origin}`, join(workspace, 'clone'));
  return join(workspace, 'clone');
}

function pullRequest(
  of: { readonly base: string; readonly head: string; readonly merge: string },
  from = 'own/repo',
): TestEvent {
  const { base, head, merge } = of;
  const repos = { base: { full_name: 'own/repo' }, head: { full_name: from } };
  return {
    name: 'pull_request',
    sha: merge,
    payload: { pull_request: { base: { sha: base, repo: repos.base }, head: { sha: head, repo: repos.head } } },
  };
}

function titlesOf({ annotations }: Step): readonly (string | undefined)[] {
  return annotations.map(({ properties }) => properties['title']);
}

describe('by itself, check compares', () => {
  test('a pull request with the first parent of its merge commit, which fetch-depth 2 has', async () => {
    const repository = aPullRequest();
    const workspace = cloneOf(repository.origin, 'merged', '--depth', '2');
    const step = await runStep({ workspace, event: pullRequest(repository) });
    expect([step.code, titlesOf(step)]).toEqual([1, expect.arrayContaining(['VERSION_DECREASED'])]);
  });

  test('not at all where the checkout has no more than the merge, and says in one warning which line to add', async () => {
    const repository = aPullRequest();
    const workspace = cloneOf(repository.origin, 'merged', '--depth', '1');
    const step = await runStep({ workspace, event: pullRequest(repository) });
    const warnings = step.annotations.filter(({ properties }) => properties['title'] === 'statefix');
    expect(warnings.map(({ data }) => data)).toEqual([expect.stringContaining('fetch-depth: 2')]);
    expect([step.code, titlesOf(step)]).toEqual([0, expect.not.arrayContaining(['VERSION_DECREASED'])]);
  });

  test('the head of a pull request, where that was checked out, with where it left the base', async () => {
    const repository = aPullRequest();
    const step = await runStep({ workspace: cloneOf(repository.origin, 'topic'), event: pullRequest(repository) });
    // A save that the base got since is not missing.
    expect(titlesOf(step)).toContain('VERSION_DECREASED');
    expect(titlesOf(step)).not.toContain('STATE_DELETED');
  });

  test('not at all with a base that was not fetched, and says in one warning which line to add', async () => {
    const repository = aPullRequest();
    const workspace = cloneOf(repository.origin, 'topic', '--depth', '1');
    const { annotations } = await runStep({ workspace, event: pullRequest(repository) });
    const warnings = annotations.filter(({ properties }) => properties['title'] === 'statefix');
    expect(warnings.map(({ data }) => data)).toEqual([expect.stringContaining('fetch-depth: 0')]);
  });

  test('a push with what was there before', async () => {
    const { origin, first, head } = aPullRequest();
    const event = { name: 'push', sha: head, payload: { before: first, commits: [{}] } };
    expect(titlesOf(await runStep({ workspace: cloneOf(origin, 'topic'), event }))).toContain('VERSION_DECREASED');
  });

  test('what a queue merges with its base', async () => {
    const { origin, base, merge } = aPullRequest();
    const event = { name: 'merge_group', sha: merge, payload: { merge_group: { base_sha: base } } };
    expect(titlesOf(await runStep({ workspace: cloneOf(origin, 'merged'), event }))).toContain('VERSION_DECREASED');
  });

  test('nothing, where an input says so', async () => {
    const repository = aPullRequest();
    const workspace = cloneOf(repository.origin, 'merged', '--depth', '2');
    const step = await runStep({ workspace, event: pullRequest(repository), inputs: { against: 'none' } });
    expect(titlesOf(step)).not.toContain('VERSION_DECREASED');
  });

  test('with the revision that an input names', async () => {
    const { origin } = aPullRequest();
    const workspace = cloneOf(origin, 'topic');
    expect(titlesOf(await runStep({ workspace, inputs: { against: 'HEAD~1' } }))).toContain('VERSION_DECREASED');
  });
});

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

describe('the base of an event', () => {
  test.each([
    ['pull_request', { sha: A, head: A, payload: {} }, { ref: 'HEAD^1', depth: 2 }],
    [
      'pull_request',
      { sha: A, head: B, payload: { pull_request: { base: { sha: B } } } },
      { ref: B, depth: 0, isTip: true },
    ],
    [
      'pull_request_target',
      { sha: A, head: A, payload: { pull_request: { base: { sha: B } } } },
      { ref: B, depth: 0, isTip: true },
    ],
    ['push', { sha: A, head: A, payload: { before: B, commits: [{}] } }, { ref: B, depth: 2 }],
    ['push', { sha: A, head: A, payload: { before: B, commits: [{}], forced: true } }, { ref: B, depth: 0 }],
    ['push', { sha: A, head: A, payload: { before: B, commits: [{}, {}] } }, { ref: B, depth: 0 }],
    ['push', { sha: A, head: A, payload: { before: '0'.repeat(40) } }, undefined],
    ['push', { sha: A, head: A, payload: { before: '--upload-pack=x' } }, undefined],
    ['push', { sha: A, head: A, payload: undefined }, undefined],
    ['push', { sha: A, head: A, payload: 'text' }, undefined],
    ['schedule', { sha: A, head: A, payload: {} }, undefined],
  ] as const)('%s with %j is %j', (name, { sha, head, payload }, base) => {
    expect(baseOfEvent({ name, sha, payload }, head)).toEqual(base);
  });
});

describe('annotations', () => {
  test('on lines that the event brought come first', async () => {
    const bad = Array.from({ length: 12 }, () => '"x"');
    const text = (lives: readonly unknown[]) => `{\n"version": 2,\n"lives": [\n${lives.join(',\n')}\n]\n}\n`;
    const origin = aWorkspace({ ...REGISTRY, 'saves/a.json': text(bad), 'saves/z.json': text([1, 2]) });
    git(origin, 'init', '--quiet', '--initial-branch=main');
    git(origin, 'add', '.');
    git(origin, 'commit', '--quiet', '-m', 'first');
    putFiles(origin, { 'saves/z.json': text([1, '"new"']) });
    git(origin, 'commit', '--quiet', '-a', '-m', 'second');
    const before = git(origin, 'rev-parse', 'HEAD~1');
    const errorsOf = (step: Step) => step.annotations.filter(({ name }) => name === 'error');
    const event = { name: 'push', payload: { before, commits: [{}] } };
    const [first] = errorsOf(await runStep({ workspace: origin, event }));
    expect(first?.properties).toMatchObject({ file: 'saves/z.json', line: '5' });
    const [other] = errorsOf(await runStep({ workspace: origin }));
    expect(other?.properties).toMatchObject({ file: 'saves/a.json' });
  });
});

describe('changes: write', () => {
  const inputs = { command: 'migrate', changes: 'write' };
  const repos = (head: unknown) => ({
    pull_request: { base: { repo: { full_name: 'own/repo' } }, head: { repo: head } },
  });

  test.each<[TestEvent, string]>([
    [{ name: 'pull_request_target', payload: repos({ full_name: 'own/repo' }) }, 'in the event pull_request_target'],
    [{ name: 'workflow_run', payload: {} }, 'in the event workflow_run'],
    [{ name: 'issue_comment', payload: {} }, 'in the event issue_comment'],
    [{ name: 'pull_request', payload: repos({ full_name: 'stranger/repo' }) }, 'from a fork, stranger/repo'],
    [{ name: 'pull_request_review', payload: repos({ full_name: 'stranger/repo' }) }, 'from a fork, stranger/repo'],
    [{ name: 'pull_request', payload: repos(null) }, 'it may be a fork'],
    [{ name: 'pull_request', payload: 'nonsense' }, 'it may be a fork'],
  ])('is refused in %j', async (event, sentence) => {
    const workspace = aWorkspace({ ...REGISTRY, 'saves/one.json': save(1, 3) });
    const step = await runStep({ workspace, inputs, event });
    expect([step.code, step.annotations[0]?.data]).toEqual([2, expect.stringContaining(sentence)]);
    expect(textIn(workspace, 'saves/one.json')).toBe(save(1, 3));
  });

  test.each<TestEvent>([
    { name: 'pull_request', payload: repos({ full_name: 'own/repo' }) },
    { name: 'push', payload: {} },
    { name: 'schedule', payload: {} },
  ])('changes the checkout in %j', async (event) => {
    const workspace = aWorkspace({ ...REGISTRY, 'saves/one.json': save(1, 3) });
    const step = await runStep({ workspace, inputs, event });
    expect([step.code, step.outputs['changed'], step.outputs['migrated']]).toEqual([0, '1', '1']);
    expect(textIn(workspace, 'saves/one.json')).toBe(save(2, 3));
  });
});

describe('in an event that lends strangers the rights of the repository', () => {
  /** The checkout of a proposed commit that changes a migration, with the commit that it would be merged into. */
  function aProposal() {
    const workspace = aWorkspace({ ...REGISTRY, 'saves/one.json': save(1, 3) });
    git(workspace, 'init', '--quiet', '--initial-branch=main');
    git(workspace, 'add', '.');
    git(workspace, 'commit', '--quiet', '-m', 'first');
    const base = git(workspace, 'rev-parse', 'HEAD');
    putFiles(workspace, {
      'migrations/game/2_more.mjs': 'export const up = (state) => ({ ...state, lives: [...state.lives, 6] });\n',
    });
    git(workspace, 'commit', '--quiet', '-a', '-m', 'second');
    return { workspace, base };
  }
  const inputs = { command: 'migrate', changes: 'patch', 'patch-path': 'fix.patch' };

  test('migrations are those of the base, and the log says so', async () => {
    const { workspace, base } = aProposal();
    const event = { name: 'pull_request_target', payload: { pull_request: { base: { sha: base } } } };
    const step = await runStep({ workspace, inputs, event });
    expect([step.code, step.outputs['migrated']]).toEqual([0, '1']);
    expect(step.log).toContain('config and migrations are those of the base');
    git(workspace, 'apply', 'fix.patch');
    expect(textIn(workspace, 'saves/one.json')).toBe(save(2, 3));
  });

  test('none run where the base is not to be had', async () => {
    const { workspace } = aProposal();
    const event = { name: 'pull_request_target', payload: { pull_request: { base: { sha: A } } } };
    const step = await runStep({ workspace, inputs, event });
    expect([step.outputs['status'], step.outputs['migrated']]).toEqual(['failed', '0']);
  });

  test('elsewhere they are those that were proposed', async () => {
    const { workspace } = aProposal();
    const { log } = await runStep({ workspace, inputs, event: { name: 'push', payload: {} } });
    git(workspace, 'apply', 'fix.patch');
    expect(textIn(workspace, 'saves/one.json')).toBe(save(2, 3, 6));
    expect(log).not.toContain('those of the base');
  });
});
