import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { migrate } from '../../../src/commands/migrate.ts';
import { repair } from '../../../src/commands/repair.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { pendingChanges } from '../../../src/store/journal/pending.ts';
import { newLockId } from '../../../src/store/names.ts';
import { runIn } from '../../docs/shown-run.ts';
import { failAlways } from '../../support/faults.ts';
import { aContext, all, aProject, expectMode, type Files, namesIn, options } from '../../support/project.ts';
import { snapshot } from '../../support/snapshot.ts';
import { isWindows } from '../../support/system.ts';
import {
  aJournaledProject,
  auditOf,
  dyingBefore,
  exitOf,
  faultsOfAudit,
  journalOf,
  sha256,
  stateOf,
  storeOf,
  V1,
  V2,
} from './projects.ts';

const SET = ['a.json', 'b.json', 'more/c.json'];
const THREE: Files = { 'a.json': V1, 'b.json:0600': V1.replace('x', 'y'), 'more/c.json': V2, 'other.json': V1 };
const SEALED = (title: string) => expect.stringContaining(`"title": "${title}"`);

/** A set whose writer died right before the rename of that file. */
async function interrupted(before: string, files: Files = {}): Promise<string> {
  const root = aJournaledProject({ ...THREE, ...files });
  const fs = dyingBefore((operation, [from, to]) => {
    return operation === 'rename' && to === join(root, before) && String(from).includes('.tmp-');
  });
  const run = (context: Parameters<typeof migrate>[1]) => migrate({ ...options(...SET), isAtomic: true }, context);
  expect(await exitOf(run, root, fs)).toBe(3);
  expect(journalOf(root).filter((name) => name.endsWith('.json'))).toHaveLength(1);
  return root;
}

/** Another file is migrated; gives its exit code and what was logged. */
async function next(root: string, fs = nodeFs) {
  const context = aContext(root, { fs });
  try {
    const files = await all(migrate(options('other.json'), context));
    return { told: files.map(({ report }) => report.outcome.kind), events: context.events };
  } catch (error) {
    return { told: error, events: context.events };
  }
}

const directoryOf = (root: string) => join(storeOf(root).directory, 'journal');

function recordIn(root: string): { readonly path: string; readonly value: Readonly<Record<string, unknown>> } {
  const name = journalOf(root).find((each) => each.endsWith('.json')) ?? '';
  const path = join(directoryOf(root), name);
  return { path, value: JSON.parse(readFileSync(path, 'utf8')) };
}

describe('a set that was interrupted', () => {
  test('goes forward where all its new content is there, and says so', async () => {
    const root = await interrupted('b.json');
    const { told, events } = await next(root);
    expect(told).toEqual(['applied']);
    expect(events).toContainEqual({
      kind: 'journal-recovered',
      outcome: 'completed',
      command: 'migrate',
      path: join(root, 'a.json'),
      others: [join(root, 'b.json'), join(root, 'more/c.json')],
    });
    for (const name of SET) expect(stateOf(root, name)).toContain('"version": 3');
    expect(SET.map((name) => stateOf(root, `${name}.bak`))).toEqual([
      `644 ${V1}`,
      `600 ${V1.replace('x', 'y')}`,
      `644 ${V2}`,
    ]);
    expect(auditOf(root).map(({ files }) => files.length)).toEqual([3, 1]);
    expect(journalOf(root)).toEqual([]);
  });

  test('goes back where the new content of one is lost, and says so', async () => {
    const root = await interrupted('b.json');
    for (const name of readdirSync(join(root, 'more')))
      if (name.startsWith('.tmp-')) rmSync(join(root, 'more', name), { recursive: true });
    const { told, events } = await next(root);
    expect(told).toEqual(['applied']);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'journal-recovered', outcome: 'undone' }));
    expect(SET.map((name) => stateOf(root, name))).toEqual([`644 ${V1}`, `600 ${V1.replace('x', 'y')}`, `644 ${V2}`]);
    expect(auditOf(root).map(({ files }) => files.map(({ path }) => path))).toEqual([['other.json']]);
    expect(journalOf(root)).toEqual([]);
  });

  test('goes back where the system does not let it go forward', async () => {
    const root = await interrupted('b.json');
    const fs = failAlways('EIO', (operation, [from, to]) => {
      return operation === 'rename' && to === join(root, 'more/c.json') && !String(from).endsWith('.restore');
    });
    expect((await next(root, fs)).told).toEqual(['applied']);
    expect(SET.map((name) => stateOf(root, name))).toEqual([`644 ${V1}`, `600 ${V1.replace('x', 'y')}`, `644 ${V2}`]);
    expect(journalOf(root)).toEqual([]);
  });

  test('is still known where the system lets it go nowhere; the run says which step failed', async () => {
    const root = await interrupted('b.json');
    const fs = failAlways(
      'EIO',
      (operation, [, to]) => operation === 'rename' && SET.some((name) => to === join(root, name)),
    );
    const { told } = await next(root, fs);
    expect(told).toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringMatching(/a\.json: cannot rename: EIO$/),
    });
    expect(journalOf(root)).not.toEqual([]);
    expect((await next(root)).told).toEqual(['applied']);
    expect(stateOf(root, 'a.json')).toEqual(SEALED('x'));
  });

  test('one file of which another program wrote since: that content stays, the others go forward, the old one is kept', async () => {
    const root = await interrupted('more/c.json');
    writeFileSync(join(root, 'b.json'), 'of somebody else');
    expect((await next(root)).told).toEqual(['applied']);
    expect(stateOf(root, 'b.json')).toContain('of somebody else');
    expect(stateOf(root, 'a.json')).toContain('"version": 3');
    expect(stateOf(root, 'more/c.json')).toContain('"version": 3');
    const backups = join(storeOf(root).directory, 'backups', 'b.json');
    expect(readdirSync(backups).map((name) => readFileSync(join(backups, name), 'utf8'))).toContain(
      V1.replace('x', 'y'),
    );
    expect(journalOf(root)).toEqual([]);
  });

  test('the old content of which is damaged is not half taken back: the tool says what to do', async () => {
    const root = await interrupted('b.json');
    rmSync(join(root, 'more'), { recursive: true });
    mkdirSync(join(root, 'more'));
    writeFileSync(join(root, 'more/c.json'), 'of somebody else');
    const held = readdirSync(directoryOf(root)).find((name) => name.endsWith('.0')) ?? '';
    rmSync(join(directoryOf(root), held));
    writeFileSync(join(directoryOf(root), held), 'damaged');
    const { told } = await next(root);
    expect(told).toMatchObject({
      code: 'STATE_CORRUPTED',
      message: `${join(root, 'a.json')} is half of an interrupted migrate: ${join(directoryOf(root), held)}, which holds its old content, is damaged`,
      hint: 'Put the right content in its place by hand, from a backup or version control, and then remove that file of the journal.',
    });
    // And what the hint says helps.
    writeFileSync(join(root, 'a.json'), V1);
    rmSync(join(directoryOf(root), held));
    expect((await next(root)).told).toEqual(['applied']);
    expect(journalOf(root)).toEqual([]);
  });

  test('the directory of a file of which is gone keeps nobody from going on', async () => {
    const root = await interrupted('more/c.json');
    rmSync(join(root, 'more'), { recursive: true });
    expect((await next(root)).told).toEqual(['applied']);
    expect(stateOf(root, 'a.json')).toContain('"version": 3');
    expect(existsSync(join(root, 'more'))).toBe(false);
    expect(journalOf(root)).toEqual([]);
  });

  test('survives that another file of the same directory is changed by who does not know of it, and a fence', async () => {
    const root = await interrupted('b.json');
    // As a breaker of the lock renames it.
    for (const directory of [root, join(root, 'more')]) {
      const name = namesIn(directory).find((each) => each.startsWith('.tmp-')) ?? '';
      renameSync(join(directory, name), join(directory, `${name}.${newLockId(process.pid).slice(0, 8)}`));
    }
    expect((await next(root)).told).toEqual(['applied']);
    for (const name of SET) expect(stateOf(root, name)).toContain('"version": 3');
  });

  test('of a process that lives is left to it, and not reported', async () => {
    const root = await interrupted('b.json');
    const { path, value } = recordIn(root);
    // Nobody has given this lockId back, and the process is this one.
    const holder = { ...(value['holder'] as object), lockId: newLockId(process.pid) };
    writeFileSync(path, JSON.stringify({ ...value, holder }));
    const codes = (await all(check(options(...SET), aContext(root)))).flatMap(({ report }) => report.findings);
    expect(codes.map(({ code }) => code)).not.toContain('JOURNAL_PENDING');
    expect((await next(root)).told).toEqual(['applied']);
    expect(existsSync(path)).toBe(true);
    expect(stateOf(root, 'b.json')).toContain(V1.replace('x', 'y'));
    // Whoever wants one of its files has its locks, and does it.
    await all(migrate(options('b.json'), aContext(root)));
    expect(existsSync(path)).toBe(false);
    expect(stateOf(root, 'a.json')).toEqual(SEALED('x'));
    expect(auditOf(root).filter(({ files }) => files.length === 3)).toHaveLength(1);
  });
});

describe('a file among the records that is none', () => {
  const NONE: readonly (readonly [string, (text: string) => string])[] = [
    ['torn', (text) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['garbage', () => '\u0000\u0001'],
    ['of another version', (text) => text.replace('"version": 1', '"version": 2')],
    ['of another change', (text) => text.replace(/("change": \{\s+"id": ")[0-9a-f]{8}/, '$100000000')],
    ['without files', (text) => JSON.stringify({ ...JSON.parse(text), files: [] })],
    ['without a holder', (text) => JSON.stringify({ ...JSON.parse(text), holder: {} })],
    ['with a mode beyond all bits', (text) => text.replaceAll('"mode": 420', '"mode": 99999999999')],
    ['with a backup that is a path', (text) => text.replace(/"backup": "[^"]+"/, '"backup": "../../../../evil"')],
  ];

  test.each(NONE)('(%s) is set aside and told; nothing is done by it', async (_, spoil) => {
    const root = await interrupted('b.json');
    const { path } = recordIn(root);
    writeFileSync(path, spoil(readFileSync(path, 'utf8')));
    const before = SET.map((name) => stateOf(root, name));
    const { told, events } = await next(root);
    expect(told).toEqual(['applied']);
    expect(events).toContainEqual({ kind: 'journal-damaged', path: `${path}.damaged` });
    expect(existsSync(`${path}.damaged`)).toBe(true);
    expect(SET.map((name) => stateOf(root, name))).toEqual(before);
    // What it held of files that are half done may be all that there is of them.
    expect(journalOf(root).some((name) => name.endsWith('.0'))).toBe(true);
  });

  test('is told on the command line, with what to do', async () => {
    const root = await interrupted('b.json');
    writeFileSync(recordIn(root).path, '{');
    const { stderr } = await runIn(root, ['migrate', 'other.json']);
    expect(stderr).toMatch(
      /a record of the journal was damaged and was set aside: .*\.json\.damaged\. Check the state files of this project/,
    );
  });
});

describe('a record that leads outside of the project', () => {
  async function hostile(isAtomic: boolean, change: (file: object, outside: string) => object) {
    const root = await interrupted('b.json');
    const outside = aProject({ 'victim.json': V1, 'link/.keep': '' });
    const { path, value } = recordIn(root);
    const [first] = value['files'] as readonly object[];
    writeFileSync(path, JSON.stringify({ ...value, isAtomic, files: [change(first ?? {}, outside)] }));
    return { root, outside, path };
  }

  test.each([true, false])('by an absolute path or by .. (atomic: %s) writes nothing there', async (isAtomic) => {
    const { root, outside } = await hostile(isAtomic, (file, where) => ({
      ...file,
      path: join(where, 'victim.json'),
      to: { digest: sha256(V1), mode: 0o644, version: null },
    }));
    const before = snapshot(outside);
    const { told } = await next(root);
    expect(snapshot(outside)).toEqual(before);
    expect(told).toEqual(['applied']);
  });

  test('by a link in the project writes nothing there', async () => {
    const { root, outside } = await hostile(true, (file) => ({ ...file, path: 'link/victim.json' }));
    symlinkSync(outside, join(root, 'link'));
    const before = snapshot(outside);
    await next(root);
    expect(snapshot(outside)).toEqual(before);
  });

  test('by a name with a NUL in it writes nothing, and keeps nobody from going on', async () => {
    const { root } = await hostile(true, (file) => ({ ...file, path: 'a\u0000.json' }));
    expect((await next(root)).told).toEqual(['applied']);
  });

  test.skipIf(isWindows)(
    'gives nothing away: owner and set-id bits are those of the content that is held',
    async () => {
      const root = await interrupted('b.json');
      const { path, value } = recordIn(root);
      const files = (value['files'] as readonly { readonly from: object }[]).map((file) => ({
        ...file,
        uid: 12345,
        from: { ...file.from, mode: 0o4755 },
      }));
      writeFileSync(path, JSON.stringify({ ...value, files }));
      for (const directory of [root, join(root, 'more')]) {
        for (const name of namesIn(directory))
          if (name.startsWith('.tmp-')) rmSync(join(directory, name), { recursive: true });
      }
      await next(root);
      expect(stateOf(root, 'a.json')).toBe(`755 ${V1}`);
    },
  );
});

describe('content that the journal holds for no record', () => {
  async function orphaned() {
    const root = await interrupted('b.json');
    const { path } = recordIn(root);
    rmSync(path);
    return root;
  }

  test('goes where it is one name too many, stays where it is the only one', async () => {
    const root = await orphaned();
    const held = journalOf(root);
    expect((await next(root)).told).toEqual(['applied']);
    // The old content of a.json has its .bak as another name; those of the others are the files themselves.
    expect(journalOf(root)).toEqual([]);
    expect(held).toHaveLength(3);
    const alone = join(directoryOf(root), '00000000-0000-4000-8000-000000000000.0');
    writeFileSync(alone, 'nowhere else');
    await migrateAnother(root);
    expect(readFileSync(alone, 'utf8')).toBe('nowhere else');
  });

  test('goes to the backups where the audit knows of its change', async () => {
    const root = aJournaledProject(THREE);
    await all(migrate(options('a.json'), aContext(root)));
    const [line] = auditOf(root);
    const backups = join(storeOf(root).directory, 'backups', 'a.json');
    const backup = line?.files[0]?.backup ?? '';
    // As a power cut may leave it: the audit was synced, the rename into the backups was not.
    renameSync(join(backups, backup), join(directoryOf(root), `${line?.id}.0`));
    expect((await next(root)).told).toEqual(['applied']);
    expect(readFileSync(join(backups, backup), 'utf8')).toBe(V1);
    expect(journalOf(root)).toEqual([]);
    expect(faultsOfAudit(root)).toMatchObject({ kind: 'intact' });
  });

  test('goes where the audit says that it needs no backup', async () => {
    const root = aJournaledProject({ ...THREE, 'a.json:0666': V2 });
    await runIn(root, ['repair', 'a.json']);
    const [line] = auditOf(root);
    mkdirSync(directoryOf(root), { recursive: true });
    writeFileSync(join(directoryOf(root), `${line?.id}.0`), 'old');
    await next(root);
    expect(journalOf(root)).toEqual([]);
  });
});

async function migrateAnother(root: string) {
  return all(migrate(options('b.json'), aContext(root)));
}

describe('a journal that cannot be read', () => {
  test.each(['EACCES', 'EIO'])('is told by the step that failed (%s)', async (errno) => {
    const root = await interrupted('b.json');
    const fs = failAlways(errno, (operation, [path]) => operation === 'readdir' && path === directoryOf(root));
    expect((await next(root, fs)).told).toMatchObject({
      code: 'WRITE_FAILED',
      message: `${directoryOf(root)}: cannot read: ${errno}`,
    });
  });

  test.skipIf(isWindows || process.getuid?.() === 0)('a record likewise', async () => {
    const root = await interrupted('b.json');
    chmodSync(recordIn(root).path, 0);
    expect((await next(root)).told).toMatchObject({ code: 'WRITE_FAILED' });
  });

  test('a record likewise, where the device fails', async () => {
    const root = await interrupted('b.json');
    const { path } = recordIn(root);
    const fs = failAlways('EIO', (operation, [at]) => operation === 'open' && at === path);
    expect((await next(root, fs)).told).toMatchObject({ code: 'WRITE_FAILED', message: `${path}: cannot read: EIO` });
    expect(journalOf(root)).not.toEqual([]);
  });
});

describe('the records of a journal', () => {
  test('are told from one another by time, and those of one time by id', async () => {
    const root = await interrupted('b.json');
    const { path, value } = recordIn(root);
    const copies = [
      ['11111111-0000-4000-8000-000000000000', '2026-11-21T10:20:31.000Z'],
      ['22222222-0000-4000-8000-000000000000', '2026-11-21T10:20:29.000Z'],
      ['00000000-0000-4000-8000-000000000000', '2026-11-21T10:20:31.000Z'],
    ] as const;
    for (const [id, at] of copies) {
      const change = { ...(value['change'] as object), id, at };
      writeFileSync(join(directoryOf(root), `${id}.json`), JSON.stringify({ ...value, change }));
    }
    rmSync(path);
    expect(pendingChanges(nodeFs, storeOf(root)).map(({ id }) => id.slice(0, 2))).toEqual(['22', '00', '11']);
  });

  test('whose writer is dead are reported by check, each file of them, and nothing is changed', async () => {
    const root = await interrupted('b.json');
    const before = snapshot(root);
    const { exitCode, stdout } = await runIn(root, ['check', ...SET]);
    expect(exitCode).toBe(0);
    for (const name of SET) {
      expect(stdout).toContain(
        `${name}: warning JOURNAL_PENDING statefix migrate was interrupted while it changed 3 files (since 2026-11-21T10:20:30.456Z)`,
      );
    }
    expect(snapshot(root)).toEqual(before);
  });

  test('of a journal that is no directory are none', () => {
    const root = aJournaledProject(THREE);
    mkdirSync(storeOf(root).directory);
    writeFileSync(directoryOf(root), 'no directory');
    expect(pendingChanges(nodeFs, storeOf(root))).toEqual([]);
  });
});

test.skipIf(isWindows)('a set that goes forward leaves no backup that more may read than its kind allows', async () => {
  const root = aJournaledProject({ 'a.json:0666': '{', 'a.json.bak': V2, 'b.json.bak': V2, 'other.json': V1 });
  const fs = dyingBefore((operation, [, to]) => operation === 'rename' && to === join(root, 'b.json'));
  await exitOf((context) => repair({ ...options('a.json', 'b.json'), isAtomic: true }, context), root, fs);
  expect((await next(root)).told).toEqual(['applied']);
  expect(stateOf(root, 'b.json')).toContain('"version": 3');
  const backup = auditOf(root)[0]?.files[0]?.backup ?? '';
  expectMode(join(storeOf(root).directory, 'backups', 'a.json'), backup, '0644');
});

test('a store that cannot be read is told by the step that failed', async () => {
  const root = aJournaledProject(THREE);
  await all(migrate(options('a.json'), aContext(root)));
  const { directory } = storeOf(root);
  const fs = failAlways('EIO', (operation, [path]) => operation === 'readdir' && path === directory);
  expect((await next(root, fs)).told).toMatchObject({
    code: 'WRITE_FAILED',
    message: `${directory}: cannot read: EIO`,
  });
});
