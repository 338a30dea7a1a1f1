import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fencesOf } from '../docs/fences.ts';
import { git } from './git.ts';
import { aWorkspace, putFiles } from './project.ts';
import { runStep } from './runner/step.ts';

const ROOT = join(import.meta.dirname, '../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const part = fencesOf(readme).find(({ text }) => text.includes('uses: OWNER/statefix'))?.text ?? '';
const [checkout, statefix] = parse(part).steps;

const schemaOf = (version: number) => JSON.stringify({ properties: { version: { const: version } } });

/** What a runner makes of a pull request that changes one file: a merge commit, checked out as the README says. */
async function judged(change: Readonly<Record<string, string>>) {
  const origin = aWorkspace({
    'statefix.config.yaml': 'version: 1\nkinds: { game: { files: ["save.json"] } }\n',
    'schemas/game/1.schema.json': schemaOf(1),
    'schemas/game/2.schema.json': schemaOf(2),
    'migrations/game/2_more.mjs': 'export const up = (state) => state;\n',
    'save.json': '{ "version": 2 }\n',
  });
  git(origin, 'init', '--quiet', '--initial-branch=main');
  git(origin, 'add', '.');
  git(origin, 'commit', '--quiet', '-m', 'first');
  git(origin, 'checkout', '--quiet', '-b', 'topic');
  putFiles(origin, change);
  git(origin, 'commit', '--quiet', '-a', '-m', 'second');
  git(origin, 'checkout', '--quiet', 'main');
  git(origin, 'merge', '--quiet', '--no-ff', '-m', 'merge', 'topic');
  const workspace = join(aWorkspace({}), 'clone');
  git(origin, 'clone', '--quiet', '--depth', String(checkout.with['fetch-depth']), `file://${origin}`, workspace);
  const event = { name: 'pull_request', sha: git(workspace, 'rev-parse', 'HEAD'), payload: {} };
  return runStep({ workspace, inputs: statefix.with ?? {}, event });
}

describe("the README's part on CI", () => {
  test('has five lines', () => {
    expect(part.trimEnd().split('\n')).toHaveLength(5);
  });

  test('stops a pull request that takes a version back', async () => {
    const { code, annotations } = await judged({ 'save.json': '{ "version": 1 }\n' });
    expect([code, annotations[0]?.properties]).toMatchObject([1, { title: 'VERSION_DECREASED', file: 'save.json' }]);
  });

  test('lets one pass that does nothing wrong', async () => {
    const { code, annotations } = await judged({ 'save.json': '{ "version": 2, "lives": 3 }\n' });
    expect([code, annotations.filter(({ name }) => name !== 'notice')]).toEqual([0, []]);
  });
});
