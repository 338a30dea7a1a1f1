import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { valueAt } from '../../src/model/pointer.ts';
import { readConfig } from '../../src/registry/config.ts';
import { documentOf, judgeBy, kindNames, root, versionsOf } from './builtin.ts';

const examples = join(root, 'examples');
const { config, problems } = readConfig(documentOf(join(examples, 'statefix.config.yaml')));

const files = (config.kinds ?? []).flatMap(({ name: kind, files: patterns }) =>
  globSync([...patterns], { cwd: examples, dot: true }).map((file) => ({ file, kind, version: versionIn(file, kind) })),
);

/** The version that an example says it has, in the spelling of the registry. */
function versionIn(file: string, kind: string): string {
  const document = documentOf(join(examples, file));
  const found = valueAt(document, '/version') ?? valueAt(document, '/schemaVersion');
  if (found !== undefined) return String(found);
  return kind === 'daemon' ? '0' : '1';
}

describe('the examples', () => {
  test('have a config without a problem', () => expect(problems).toEqual([]));

  test('have a file of every kind', () => {
    expect([...new Set(files.map(({ kind }) => kind))].sort()).toEqual(kindNames);
  });

  test('are all claimed by the config', () => {
    const all = globSync('**', { cwd: examples, dot: true, ignore: ['**/*.bak', '.statefix/**'] });
    expect(files.map(({ file }) => file).sort()).toEqual(all.sort());
  });

  test('have an outdated file of each kind that has a history', () => {
    const outdated = files.filter(({ version }) => ['0', '0.9.0'].includes(version)).map(({ kind }) => kind);
    const withHistory = kindNames.filter((kind) => versionsOf(kind).length > 1);
    expect([...new Set(outdated)].sort()).toEqual(withHistory);
  });

  test.each(files)('$file is a healthy $kind of version $version', async ({ file, kind, version }) => {
    const judge = await judgeBy(kind, version);
    expect(judge(documentOf(join(examples, file)))).toEqual([]);
  });

  test.each(files)('$file has no executable bit', ({ file }) => {
    expect(statSync(join(examples, file)).mode & 0o111).toBe(0);
  });

  test('the checksum that one carries is that of its canonical form', () => {
    const path = join(examples, 'checklist/release/.checklist/state.yaml');
    const { checksum, ...rest } = documentOf(path) as Readonly<Record<string, unknown>>;
    const hash = createHash('sha256').update(canonicalize(rest) ?? '');
    expect(checksum).toBe(`sha256:${hash.digest('hex')}`);
  });

  test.each<readonly [string, RegExp]>([
    ['daemon/state.json', /\n {4}"daemon_state".*18446744073709551615/s],
    ['desktop/settings/travel.jsonc', /\n\t\t"theme".*\/\/.*\/\*/s],
    ['desktop/layouts/default.json', /0\.10.*1e4.*90071992547409931234/s],
    ['checklist/onboarding/.checklist/state.yaml', /# .*1\.20e3.*&quiet.*output: \|/s],
  ])('%s has what a rewrite must keep', (file, spelling) => {
    expect(readFileSync(join(examples, file), 'utf8')).toMatch(spelling);
  });
});
