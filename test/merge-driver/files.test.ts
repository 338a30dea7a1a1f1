import { describe, expect, test } from 'vitest';
import { seal } from '../../src/commands/seal.ts';
import { aContext, all, options } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { aRepository, edit, ok, REGISTRY } from './repository.ts';

const JSON_TEXT = '{\n  "version": 1,\n  "name": "x",\n  "checksum": "",\n  "a": 1,\n  "b": 1\n}\n';
const COUNT = 12;

describe.skipIf(isWindows)('many files, and names that are hard to write', () => {
  test('a file in a folder with a blank in its name', async () => {
    const name = "my files/it's $HOME 1.json";
    const repository = aRepository({ ...REGISTRY, [name]: JSON_TEXT }, '"/my files/*.json" merge=statefix\n');
    await edit(repository, name);
    repository.commit('seal', {});
    ok(repository.git('switch', '-q', '-c', 'other'));
    await edit(repository, name, ['"a": 1', '"a": 2']);
    repository.commit('other', {});
    ok(repository.git('switch', '-q', 'main'));
    await edit(repository, name, ['"b": 1', '"b": 2']);
    repository.commit('main', {});
    ok(repository.git('merge', '--no-edit', 'other'));
    expect(repository.text(name)).toContain('"a": 2,\n  "b": 2');
    ok(repository.statefix('check'));
  });

  test(`${COUNT} files in one merge, and a file that no kind claims`, async () => {
    const names = Array.from({ length: COUNT }, (_, index) => `many/${index}.json`);
    const files = Object.fromEntries(names.map((name) => [name, JSON_TEXT]));
    const repository = aRepository({ ...REGISTRY, ...files, 'plain.txt': '1\n2\n3\n4\n5\n' }, '* merge=statefix\n');
    const { root } = repository;
    const change = async (from: string, to: string, line: string) => {
      for (const name of names) repository.write({ [name]: repository.text(name).replace(from, to) });
      repository.write({ 'plain.txt': repository.text('plain.txt').replace(line, `${line}${line}`) });
      await all(seal(options(...names), aContext(root)));
      repository.commit('change', {});
    };
    await change('', '', '3');
    ok(repository.git('switch', '-q', '-c', 'other'));
    await change('"a": 1', '"a": 2', '1');
    ok(repository.git('switch', '-q', 'main'));
    await change('"b": 1', '"b": 2', '5');
    const { stderr } = ok(repository.git('merge', '--no-edit', 'other'));
    for (const name of names) expect(repository.text(name)).toContain('"a": 2,\n  "b": 2');
    expect(repository.text('plain.txt')).toBe('11\n2\n33\n4\n55\n');
    expect(stderr).toContain('plain.txt: merged by lines: no kind claims this path');
    ok(repository.statefix('check'));
    expect(repository.git('status', '--porcelain').stdout).toBe('');
  }, 120_000);

  test('line breaks that git converts stay those of the work tree', async () => {
    const repository = aRepository({ ...REGISTRY, 'state.json': JSON_TEXT.replaceAll('\n', '\r\n') });
    await edit(repository, 'state.json');
    repository.commit('seal', {});
    ok(repository.git('switch', '-q', '-c', 'other'));
    await edit(repository, 'state.json', ['"a": 1', '"a": 2']);
    repository.commit('other', {});
    ok(repository.git('switch', '-q', 'main'));
    await edit(repository, 'state.json', ['"b": 1', '"b": 2']);
    repository.commit('main', {});
    ok(repository.git('merge', '--no-edit', 'other'));
    expect(repository.text('state.json')).toContain('"a": 2,\r\n  "b": 2\r\n}\r\n');
    expect(repository.text('state.json').replaceAll('\r\n', '')).not.toContain('\n');
    ok(repository.statefix('check'));
  });

  test('a side that is broken leaves a conflict, and the good side can be taken', async () => {
    const repository = aRepository({ ...REGISTRY, 'state.json': JSON_TEXT });
    await edit(repository, 'state.json');
    repository.commit('seal', {});
    ok(repository.git('switch', '-q', '-c', 'other'));
    repository.commit('other', { 'state.json': '{\n  "version": 1,\n  "na' });
    ok(repository.git('switch', '-q', 'main'));
    await edit(repository, 'state.json', ['"b": 1', '"b": 2']);
    const good = repository.text('state.json');
    repository.commit('main', {});
    const { code, stderr } = repository.git('merge', '--no-edit', 'other');
    expect([code, stderr]).toEqual([1, expect.stringContaining('theirs: The text is truncated')]);
    ok(repository.statefix('repair', '--ours', 'state.json'));
    expect(JSON.parse(repository.text('state.json'))).toMatchObject({ b: 2, name: JSON.parse(good).name });
  });

  /** Two branches that were merged into each other, so that they have two ancestors in common, which git merges first. */
  async function aCrissCross(left: readonly [string, string], right: readonly [string, string]) {
    const repository = aRepository({ ...REGISTRY, 'state.json': JSON_TEXT });
    await edit(repository, 'state.json');
    repository.commit('seal', {});
    ok(repository.git('branch', 'right'));
    await edit(repository, 'state.json', left);
    repository.commit('left', {});
    ok(repository.git('branch', 'left'));
    ok(repository.git('switch', '-q', 'right'));
    await edit(repository, 'state.json', right);
    repository.commit('right', {});
    const isClean = repository.git('merge', '-q', '--no-edit', 'left').code === 0;
    if (!isClean) {
      ok(repository.git('checkout', '-q', '--ours', 'state.json'));
      repository.commit('merge left', {});
    }
    ok(repository.git('switch', '-q', 'main'));
    if (repository.git('merge', '-q', '--no-edit', 'right~').code !== 0) {
      ok(repository.git('checkout', '-q', '--ours', 'state.json'));
      repository.commit('merge right', {});
    }
    return repository;
  }

  test('branches that were merged into each other before', async () => {
    const repository = await aCrissCross(['"a": 1', '"a": 2'], ['"b": 1', '"b": 2']);
    await edit(repository, 'state.json', ['"name": "x"', '"name": "y"']);
    repository.commit('main', {});
    ok(repository.git('switch', '-q', 'right'));
    await edit(repository, 'state.json', ['"a": 2', '"a": 3']);
    repository.commit('right', {});
    const { stderr } = ok(repository.git('merge', '--no-edit', 'main'));
    expect(stderr).toBe('');
    expect(repository.text('state.json')).toMatch(/"name": "y",\n.*\n {2}"a": 3,\n {2}"b": 2/);
    ok(repository.statefix('check'));
  });

  test('branches whose ancestors collide stay a conflict, and nothing is lost', async () => {
    const repository = await aCrissCross(['"a": 1', '"a": 2'], ['"a": 1', '"a": 3']);
    await edit(repository, 'state.json', ['"name": "x"', '"name": "y"']);
    repository.commit('main', {});
    const { code, stderr } = repository.git('merge', '--no-edit', 'right');
    expect([code, stderr]).toEqual([1, expect.stringContaining('not merged: base: Unresolved git conflict')]);
    for (const text of ['"a": 2', '"a": 3', '"name": "y"']) expect(repository.text('state.json')).toContain(text);
  });
});
