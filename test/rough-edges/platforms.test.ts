import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { repair } from '../../src/commands/repair.ts';
import { undo } from '../../src/commands/undo.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { onPlatform, systemError, withHook } from '../support/faults.ts';
import { aContext, all, aProject, options, textOf } from '../support/project.ts';
import { auditOf, BROKEN, faultsOf, projectFiles, SET, V1, V2 } from './project.ts';

// The rules of other systems, by file operations that follow them: whole changes with lock, journal, backups and audit.

/** Permission bits and owners are refused, no directory can be opened, and a file that somebody reads cannot be replaced for a while. */
function likeWindows(refusals: { count: number }): FsOps {
  const busy = new Map<string, number>();
  const fs = withHook(nodeFs, (operation, args, act) => {
    if (['fchmod', 'chmod', 'fchown'].includes(operation)) throw systemError('ENOSYS', operation);
    const [first, second] = args;
    if (operation === 'open' && lstatSync(String(first), { throwIfNoEntry: false })?.isDirectory()) {
      throw systemError('EISDIR', operation);
    }
    // A state file, which a scanner or a reader has open.
    if (operation === 'rename' && /[\\/][abc]\.json$/.test(String(second))) {
      const before = busy.get(String(second)) ?? 0;
      busy.set(String(second), before + 1);
      if (before < 2) {
        refusals.count += 1;
        throw systemError(['EPERM', 'EACCES', 'EBUSY'][refusals.count % 3] ?? 'EPERM', operation);
      }
    }
    return act();
  });
  return onPlatform('win32', fs);
}

/** As exFAT and some network file systems: no hard links. */
function withoutLinks(errno: string, platform: NodeJS.Platform): FsOps {
  const fs = withHook(nodeFs, (operation, _args, act) => {
    if (operation === 'link') throw systemError(errno, operation);
    return act();
  });
  return onPlatform(platform, fs);
}

const SYSTEMS: readonly (readonly [string, () => FsOps])[] = [
  ['Windows', () => likeWindows({ count: 0 })],
  ['macOS', () => onPlatform('darwin')],
  ['Linux without links (EPERM)', () => withoutLinks('EPERM', 'linux')],
  ['macOS without links (ENOTSUP)', () => withoutLinks('ENOTSUP', 'darwin')],
  ['Windows without links (ENOSYS)', () => withoutLinks('ENOSYS', 'win32')],
];

describe.each(SYSTEMS)('%s', (_name, system) => {
  const before = Object.fromEntries(SET.map((name) => [name, V1]));

  function contextOf(root: string) {
    return aContext(root, { fs: system(), now: () => new Date() });
  }

  async function done(run: Parameters<typeof all>[0]): Promise<void> {
    for (const { report } of await all(run)) expect(report.outcome).toMatchObject({ kind: 'applied' });
  }

  test('a set changes, is undone, and that is undone, with backups and audit', async () => {
    const root = aProject({ ...projectFiles(), ...before });
    const context = contextOf(root);
    await done(migrate({ ...options(...SET), isAtomic: true }, context));
    expect(SET.map((name) => textOf(root, name))).toEqual([V2, V2, V2]);
    expect(SET.map((name) => textOf(root, `${name}.bak`))).toEqual([V1, V1, V1]);
    await done(undo({ ...options(), isForced: false }, context));
    expect(SET.map((name) => textOf(root, name))).toEqual([V1, V1, V1]);
    await done(undo({ ...options('a.json'), isForced: false }, context));
    expect(SET.map((name) => textOf(root, name))).toEqual([V2, V2, V2]);
    expect(auditOf(root).map(({ command }) => command)).toEqual(['migrate', 'undo', 'undo']);
    expect(faultsOf(root)).toEqual([]);
    expect(readdirSync(join(root, '.statefix/backups/a.json')).length).toBeGreaterThanOrEqual(3);
  });

  test('a single change keeps its backup, also where the .bak is gone', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': V1 });
    const context = contextOf(root);
    await done(migrate(options('a.json'), context));
    rmSync(join(root, 'a.json.bak'));
    await done(undo({ ...options('a.json'), isForced: false }, context));
    expect(textOf(root, 'a.json')).toBe(V1);
    expect(faultsOf(root)).toEqual([]);
  });

  test('a repair sets the broken bytes aside', async () => {
    const root = aProject({ ...projectFiles(), 'a.json': BROKEN, 'a.json.bak': V2 });
    await done(repair(options('a.json'), contextOf(root)));
    expect(textOf(root, 'a.json')).toBe(V2);
    const [aside = ''] = readdirSync(root).filter((name) => name.includes('.corrupt-'));
    expect(textOf(root, aside)).toBe(BROKEN);
    expect(faultsOf(root)).toEqual([]);
  });
});

test('without links a .bak and a backup are files of their own', async () => {
  const root = aProject({ ...projectFiles(), 'a.json:0640': V1 });
  await all(migrate(options('a.json'), aContext(root, { fs: withoutLinks('EPERM', 'linux') })));
  const backups = join(root, '.statefix/backups/a.json');
  const paths = [join(root, 'a.json.bak'), ...readdirSync(backups).map((name) => join(backups, name))];
  const copies = paths.filter((path) => !path.endsWith('manifest.json')).map((path) => statSync(path));
  expect(copies.map(({ nlink, mode }) => [nlink, mode & 0o777])).toEqual([
    [1, 0o640],
    [1, 0o640],
  ]);
});

test('on Windows what looks transient is tried again, elsewhere it is an error at once', async () => {
  const root = aProject({ ...projectFiles(), 'a.json': V1 });
  const refusals = { count: 0 };
  const windows = likeWindows(refusals);
  const [file] = await all(
    migrate(options('a.json'), aContext(root, { fs: onPlatform('linux', refuseRenames(root)) })),
  );
  expect(file?.report.outcome).toMatchObject({ kind: 'failed', error: { code: 'WRITE_FAILED', errno: 'EBUSY' } });
  expect(textOf(root, 'a.json')).toBe(V1);
  expect(faultsOf(root)).toEqual([]);
  const [again] = await all(migrate(options('a.json'), aContext(root, { fs: windows })));
  expect(again?.report.outcome).toMatchObject({ kind: 'applied' });
  expect(refusals.count).toBe(2);
});

function refuseRenames(root: string): FsOps {
  return withHook(nodeFs, (operation, args, act) => {
    if (operation === 'rename' && args[1] === join(root, 'a.json')) throw systemError('EBUSY', operation);
    return act();
  });
}

test.each(SYSTEMS.slice(0, 2))(
  '%s: a set of which one file cannot be replaced is taken back',
  async (_name, system) => {
    const root = aProject({ ...projectFiles(), ...Object.fromEntries(SET.map((name) => [name, V1])) });
    const fs = withHook(system(), (operation, args, act) => {
      if (operation === 'rename' && dirname(String(args[1])).endsWith('more') && String(args[1]).endsWith('c.json')) {
        throw systemError('EPERM', operation);
      }
      return act();
    });
    const files = await all(migrate({ ...options(...SET), isAtomic: true }, aContext(root, { fs })));
    expect(files.map(({ report }) => report.outcome.kind)).toEqual(['failed', 'failed', 'failed']);
    expect(SET.map((name) => textOf(root, name))).toEqual([V1, V1, V1]);
    expect(auditOf(root)).toEqual([]);
    expect(faultsOf(root)).toEqual([]);
  },
);
