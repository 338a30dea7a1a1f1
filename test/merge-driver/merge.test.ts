import { describe, expect, test } from 'vitest';
import { isWindows } from '../support/system.ts';
import { aRepository, NEXT_VERSION, ok, REGISTRY, type Repository } from './repository.ts';

const YAML = `# what the program keeps
version: 1
name: first # shown in the title bar
checksum: ''
# counts the runs
count: 1
size: 10
items:
  - id: a # the oldest
    done: false
  - id: b
    done: false
`;
const JSONC = `{
  // what the program keeps
  "version": 1,
  "name": "first", // shown in the title bar
  "checksum": "",
  /* counts the runs */
  "count": 1,
  "size": 10,
  "items": [
    { "id": "a", "done": false }, // the oldest
    { "id": "b", "done": false }
  ]
}
`;
const FORMATS = [
  ['state.yaml', YAML, (key: string, value: string) => `${key}: ${value}`],
  ['state.jsonc', JSONC, (key: string, value: string) => `"${key}": ${value}`],
] as const;

/** A repository with two branches: `old` changed the file at version 1, `new` brought the version 2 and migrated it. */
function twoBranches(name: string, text: string, spell: (key: string, value: string) => string) {
  const repository = aRepository({ ...REGISTRY, [name]: text });
  ok(repository.statefix('seal', name));
  repository.commit('seal', {});
  const edit = (from: [string, string], to: [string, string]) => {
    repository.write({ [name]: repository.text(name).replace(spell(...from), spell(...to)) });
    ok(repository.statefix('seal', name));
  };
  ok(repository.git('switch', '-q', '-c', 'new'));
  repository.write(NEXT_VERSION);
  ok(repository.statefix('migrate', name));
  edit(['size', '10'], ['size', '20']);
  repository.commit('new', {});
  ok(repository.git('switch', '-q', '-c', 'old', 'main'));
  edit(['count', '1'], ['count', '2']);
  repository.commit('old', {});
  return { repository, edit };
}

/** The merged file is healthy, holds what both branches did, and the comments of both. */
function expectMerged(repository: Repository, name: string, spell: (key: string, value: string) => string): void {
  const text = repository.text(name);
  expect(ok(repository.statefix('check')).code).toBe(0);
  for (const [key, value] of [
    ['version', '2'],
    ['count', '2'],
    ['size', '20'],
  ] as const) {
    expect(text).toContain(spell(key, value));
  }
  expect(text).toContain(name.endsWith('.yaml') ? 'title: first # shown' : '"title": "first", // shown');
  for (const comment of ['what the program keeps', 'shown in the title bar', 'counts the runs', 'the oldest']) {
    expect(text).toContain(comment);
  }
  expect(repository.git('status', '--porcelain').stdout).toBe('');
}

describe.skipIf(isWindows)('git merges a branch that migrated with one that did not', () => {
  for (const [name, text, spell] of FORMATS) {
    test.each([
      ['merge of the new into the old', ['old'], ['merge', '-q', '--no-edit', 'new']],
      ['merge of the old into the new', ['new'], ['merge', '-q', '--no-edit', 'old']],
      ['rebase of the new onto the old', ['new'], ['rebase', '-q', 'old']],
      ['rebase of the old onto the new', ['old'], ['rebase', '-q', 'new']],
      ['rebase of the new onto the old by patches', ['new'], ['rebase', '-q', '--apply', 'old']],
      ['cherry-pick of the new', ['old'], ['cherry-pick', 'new']],
      ['cherry-pick of the old', ['new'], ['cherry-pick', 'old']],
    ])(`${name}: %s`, (_what, [branch = ''], command) => {
      const { repository } = twoBranches(name, text, spell);
      ok(repository.git('switch', '-q', branch));
      ok(repository.git(...command));
      expectMerged(repository, name, spell);
    });
  }
});
