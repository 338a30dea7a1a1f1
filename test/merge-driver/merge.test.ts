import { describe, expect, test } from 'vitest';
import { isWindows } from '../support/system.ts';
import { aParting, ok, type Repository } from './repository.ts';

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
    ])(`${name}: %s`, async (_what, [branch = ''], command) => {
      const changes = {
        old: [spell('count', '1'), spell('count', '2')],
        new: [spell('size', '10'), spell('size', '20')],
      } as const;
      const repository = await aParting(name, text, changes);
      ok(repository.git('switch', '-q', branch));
      ok(repository.git(...command));
      expectMerged(repository, name, spell);
    });
  }

  test('without the driver, git leaves a conflict or a file that is not healthy', async () => {
    const repository = await aParting('state.yaml', YAML, {
      old: ['count: 1', 'count: 2'],
      new: ['size: 10', 'size: 20'],
    });
    ok(repository.git('config', '--unset', 'merge.statefix.driver'));
    const { code } = repository.git('merge', '-q', '--no-edit', 'new');
    expect([code, repository.statefix('check').code]).not.toEqual([0, 0]);
  });
});
