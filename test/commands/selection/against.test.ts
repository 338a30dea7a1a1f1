import { renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aProjectInGit, CHANGED, checked, STAGED, V1, V2 } from './support.ts';

const AGAINST = { against: 'HEAD' };

describe('a part of the files, held against a revision', () => {
  function aCommit() {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const contents = names.map((name) => [`state/${name}.json`, V2.replace('x', name)] as const);
    return aProjectInGit(Object.fromEntries(contents));
  }

  test('the parts of a run tell each thing once, and together what one run tells', async () => {
    const repository = aCommit();
    repository.write('state/a.json', V1);
    repository.write('state/new.json', V2);
    unlinkSync(join(repository.root, 'state/b.json'));
    unlinkSync(join(repository.root, 'state/c.json'));
    renameSync(join(repository.root, 'state/d.json'), join(repository.root, 'state/z.json'));
    repository.write('schemas/app/2.schema.json', '{"type": "object"}');
    const whole = await checked(repository, undefined, AGAINST);
    expect(whole).toContain('state/b.json STATE_DELETED');
    expect(whole.join()).not.toContain('state/d.json');
    const parts = [1, 2, 3].map((index) => checked(repository, undefined, { ...AGAINST, shard: { index, count: 3 } }));
    expect((await Promise.all(parts)).flat().toSorted()).toEqual(whole.toSorted());
  });

  test('what did not change is not taken for deleted', async () => {
    const repository = aCommit();
    expect(await checked(repository, CHANGED, AGAINST)).toEqual([]);
    repository.write('state/a.json', V1);
    unlinkSync(join(repository.root, 'state/b.json'));
    const [first = '', ...rest] = await checked(repository, CHANGED, AGAINST);
    expect(first).toContain('state/a.json VERSION_OUTDATED');
    expect(rest).toEqual(['state/b.json STATE_DELETED']);
  });

  test('what is staged is compared as it is staged', async () => {
    const repository = aCommit();
    repository.write('state/a.json', V1);
    repository.git('add', '.');
    repository.write('state/a.json', V2);
    const [first = '', ...rest] = await checked(repository, STAGED, AGAINST);
    expect([first.includes('VERSION_DECREASED'), rest]).toEqual([true, []]);
  });

  test('what is taken out of the index is deleted, whatever the work tree has', async () => {
    const repository = aCommit();
    repository.git('rm', '--quiet', '--cached', 'state/a.json');
    unlinkSync(join(repository.root, 'state/b.json'));
    expect(await checked(repository, STAGED, AGAINST)).toEqual(['state/a.json STATE_DELETED']);
    expect(await checked(repository, CHANGED, AGAINST)).toEqual(['state/a.json', 'state/b.json STATE_DELETED']);
  });
});
