import { describe, expect, test } from 'vitest';
import { attributeLines } from '../../src/commands/attribute-lines.ts';
import { init } from '../../src/commands/init.ts';
import { APP_REGISTRY, aContext, aProject, textOf } from '../support/project.ts';
import { aRepository, ok, REGISTRY } from './repository.ts';

/** The lines that a config with those globs lacks in an empty `.gitattributes`. */
function linesFor(...globs: readonly string[]) {
  const root = aProject({});
  return attributeLines(globs, root, aContext(root));
}

describe('init --merge-driver', () => {
  test('gives the files of the config to the driver, and tells the one command', async () => {
    const { root } = aRepository({ ...REGISTRY, 'my files/a.json': '{}' }, '');
    const { text, changed } = await init({ dryRun: false, mergeDriver: true }, aContext(root));
    expect(changed).toContain('.gitattributes');
    expect(text).toContain('\n  git config merge.statefix.driver "statefix merge %O %A %B --path %P"\n');
    expect(textOf(root, '.gitattributes')).toBe(
      '# State files are merged by structure\n/state.* merge=statefix\n"/my files/*.json" merge=statefix\n/many/*.json merge=statefix\n',
    );
  });

  test.each([
    ['state.json', 'statefix'],
    ['sub/state.json', 'unspecified'],
    ['my files/a.json', 'statefix'],
    ['my files/b/a.json', 'unspecified'],
    ['a "b"\\c.json', 'statefix'],
    ['x.json', 'statefix'],
    ['y.json', 'unspecified'],
    ['deep/down/z.yaml', 'statefix'],
    ['[1].json', 'statefix'],
  ])('git reads them as the config means them: %s is %s', async (name, attribute) => {
    const files = `['state.json', 'my files/*.json', 'a "b"\\\\c.json', '*.json', '!y.json', '**/z.{yaml,yml}', '\\[1\\].json']`;
    const specific =
      name === 'y.json' || name === 'x.json' || name.startsWith('[') ? files : files.replace("'*.json', ", '');
    const { root, git } = aRepository(
      { ...REGISTRY, 'statefix.config.yaml': `version: 1\nkinds: { app: { files: ${specific} } }\n` },
      '',
    );
    await init({ dryRun: false, mergeDriver: true }, aContext(root));
    const { stdout } = ok(git('check-attr', '-z', 'merge', '--', name));
    expect(stdout.split('\0')[2]).toBe(attribute);
  });

  test('a second time it has nothing to write, and what others wrote stays', async () => {
    const { root } = aRepository(REGISTRY, '*.png binary\r\n*.txt text');
    await init({ dryRun: false, mergeDriver: true }, aContext(root));
    const first = textOf(root, '.gitattributes');
    expect(first.startsWith('*.png binary\r\n*.txt text\r\n# State files')).toBe(true);
    expect(first.match(/\n/g)?.length).toBe(first.match(/\r\n/g)?.length);
    const { changed, text } = await init({ dryRun: false, mergeDriver: true }, aContext(root));
    expect(changed).toEqual([]);
    expect(text).toContain('git config merge.statefix.driver');
    expect(textOf(root, '.gitattributes')).toBe(first);
  });

  test('with --dry-run it writes nothing', async () => {
    const { root, git } = aRepository(REGISTRY, '');
    const { text } = await init({ dryRun: true, mergeDriver: true }, aContext(root));
    expect(text).toContain('Would add to .gitattributes: /state.* merge=statefix');
    expect(git('status', '--porcelain').stdout).toBe('');
  });

  test('for a config that it has just made, too', async () => {
    const { root } = aRepository({ ...APP_REGISTRY, 'data/s.json': '{"version": 1, "name": "x"}' }, '');
    await init({ dryRun: false, mergeDriver: true }, aContext(root));
    expect(textOf(root, '.gitattributes')).toContain('/data/s.json merge=statefix\n');
  });

  test('outside of a work tree it is refused, and nothing is written', async () => {
    const root = aProject(REGISTRY);
    await expect(init({ dryRun: false, mergeDriver: true }, aContext(root))).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.stringContaining('git init'),
    });
  });

  test('a glob that git has no words for is named', () => {
    expect(linesFor('@(a|b).json', '../x.json', '{1..3}.json')).toMatchObject({
      added: [],
      unsaid: ['@(a|b).json', '../x.json', '{1..3}.json'],
    });
  });

  test('braces are written out, up to a hundred alternatives', () => {
    expect(linesFor('{a,b}/{c,d}.json')?.added).toEqual(
      ['/a/c.json', '/a/d.json', '/b/c.json', '/b/d.json'].map((each) => `${each} merge=statefix`),
    );
    expect(linesFor('{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}.json')?.unsaid).toHaveLength(1);
  });
});
