import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { nearestPath, type PathMeaning } from '../../src/store/nearest-path.ts';
import { makeTree } from '../support/tree.ts';

const FILES = { 'state.json': '', 'states/x': '', 'data/deep/state.yaml': '', 'schemas/app/1.schema.json': '' };

it.each<[string, PathMeaning, string | undefined]>([
  ['stat.json', 'anything', 'state.json'],
  ['shemas', 'directory', 'schemas'],
  ['state', 'file', undefined],
  ['state', 'directory', 'states'],
  ['dta/deep/state.yaml', 'file', 'data/deep/state.yaml'],
  ['dta/deeep/stat.yaml', 'file', 'data/deep/state.yaml'],
  ['schemas/ap', 'directory', 'schemas/app'],
  ['nothing/like/it', 'anything', undefined],
  ['banana', 'anything', undefined],
])('%s, meant as %s, is most likely %s', (path, meaning, meant) => {
  const root = makeTree(FILES);
  const found = nearestPath(nodeFs, join(root, path), meaning);
  expect(found).toBe(meant === undefined ? undefined : join(root, meant));
});

it('is nothing for the root of all', () => {
  expect(nearestPath(nodeFs, '/', 'anything')).toBeUndefined();
});
