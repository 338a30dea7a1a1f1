import { expect, test } from 'vitest';
import { formatNameFor, loadFormat } from '../../src/formats/index.ts';

test.each([
  ['state.json', '', 'json'],
  ['a.b/state.JSONC', '', 'jsonc'],
  ['state.yml', '', 'yaml'],
  ['state.yaml.bak', '', 'yaml'],
  ['state.json.corrupt-2026-11-21T04:32:03Z', '', 'json'],
  ['state.json.tmp', '', 'json'],
  ['dir.json/state', 'a: 1', 'yaml'],
  ['state', ' \n{', 'json'],
  ['state', '[1]', 'json'],
  ['state', '', 'yaml'],
])('%s beginning with %j is %s %s', (path, text, name) => {
  expect(formatNameFor(path, text)).toBe(name);
});

test.each(['json', 'jsonc'] as const)('%s is loaded by its name', async (name) => {
  expect((await loadFormat(name)).name).toBe(name);
});
