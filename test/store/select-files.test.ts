import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StatefixError } from '../../src/model/errors.ts';
import { resolveConfig, type WrittenConfig } from '../../src/registry/config.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { type SelectedFile, type SelectionSource, selectFiles } from '../../src/store/select-files.ts';
import { isWindows } from '../support/system.ts';
import { makeTree } from '../support/tree.ts';

const NO_FLAGS = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };

interface Given extends Partial<Omit<SelectionSource, 'config'>> {
  /** Files of each kind, in order; none: no config. */
  readonly config?: Readonly<Record<string, readonly string[]>>;
}

function source(root: string, { config, ...given }: Given): SelectionSource {
  const kinds = Object.entries(config ?? {}).map(([name, files]) => ({ name, files, facts: {} }));
  const written: WrittenConfig = { kinds };
  const file =
    config === undefined ? undefined : { path: join(root, 'statefix.config.yaml'), directory: root, written };
  return {
    fs: nodeFs,
    cwd: root,
    userKinds: () => [],
    paths: [],
    kind: undefined,
    stdinFilename: undefined,
    errorOnUnmatched: true,
    knownKinds: new Map(),
    listed: undefined,
    mayBeNone: false,
    fittingKinds: async () => [],
    ...given,
    config: resolveConfig(file, NO_FLAGS, given.cwd ?? root),
  };
}

async function select(root: string, given: Given): Promise<readonly SelectedFile[]> {
  return selectFiles(source(root, given));
}

async function pairs(root: string, given: Given): Promise<readonly (readonly [string, string])[]> {
  return (await select(root, given)).map(({ display, kindName }) => [display, kindName]);
}

async function refusal(root: string, given: Given): Promise<StatefixError> {
  const error: unknown = await select(root, given).catch((thrown: unknown) => thrown);
  if (!(error instanceof StatefixError)) throw new TypeError('it was not refused');
  return error;
}

describe('with a config', () => {
  it('takes every file that its globs match, sorted, each once; later kinds do not steal', async () => {
    const root = makeTree({ 'b/x.json': '', 'a.json': '', 'b/special.json': '', 'c.yaml': '', '.dot/s.yaml': '' });
    const config = { special: ['**/special.json'], all: ['**/*.json'], dot: ['.dot/s.yaml'] };
    expect(await pairs(root, { config })).toEqual([
      ['.dot/s.yaml', 'dot'],
      ['a.json', 'all'],
      ['b/special.json', 'special'],
      ['b/x.json', 'all'],
    ]);
  });

  it('passes over what is others’ or our own', async () => {
    const root = makeTree({
      's.json': '',
      's.json.bak': '',
      's.json.lock': '',
      's.json.sha256': '',
      's.json.corrupt-20261121T043500Z': '',
      '.tmp-12345678/s.json': '',
      'node_modules/p/s.json': '',
      '.git/s.json': '',
      '.statefix/backups/s.json': '',
    });
    expect(await pairs(root, { config: { app: ['**/s.json*', '.*/**'] } })).toEqual([['s.json', 'app']]);
  });

  it('takes the files of a directory that the config claims, from anywhere inside', async () => {
    const root = makeTree({ 'a/x.json': '', 'a/y.txt': '', 'b/x.json': '' });
    const given = { config: { app: ['**/*.json'] }, paths: ['.'], cwd: join(root, 'a') };
    expect(await pairs(root, given)).toEqual([['x.json', 'app']]);
    expect(await pairs(root, { ...given, paths: ['../b'] })).toEqual([['../b/x.json', 'app']]);
  });

  it('gives a named file the kind that claims it, without walking', async () => {
    const root = makeTree({ 'deep/state.json': '' });
    const listed: string[] = [];
    const fs: FsOps = {
      ...nodeFs,
      readdir: (path) => {
        listed.push(path);
        return nodeFs.readdir(path);
      },
    };
    for (const glob of ['deep/state.json', '**/*.json', '{deep,flat}/s*.json']) {
      const [file] = await select(root, { fs, config: { app: [glob] }, paths: ['deep/state.json'] });
      expect(file).toMatchObject({ kindName: 'app', isNamed: true, path: join(root, 'deep/state.json'), root });
    }
    expect(listed).toEqual([]);
  });

  it('claims a named file that does not exist: its reader knows what is left of it', async () => {
    expect(await pairs(makeTree(), { config: { app: ['*.json'] }, paths: ['gone.json'] })).toEqual([
      ['gone.json', 'app'],
    ]);
  });

  it('refuses a named file that no kind claims, and says which kind it fits', async () => {
    const root = makeTree({ 'x.txt': '' });
    const given = { config: { app: ['*.json'] }, paths: ['x.txt'], fittingKinds: async () => ['daemon'] };
    const error = await refusal(root, given);
    expect([error.code, error.message]).toEqual(['NO_FILE_MATCHED', 'no kind of statefix.config.yaml claims x.txt']);
    expect(error.hint).toContain('It fits the kind daemon: name it with --kind daemon.');
    expect(await pairs(root, { ...given, errorOnUnmatched: false })).toEqual([]);
  });

  it('says that no file matches', async () => {
    const error = await refusal(makeTree(), { config: { app: ['*.json'] } });
    expect([error.code, error.message]).toEqual([
      'NO_FILE_MATCHED',
      'no state file matches the globs of statefix.config.yaml',
    ]);
  });

  it('says that the config names no files', async () => {
    expect((await refusal(makeTree(), { config: {} })).message).toBe(
      'no file is named, and statefix.config.yaml names none',
    );
  });

  it('finds a directory that cannot be listed itself, so that its reader says so', async () => {
    const root = makeTree({ 'shut/x.json': '' });
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'scandir' });
    const fs: FsOps = {
      ...nodeFs,
      readdir: (path) => {
        if (path.endsWith('shut')) throw denied;
        return nodeFs.readdir(path);
      },
    };
    expect(await pairs(root, { fs, config: { app: ['**/*.json'] } })).toEqual([['shut', 'app']]);
  });

  it.each([[[]], [['.']], [['state.json']]])(
    'finds a directory that stands where the config means a file (paths: %j)',
    async (paths) => {
      const root = makeTree({ 'state.json/x.txt': '', 'other/y.json': '' });
      expect(await pairs(root, { paths, config: { app: ['state.json', 'other/*.json'] } })).toContainEqual([
        'state.json',
        'app',
      ]);
    },
  );

  it.skipIf(process.platform === 'win32')('finds a FIFO like a file, so that its reader says so', async () => {
    const root = makeTree({ 'x.json': '' });
    execFileSync('mkfifo', [join(root, 'fifo.json')]);
    expect(await pairs(root, { config: { app: ['*.json'] } })).toEqual([
      ['fifo.json', 'app'],
      ['x.json', 'app'],
    ]);
  });
});

describe('the names of files', () => {
  const odd = [
    'a\nb.json',
    'ü ✓.json',
    `it's "quoted".json`,
    '[x].json',
    '{a,b}.json',
    '!no.json',
    '-dash.json',
    'back\\slash.json',
  ];

  it.each(odd)('a path that exists is taken as it is: %j', async (name) => {
    const root = makeTree({ [name]: '', 'x.json': '' });
    expect(await pairs(root, { config: { app: ['*.json'] }, paths: [`./${name}`] })).toEqual([[name, 'app']]);
  });

  it('a walk finds them all', async () => {
    const root = makeTree(Object.fromEntries(odd.map((name) => [name, ''])));
    const found = (await pairs(root, { config: { app: ['**/*.json'] } })).map(([name]) => name);
    expect(found).toEqual(odd.toSorted());
  });

  it('a config below a directory that looks like a glob still works', async () => {
    const root = join(makeTree({ 'a[b]{c}/s/x.json': '' }), 'a[b]{c}');
    expect(await pairs(root, { config: { app: ['s/*.json'] } })).toEqual([['s/x.json', 'app']]);
  });
});

describe('globs of the command line', () => {
  it('are matched by the config’s kinds', async () => {
    const root = makeTree({ 'a/1.json': '', 'a/2.json': '', 'a/2.txt': '', 'b/3.json': '' });
    expect(await pairs(root, { config: { app: ['**/*.json'] }, paths: ['a/*'] })).toEqual([
      ['a/1.json', 'app'],
      ['a/2.json', 'app'],
    ]);
  });

  it('are an error where nothing matches, unless that is asked for', async () => {
    const root = makeTree();
    const given = { config: { app: ['*.json'] }, paths: ['no/*.json'] };
    expect((await refusal(root, given)).message).toBe('no file matches no/*.json');
    expect(await pairs(root, { ...given, errorOnUnmatched: false })).toEqual([]);
  });
});

// Making one takes a right that few have on Windows.
describe.skipIf(isWindows)('links', () => {
  it('to files are found by their own names, to directories are not entered, to nothing are found', async () => {
    const root = makeTree({ 'real/x.json': '' });
    symlinkSync('real/x.json', join(root, 'link.json'));
    symlinkSync('real', join(root, 'linked'));
    symlinkSync('nothing', join(root, 'dangling.json'));
    const found = (await select(root, { config: { app: ['**/*.json'] } })).map(({ display, isNamed }) => [
      display,
      isNamed,
    ]);
    expect(found).toEqual([
      ['dangling.json', false],
      ['link.json', false],
      ['real/x.json', false],
    ]);
  });
});

describe('without a config', () => {
  it('--kind gives every file its kind, and a directory means its state files, not the registry', async () => {
    const root = makeTree({ 'x.json': '', 'd/y.yaml': '', 'd/z.txt': '', 'schemas/app/1.schema.json': '' });
    expect(await pairs(root, { kind: 'app', paths: ['.', 'd/z.txt'] })).toEqual([
      ['d/y.yaml', 'app'],
      ['d/z.txt', 'app'],
      ['x.json', 'app'],
    ]);
  });

  it('the only kind of the user’s registry is that of every file', async () => {
    const root = makeTree({ 'x.json': '' });
    expect(await pairs(root, { paths: ['x.json'], userKinds: () => ['mine'] })).toEqual([['x.json', 'mine']]);
  });

  it('says what tells the kind where nothing does', async () => {
    const root = makeTree({ 'x.json': '' });
    const none = await refusal(root, { paths: ['x.json'], fittingKinds: async () => ['daemon'] });
    expect([none.code, none.message, none.hint]).toEqual([
      'USAGE',
      'nothing tells of what kind x.json is: there is no config, and no registry of your own',
      'It fits the kind daemon: name it with --kind daemon. To say it once for all: statefix init',
    ]);
    const two = await refusal(root, { paths: ['x.json'], userKinds: () => ['a', 'b'] });
    expect(two.message).toContain('your registry has 2 kinds: a, b');
  });

  it('asks for a file where none is named', async () => {
    const error = await refusal(makeTree(), { kind: 'app' });
    expect([error.code, error.message]).toEqual(['USAGE', 'no file is named, and there is no config that names any']);
  });

  it('writes walked files only inside the working directory', async () => {
    const root = makeTree({ 'd/x.json': '' });
    const [file] = await select(root, { kind: 'app', paths: ['d'] });
    expect(file).toMatchObject({ isNamed: false, root });
  });
});

describe('standard input', () => {
  it('has the kind that --kind says, or that claims --stdin-filename', async () => {
    const root = makeTree();
    expect(await pairs(root, { kind: 'app', paths: ['-'] })).toEqual([['-', 'app']]);
    const config = { app: ['s/*.json'] };
    const [file] = await select(root, { config, paths: ['-'], stdinFilename: 's/x.json' });
    expect(file).toMatchObject({ path: '-', display: 's/x.json', kindName: 'app' });
  });

  it('is refused where nothing tells its kind', async () => {
    const error = await refusal(makeTree(), { config: { app: ['*.json'] }, paths: ['-'] });
    expect(error.message).toBe('nothing tells of what kind standard input is');
    expect(error.hint).toContain('--stdin-filename');
  });
});

it('takes a file that cannot be seen for one that is there', async () => {
  const root = makeTree();
  const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'stat' });
  const fs: FsOps = {
    ...nodeFs,
    stat: () => {
      throw denied;
    },
  };
  expect(await pairs(root, { fs, kind: 'app', paths: ['*.json'] })).toEqual([['*.json', 'app']]);
});
