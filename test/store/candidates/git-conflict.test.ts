import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conflictStages } from '../../../src/store/candidates/git-conflict.ts';
import { aKind } from '../../support/facts.ts';
import { makeTree } from '../../support/tree.ts';
import { aRepository, aSearch, countedGit, type Repository, told } from './git-repository.ts';

/** In the middle of a merge in which both sides changed the file. */
function inConflict(name = 'state.json', ours = 'ours'): Repository {
  const repository = aRepository();
  repository.commit({ [name]: 'base', other: '' });
  repository.git('checkout', '-q', '-b', 'side');
  repository.commit({ [name]: 'theirs' });
  repository.git('checkout', '-q', 'main');
  repository.commit({ [name]: ours });
  expect(() => repository.git('merge', '-q', 'side')).toThrow();
  return repository;
}

async function stagesOf(path: string, changes: Parameters<typeof aSearch>[1] = {}) {
  const stages = await conflictStages(aSearch(path, changes));
  return stages && Object.fromEntries(Object.entries(stages).map(([side, file]) => [side, file.text]));
}

describe('conflictStages', () => {
  it.each(['state.json', 'd/state.json', 'line\nbreak.json', ':1:x.json'])(
    'gives the three sides of %j',
    async (name) => {
      const { root } = inConflict(name);
      expect(await stagesOf(join(root, name))).toEqual({ base: 'base', ours: 'ours', theirs: 'theirs' });
    },
  );

  it('needs one run of git', async () => {
    const { root } = inConflict();
    const { environment, starts } = countedGit();
    await stagesOf(join(root, 'state.json'), { environment });
    expect(starts()).toHaveLength(1);
  });

  it('gives two sides where there is no base, and one where a side deleted the file', async () => {
    const added = aRepository();
    added.commit({ other: '' });
    added.git('checkout', '-q', '-b', 'side');
    added.commit({ 'state.json': 'theirs' });
    added.git('checkout', '-q', 'main');
    added.commit({ 'state.json': 'ours' });
    expect(() => added.git('merge', '-q', 'side')).toThrow();
    expect(await stagesOf(join(added.root, 'state.json'))).toEqual({ ours: 'ours', theirs: 'theirs' });

    const deleted = aRepository();
    deleted.commit({ 'state.json': 'base', other: '' });
    deleted.git('checkout', '-q', '-b', 'side');
    deleted.git('rm', '-q', 'state.json');
    deleted.commit();
    deleted.git('checkout', '-q', 'main');
    deleted.commit({ 'state.json': 'ours' });
    expect(() => deleted.git('merge', '-q', 'side')).toThrow();
    expect(await stagesOf(join(deleted.root, 'state.json'))).toEqual({ base: 'base', ours: 'ours' });
  });

  it('gives nothing without a conflict, without a repository and without git', async () => {
    const { root } = inConflict();
    expect(await stagesOf(join(root, 'other'))).toBeUndefined();
    expect(await stagesOf(join(root, 'state.json'), { environment: {} })).toBeUndefined();
    expect(await stagesOf(join(makeTree(), 'state.json'))).toBeUndefined();
  });

  it('leaves out a side that is too large', async () => {
    const { root } = inConflict('state.json', 'x'.repeat(2000));
    const kind = aKind({ maxSize: 1000 });
    expect(await stagesOf(join(root, 'state.json'), { kind })).toEqual({ base: 'base', theirs: 'theirs' });
  });

  it('its sides are no candidates of the index', async () => {
    const { root } = inConflict();
    const all = await told(aSearch(join(root, 'state.json')));
    expect(all).toEqual(['HEAD ours', expect.stringMatching(/ base$/)]);
  });
});
