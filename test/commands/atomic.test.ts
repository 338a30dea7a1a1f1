import { linkSync, readFileSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { repair } from '../../src/commands/repair.ts';
import type { JudgedFile, MigrateOptions, RepairOptions, RunContext } from '../../src/commands/run.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { acquireLock } from '../../src/store/lock/acquire.ts';
import { runIn } from '../docs/shown-run.ts';
import {
  aJournaledProject,
  auditOf,
  BROKEN,
  faultsOfAudit,
  journalOf,
  stateOf,
  V1,
  V2,
} from '../store/journal/projects.ts';
import { systemError, withHook } from '../support/faults.ts';
import { sessionOf } from '../support/plans.ts';
import { APP_REGISTRY, aContext, all, aProject, type Files, namesIn, options } from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';
import { isWindows } from '../support/system.ts';

const SET = ['a.json', 'b.json', 'more/c.json'];
const THREE: Files = { 'a.json:0640': V1, 'b.json:0600': V1.replace('x', 'y'), 'more/c.json': V2 };

function together(...paths: readonly string[]): MigrateOptions & RepairOptions {
  return { ...options(...paths), isAtomic: true };
}

/** What each file of a run is told: `applied`, or the code and the message of its error. */
function toldBy(files: readonly JudgedFile[]): readonly string[] {
  return files.map(({ report: { outcome } }) =>
    outcome.kind === 'failed' ? `${outcome.error.code} ${outcome.error.message}` : outcome.kind,
  );
}

function migrating(root: string, changes: Partial<RunContext> = {}) {
  return all(migrate(together(...SET), aContext(root, changes)));
}

/** All that can be seen but what the store keeps for itself. */
function sightOf(root: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(snapshot(root)).filter(([name]) => !name.startsWith('.statefix')));
}

describe('migrate --atomic over three files', () => {
  test('changes all of them, as one change of the audit, and keeps what they were', async () => {
    const root = aJournaledProject(THREE);
    const before = SET.map((name) => stateOf(root, name));
    expect(toldBy(await migrating(root))).toEqual(['applied', 'applied', 'applied']);
    for (const name of SET) expect(stateOf(root, name)).toContain('"version": 3');
    expect(SET.map((name) => stateOf(root, `${name}.bak`))).toEqual(before);
    const lines = auditOf(root);
    expect(lines.map(({ files }) => files.map(({ path }) => path))).toEqual([SET]);
    expect(journalOf(root)).toEqual([]);
    expect(namesIn(root).filter((name) => /^\.tmp|lock/.test(name))).toEqual([]);
    expect(faultsOfAudit(root)).toMatchObject({ kind: 'intact', changes: 1 });
  });

  test('without it each is a change of its own, and one that fails leaves the others done', async () => {
    const root = aJournaledProject({ ...THREE, 'b.json': BROKEN });
    const { exitCode } = await runIn(root, ['migrate', ...SET]);
    expect(exitCode).toBe(1);
    expect(auditOf(root).map(({ files }) => files.map(({ path }) => path))).toEqual([['a.json'], ['more/c.json']]);
  });

  test('that are all current changes nothing, and records nothing', async () => {
    const root = aJournaledProject(THREE);
    await migrating(root);
    const before = snapshot(root);
    expect(toldBy(await migrating(root))).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(snapshot(root)).toEqual(before);
  });

  test('some of which are current changes the others', async () => {
    const root = aJournaledProject(THREE);
    await all(migrate(options('b.json'), aContext(root)));
    expect(toldBy(await migrating(root))).toEqual(['applied', 'unchanged', 'applied']);
  });

  test('--dry-run shows all diffs and leaves no trace', async () => {
    const root = aJournaledProject(THREE);
    const before = snapshot(root);
    const { exitCode, stdout } = await runIn(root, ['migrate', '--atomic', '--dry-run', ...SET]);
    expect(exitCode).toBe(0);
    for (const name of SET) expect(stdout).toContain(`--- a/${name}`);
    expect(snapshot(root)).toEqual(before);
  });
});

describe('one file of a set that fails leaves all as they were', () => {
  test('where it has errors: it says so, and the others why they were left', async () => {
    const root = aJournaledProject({ ...THREE, 'b.json': BROKEN });
    const before = snapshot(root);
    const { exitCode, stdout } = await runIn(root, ['migrate', '--atomic', ...SET]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain(
      'error TRANSACTION_ABORTED left as it was, because b.json could not be changed, and they change together\n  hint: Mend what is told of that file, then run again.',
    );
    expect(stdout).toContain(
      'error TRANSACTION_ABORTED b.json has errors, and no file of the set was changed\n  hint: Mend it first: statefix repair b.json',
    );
    expect(snapshot(root)).toEqual(before);
  });

  test('where its migration fails', async () => {
    const root = aJournaledProject({
      ...THREE,
      'migrations/app/2_rename.mjs': 'export const up = () => { throw new Error("no way"); };\n',
    });
    const before = snapshot(root);
    const files = await migrating(root);
    expect(toldBy(files)).toEqual([
      expect.stringMatching(/^MIGRATION_FAILED .*no way/),
      expect.stringMatching(/^MIGRATION_FAILED .*no way/),
      'TRANSACTION_ABORTED left as it was, because a.json could not be changed, and they change together',
    ]);
    expect(snapshot(root)).toEqual(before);
  });

  test('where it is locked by another, and no lock of the others stays', async () => {
    const root = aJournaledProject(THREE);
    const holder = sessionOf();
    const lock = await acquireLock(holder, join(root, 'b.json'), { timeout: 500, stale: 300_000 });
    const before = sightOf(root);
    const files = await all(migrate({ ...together(...SET), lockTimeout: 50 }, aContext(root)));
    expect(toldBy(files)).toEqual([
      'TRANSACTION_ABORTED left as it was, because b.json could not be changed, and they change together',
      expect.stringMatching(/^STATE_LOCKED .*b\.json is locked by /),
      'TRANSACTION_ABORTED left as it was, because b.json could not be changed, and they change together',
    ]);
    expect(sightOf(root)).toEqual(before);
    lock.release();
    holder.close();
  });

  test('where another program goes on changing it between plan and commit', async () => {
    const root = aJournaledProject({ ...THREE, 'a.json.bak': 'older' });
    const changed = join(root, 'b.json');
    let count = 0;
    const fs = withHook(nodeFs, (operation, args, act) => {
      // As another program would: each time that the new content of the first file is about to be put in its place.
      if (operation === 'rename' && args[1] === join(root, 'a.json') && String(args[0]).includes('.tmp-')) {
        count += 1;
        if (count % 2 === 1) writeFileSync(changed, V1.replace('x', `foreign ${count}`));
      }
      return act();
    });
    const before = ['a.json', 'a.json.bak', 'more/c.json'].map((name) => stateOf(root, name));
    expect(toldBy(await migrating(root, { fs }))).toEqual([
      'TRANSACTION_ABORTED left as it was, because b.json could not be changed, and they change together',
      expect.stringMatching(/^STATE_CHANGED .*b\.json has changed since it was read: another program has written it$/),
      'TRANSACTION_ABORTED left as it was, because b.json could not be changed, and they change together',
    ]);
    expect(count).toBeGreaterThanOrEqual(5);
    expect(['a.json', 'a.json.bak', 'more/c.json'].map((name) => stateOf(root, name))).toEqual(before);
    expect(stateOf(root, 'b.json')).toContain('foreign');
    expect(stateOf(root, 'b.json.bak')).toBe('absent');
    expect(journalOf(root)).toEqual([]);
    expect(auditOf(root)).toEqual([]);
  });

  test('but where it was changed once, all is planned anew, and done', async () => {
    const root = aJournaledProject(THREE);
    let isDone = false;
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (!isDone && operation === 'rename' && args[1] === join(root, 'a.json')) {
        isDone = true;
        writeFileSync(join(root, 'b.json'), V1.replace('x', 'foreign'));
      }
      return act();
    });
    expect(toldBy(await migrating(root, { fs }))).toEqual(['applied', 'applied', 'applied']);
    expect(stateOf(root, 'b.json')).toContain('"foreign"');
    expect(auditOf(root)).toHaveLength(1);
  });

  test.each(SET)('where the rename of %s fails', async (name) => {
    const root = aJournaledProject({ ...THREE, 'a.json.bak:0600': 'older a', 'more/c.json.bak': 'older c' });
    for (const each of SET) utimesSync(join(root, each), 1e9, 1e9);
    const before = sightOf(root);
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'rename' && args[1] === join(root, name)) throw systemError('EIO', 'rename');
      return act();
    });
    const files = await migrating(root, { fs });
    expect(toldBy(files)).toEqual(
      SET.map((each) =>
        each === name
          ? `WRITE_FAILED ${join(root, name)}: cannot rename: EIO`
          : `TRANSACTION_ABORTED left as it was, because ${name} could not be changed, and they change together`,
      ),
    );
    expect(sightOf(root)).toEqual(before);
    expect(journalOf(root)).toEqual([]);
    expect(auditOf(root)).toEqual([]);
  });

  test('and this test would see a file that stays changed', async () => {
    const root = aJournaledProject(THREE);
    const before = sightOf(root);
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'rename' && args[1] === join(root, 'more/c.json')) throw systemError('EIO', 'rename');
      // Nothing is brought back.
      if (operation === 'rename' && String(args[0]).endsWith('.restore')) throw systemError('EIO', 'rename');
      return act();
    });
    const files = await migrating(root, { fs });
    expect(toldBy(files)[2]).toMatch(
      /^WRITE_FAILED .*more\/c\.json: cannot rename: EIO \(the next changing command undoes or completes what this one has begun\)$/,
    );
    expect(sightOf(root)).not.toEqual(before);
    expect(journalOf(root)).not.toEqual([]);
    // And the next changing command does so.
    const next = await all(migrate(options('more/c.json'), aContext(root)));
    expect(toldBy(next)).toEqual(['applied']);
    expect(journalOf(root)).toEqual([]);
  });

  test('where a file of the project is named by a link and by its name', async () => {
    const root = aJournaledProject(THREE);
    symlinkSync('a.json', join(root, 'same.json'));
    const before = sightOf(root);
    const { exitCode, stderr } = await runIn(root, ['migrate', '--atomic', 'a.json', 'same.json']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `error USAGE ${join(root, 'a.json')} is named twice: files that change together must be different ones\n  hint: Name it once. A link and the file that it leads to are the same.`,
    );
    expect(sightOf(root)).toEqual(before);
  });

  test('where one lies outside of the project', async () => {
    const root = aJournaledProject({ 'a.json': V1 });
    const outside = aProject({ 'b.json': V1 });
    symlinkSync(join(outside, 'b.json'), join(root, 'b.json'));
    const before = sightOf(root);
    const { exitCode, stdout } = await runIn(root, ['migrate', '--atomic', 'a.json', 'b.json']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain(`OUTSIDE_ROOT`);
    expect(stdout).toContain(`leads to ${join(outside, 'b.json')}, outside of ${root}`);
    expect(sightOf(root)).toEqual(before);
    expect(readFileSync(join(outside, 'b.json'), 'utf8')).toBe(V1);
  });

  test('where one has a second name elsewhere', async () => {
    const root = aJournaledProject(THREE);
    linkSync(join(root, 'b.json'), join(root, 'b.hardlink'));
    const before = sightOf(root);
    expect(toldBy(await migrating(root))).toEqual([
      'TRANSACTION_ABORTED left as it was, because b.json could not be changed, and they change together',
      expect.stringMatching(/^HARD_LINKED /),
      'TRANSACTION_ABORTED left as it was, because b.json could not be changed, and they change together',
    ]);
    expect(sightOf(root)).toEqual(before);
  });

  test('whose name begins with that of another: the right one is blamed', async () => {
    const root = aJournaledProject({ 'a.json': V1, 'a.json.json': V1.replace('x', 'y') });
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'rename' && args[1] === join(root, 'a.json.json')) throw systemError('EIO', 'rename');
      return act();
    });
    const files = await all(migrate(together('a.json', 'a.json.json'), aContext(root, { fs })));
    expect(toldBy(files)).toEqual([
      'TRANSACTION_ABORTED left as it was, because a.json.json could not be changed, and they change together',
      `WRITE_FAILED ${join(root, 'a.json.json')}: cannot rename: EIO`,
    ]);
  });

  test('that is named by a link to its directory: it is blamed by the name that was given', async () => {
    const root = aJournaledProject(THREE);
    renameSync(join(root, 'more'), join(root, 'real'));
    symlinkSync('real', join(root, 'more'));
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'rename' && args[1] === join(root, 'real/c.json')) throw systemError('EIO', 'rename');
      return act();
    });
    expect(toldBy(await migrating(root, { fs }))).toEqual([
      'TRANSACTION_ABORTED left as it was, because more/c.json could not be changed, and they change together',
      'TRANSACTION_ABORTED left as it was, because more/c.json could not be changed, and they change together',
      `WRITE_FAILED ${join(root, 'real/c.json')}: cannot rename: EIO`,
    ]);
  });
});

describe('repair --atomic', () => {
  const DAMAGED: Files = { 'a.json:0666': V2, 'b.json.bak': V2, 'more/c.json': BROKEN, 'more/c.json.bak': V2 };

  test('mends a mode, a missing file and a broken one together', async () => {
    const root = aJournaledProject(DAMAGED);
    const files = await all(repair(together(...SET), aContext(root)));
    expect(toldBy(files)).toEqual(['applied', 'applied', 'applied']);
    expect(auditOf(root)).toHaveLength(1);
    expect(stateOf(root, 'a.json')).toBe(isWindows ? stateOf(root, 'a.json') : `644 ${V2}`);
    expect(namesIn(join(root, 'more')).some((name) => name.startsWith('c.json.corrupt-'))).toBe(true);
  });

  test('mends none where one cannot be mended, exit 4', async () => {
    const root = aJournaledProject({ ...DAMAGED, 'more/c.json.bak': BROKEN });
    const before = snapshot(root);
    const { exitCode, stdout } = await runIn(root, ['repair', '--atomic', ...SET]);
    expect(stdout).toContain('error STATE_CORRUPTED more/c.json is corrupted and no healthy candidate was found');
    expect(stdout).toContain('left as it was, because more/c.json could not be changed, and they change together');
    // What was left as it was counts for more than what cannot be mended.
    expect(exitCode).toBe(3);
    expect(snapshot(root)).toEqual(before);
  });

  test.each(SET)(
    'takes all back where the last step, at %s, fails: what was missing is missing again',
    async (name) => {
      const root = aJournaledProject(DAMAGED);
      const before = sightOf(root);
      const path = join(root, name);
      const fs = withHook(nodeFs, (operation, args, act) => {
        if (operation === 'rename' && args[1] === path) throw systemError('EIO', 'rename');
        if (name === 'a.json' && operation === 'fchmod' && args[1] === 0o644 && journalOf(root).length > 0) {
          throw systemError('EIO', 'fchmod');
        }
        return act();
      });
      const files = await all(repair(together(...SET), aContext(root, { fs })));
      expect(toldBy(files).filter((each) => each.startsWith('WRITE_FAILED'))).toHaveLength(1);
      expect(sightOf(root)).toEqual(before);
      expect(journalOf(root)).toEqual([]);
    },
  );
});

describe('--atomic is refused', () => {
  test('without a config', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': V1 });
    const before = snapshot(root);
    expect(await runIn(root, ['migrate', '--atomic', '--kind', 'app', 'state.json'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'statefix: error USAGE --atomic keeps a journal, and there is no config beside which it could stand\n  hint: Run: statefix init\n',
    });
    expect(snapshot(root)).toEqual(before);
  });

  test('for standard input', async () => {
    const root = aJournaledProject({ 'a.json': V1 });
    const { exitCode, stderr } = await runIn(root, ['migrate', '--atomic', '--kind', 'app', '-', 'a.json']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('USAGE');
    const inside = all(
      migrate(
        { ...together('-'), kind: 'app' },
        aContext(root, { readStdin: async () => new TextEncoder().encode(V1) }),
      ),
    );
    await expect(inside).rejects.toMatchObject({
      code: 'USAGE',
      message: '--atomic and - exclude each other: standard input is no file that could be taken back',
      hint: 'Leave one of the two out.',
    });
    expect(statSync(join(root, 'a.json')).size).toBe(V1.length);
  });
});
