import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { nameInBackups, stateFrom } from '../../src/plan/foreign-state.ts';
import { resolveFacts } from '../../src/registry/kind.ts';
import { readKindFile } from '../../src/registry/written-facts.ts';
import { runIn } from '../docs/shown-run.ts';
import { allIn, aSearch } from '../store/candidates/found.ts';
import { makeTree } from '../support/tree.ts';
import { judgeBy, root as repository } from './builtin.ts';
import { gridLayout0, gridLayout1, history1, preferences1 } from './samples.ts';

// What the five systems back up themselves, found and understood by what kind.yaml says of them, nothing else.

function factsOf(kind: string) {
  const { facts, problems } = readKindFile(
    parseYaml(readFileSync(join(repository, 'schemas', kind, 'kind.yaml'), 'utf8')),
  );
  expect(problems).toEqual([]);
  return resolveFacts([facts]);
}

/** A file as the application writes it; integers beyond 2^53 have no place in what this is about. */
function write(root: string, path: string, value: unknown): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(
    join(root, path),
    JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? Number(each) : each)),
  );
}

/** The states that the backups of a file hold, by the names of the backups. */
async function statesFor(root: string, kind: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  const found = await allIn('backups', aSearch(root, { file, kind: factsOf(kind) }));
  const states: Record<string, unknown> = {};
  for (const { name, holds, at, read } of found) {
    const raw = await read();
    if (raw.kind !== 'raw' || raw.text === undefined || holds === undefined) throw new Error(`${name} cannot be read`);
    states[name] = stateFrom(JSON.parse(raw.text), holds, nameInBackups(file.split('/').at(-1) ?? ''), at);
  }
  return states;
}

const DESKTOP = [
  ['grid-layout', 'layouts/default.json', 'layout.default', gridLayout1, '..'],
  ['preferences', 'settings/preferences.json', 'settings.preferences', preferences1, '..'],
  ['conversation-history', 'history/conversations/2026.json', 'history.2026', history1, '../..'],
] as const;

test.each(DESKTOP)('%s: a bare backup of one key is a healthy state again', async (kind, file, key, state, up) => {
  const root = makeTree();
  write(root, `backups/auto/${key}_1764000000000.json`, state['data']);
  write(root, 'backups/auto/layout.other_1764000000001.json', {});
  const states = await statesFor(root, kind, file);
  expect(Object.keys(states)).toEqual([`file:${up}/backups/auto/${key}_1764000000000.json`]);
  const [found] = Object.values(states);
  expect(found).toMatchObject({ version: '1.0.0', timestamp: 1_764_000_000_000 });
  expect((await judgeBy(kind, '1.0.0'))(found as never)).toEqual([]);
});

test.each(DESKTOP)(
  '%s: a backup of everything holds it, bare or in its envelope',
  async (kind, file, key, state, up) => {
    const root = makeTree();
    const all = (data: unknown) => ({ version: '1.0.0', timestamp: 1, type: 'full', data });
    write(root, 'backups/manual/before-update.json', all({ [key]: state['data'], 'config.app': {} }));
    write(root, 'backups/manual/after-update.json', all({ [key]: state }));
    write(root, 'backups/manual/manifest.json', {});
    const states = await statesFor(root, kind, file);
    expect(Object.keys(states).toSorted()).toEqual([
      `file:${up}/backups/manual/after-update.json`,
      `file:${up}/backups/manual/before-update.json`,
    ]);
    const judge = await judgeBy(kind, '1.0.0');
    for (const found of Object.values(states)) expect(judge(found as never)).toEqual([]);
  },
);

test('a backup of an older version keeps it, so that it can be brought forward', async () => {
  const root = makeTree();
  write(root, 'backups/auto/layout.default_1764000000000.json', gridLayout0['data']);
  const [found] = Object.values(await statesFor(root, 'grid-layout', 'layouts/default.json'));
  expect(found).toMatchObject({ version: '0.9.0' });
  expect((await judgeBy('grid-layout', '0.9.0'))(found as never)).toEqual([]);
});

test("the workflow runner's backups are copies of its file, and its manifest is none", async () => {
  const root = makeTree({
    '.checklist/state.yaml': '',
    '.checklist/.backup/state.yaml.1': 'a: 1',
    '.checklist/.backup/state.yaml.2026-11-21T10-20-30Z': 'a: 2',
    '.checklist/.backup/manifest.yaml': 'backups: []',
  });
  const found = await allIn('backups', aSearch(root, { file: '.checklist/state.yaml', kind: factsOf('checklist') }));
  expect(found.map(({ name, holds }) => [name, holds?.at, holds?.into]).toSorted()).toEqual([
    ['file:.backup/state.yaml.1', '', ''],
    ['file:.backup/state.yaml.2026-11-21T10-20-30Z', '', ''],
  ]);
});

test.each(DESKTOP)('%s: a broken file is restored from the backup of its key', async (kind, file, key, state) => {
  const root = makeTree({ 'statefix.config.yaml': `version: 1\nkinds:\n  ${kind}: { files: ["${file}"] }\n` });
  write(root, file, '');
  writeFileSync(join(root, file), '{"version": "1.0.0", "ti', { mode: 0o600 });
  write(root, `backups/auto/${key}_1764000000000.json`, state['data']);
  const { exitCode, stdout } = await runIn(root, ['repair']);
  expect([exitCode, stdout.split('\n')[0]]).toEqual([
    0,
    `${file}: restored from backups/auto/${key}_1764000000000.json (version 1.0.0, written 2025-11-24T16:00:00Z)`,
  ]);
  expect(JSON.parse(readFileSync(join(root, file), 'utf8'))).toMatchObject({
    version: '1.0.0',
    timestamp: 1_764_000_000_000,
  });
});
