import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderChecksumFile } from '../../../src/formats/checksum-file.ts';
import { digestOf } from '../../../src/formats/digest.ts';
import { StatefixError } from '../../../src/model/errors.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { applyPlan, applyTogether } from '../../../src/store/apply.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { interruptedChanges } from '../../../src/store/journal/interrupted.ts';
import { parseRecord } from '../../../src/store/journal/record.ts';
import { recoverPending } from '../../../src/store/journal/recover.ts';
import { newLockId } from '../../../src/store/names.ts';
import { systemError, withHook } from '../../support/faults.ts';
import { LIMITS, planFor, sessionOf, waiting, withSidecar } from '../../support/plans.ts';
import { isWindows } from '../../support/system.ts';
import { makeTree } from '../../support/tree.ts';
import { auditOf, dyingBefore, journalOf, storeOf } from './projects.ts';

const NOTES = {
  kind: 'app',
  versions: { from: '1', to: '2' },
  recovery: null,
  wasHealthy: true,
  backupsKept: 3,
  isMilestone: false,
};

const AB = { 'a.json': 'old a', 'b.json': 'old b' };

function apply(root: string, plans: readonly Plan[], session: ReturnType<typeof sessionOf>) {
  const files = plans.map((plan) => ({ plan, limits: LIMITS, notes: NOTES }));
  return applyTogether(files, session, { store: storeOf(root), command: 'repair' });
}

/** A change whose writer died right before something was renamed to `name`. */
async function stopped(root: string, plans: readonly Plan[], name: string): Promise<void> {
  const session = sessionOf(dyingBefore((operation, [, to]) => operation === 'rename' && to === join(root, name)));
  await expect(apply(root, plans, session)).rejects.toBeInstanceOf(StatefixError);
  session.close();
  expect(existsSync(recordIn(root))).toBe(true);
}

/** What the next changing command does first. */
async function recover(root: string, fs: FsOps = nodeFs) {
  const session = sessionOf(fs);
  let error: unknown;
  try {
    await recoverPending(session, storeOf(root), waiting(500));
  } catch (thrown) {
    error = thrown;
  }
  session.close();
  const outcomes = session.events.flatMap((event) => (event.kind === 'journal-recovered' ? [event.outcome] : []));
  return { outcomes, error };
}

const textAt = (root: string, name: string) => readFileSync(join(root, name), 'utf8');
const plansIn = (root: string, ...names: readonly string[]) =>
  names.map((name) => planFor(join(root, `${name}.json`), `new ${name}`));
const checksumOf = (text: string, name: string) => new TextDecoder().decode(renderChecksumFile(digestOf(text), name));

function recordIn(root: string): string {
  const name = journalOf(root).find((each) => each.endsWith('.json')) ?? 'no record';
  return join(storeOf(root).directory, 'journal', name);
}

function backupsOf(root: string, name: string): readonly string[] {
  const directory = join(storeOf(root).directory, 'backups', name);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((each) => each !== 'manifest.json')
    .map((each) => textAt(directory, each));
}

/** Takes what was staged under that name. */
function loseStaged(root: string, name: string): void {
  const found = readdirSync(root)
    .filter((each) => each.startsWith('.tmp-'))
    .map((each) => join(root, each, name))
    .filter((path) => existsSync(path));
  expect(found).toHaveLength(1);
  for (const path of found) rmSync(path);
}

/** Lets a record say that its writer is this process, at a run that has not ended, or has it on another machine. */
function heldBy(root: string, metadata: object = {}): void {
  const record = JSON.parse(readFileSync(recordIn(root), 'utf8'));
  const holder = {
    ...record.holder,
    lockId: newLockId(process.pid),
    metadata: { ...record.holder.metadata, ...metadata },
  };
  writeFileSync(recordIn(root), JSON.stringify({ ...record, holder }));
}

describe('a writer that lives', () => {
  async function half() {
    const root = makeTree(AB);
    await stopped(root, plansIn(root, 'a', 'b'), 'b.json');
    heldBy(root);
    return root;
  }

  test('and has its locks keeps its record', async () => {
    const root = await half();
    expect((await recover(root)).outcomes).toEqual([]);
    expect(textAt(root, 'b.json')).toBe('old b');
    expect(interruptedChanges(nodeFs, storeOf(root))).toEqual([]);
  });

  test('and has lost one of its locks leaves the journal to the next', async () => {
    const root = await half();
    rmSync(join(root, 'a.json.lock'));
    expect(await recover(root)).toEqual({ outcomes: ['completed'], error: undefined });
    expect(textAt(root, 'b.json')).toBe('new b');
    expect(auditOf(root)).toHaveLength(1);
  });

  test('and whose files have gone with their directory leaves the journal to the next', async () => {
    const root = makeTree({ ...AB, 'more/c.json': 'old c' });
    const plans = [...plansIn(root, 'a'), planFor(join(root, 'more/c.json'), 'new c')];
    await stopped(root, plans, 'more/c.json');
    heldBy(root);
    expect((await recover(root)).outcomes).toEqual([]);
    rmSync(join(root, 'more'), { recursive: true });
    expect((await recover(root)).outcomes).toHaveLength(1);
    expect(journalOf(root)).toEqual([]);
  });

  test.skipIf(isWindows)('keeps its record where a file is behind a link: its lock is elsewhere', async () => {
    const root = await half();
    mkdirSync(join(root, 'real'));
    renameSync(join(root, 'a.json'), join(root, 'real/a.json'));
    symlinkSync('real/a.json', join(root, 'a.json'));
    rmSync(join(root, 'a.json.lock'));
    expect((await recover(root)).outcomes).toEqual([]);
    expect(existsSync(recordIn(root))).toBe(true);
  });

  test('on another machine, for all that is known, is reported as interrupted', async () => {
    const root = await half();
    heldBy(root, { hostname: 'another.example', machineId: 'another', bootId: 'another' });
    expect(interruptedChanges(nodeFs, storeOf(root))).toMatchObject([{ command: 'repair', record: recordIn(root) }]);
  });
});

describe('a writer whose record goes while it waits for the audit', () => {
  /** Whoever took its locks is done with its change right before it asks for the audit. */
  function overtaken(root: string, by: () => void): FsOps {
    let isDone = false;
    return withHook(nodeFs, (_, args, act) => {
      if (!isDone && args.some((arg) => arg === join(storeOf(root).directory, 'audit.jsonl.lock'))) {
        isDone = true;
        by();
      }
      return act();
    });
  }

  test('does not say that the change was made where nobody recorded it', async () => {
    const root = makeTree(AB);
    const session = sessionOf(overtaken(root, () => rmSync(recordIn(root))));
    await expect(apply(root, plansIn(root, 'a', 'b'), session)).rejects.toMatchObject({ code: 'STATE_CHANGED' });
    session.close();
    expect(auditOf(root)).toEqual([]);
  });

  test('says so, and records it, where the record stands', async () => {
    const root = makeTree(AB);
    const session = sessionOf(overtaken(root, () => expect(existsSync(recordIn(root))).toBe(true)));
    await apply(root, plansIn(root, 'a', 'b'), session);
    session.close();
    expect(auditOf(root)).toHaveLength(1);
  });
});

describe.skipIf(isWindows)('a set one file of which has no place any more', () => {
  async function half() {
    const root = makeTree({ 'a.json': 'old a', 'more/c.json': 'old c' });
    await stopped(root, [...plansIn(root, 'a'), planFor(join(root, 'more/c.json'), 'new c')], 'more/c.json');
    expect(textAt(root, 'a.json')).toBe('new a');
    rmSync(join(root, 'more'), { recursive: true });
    return root;
  }

  test.each([
    [
      'a link to nothing',
      (root: string) => {
        mkdirSync(join(root, 'more'));
        symlinkSync('nothing', join(root, 'more/c.json'));
      },
    ],
    [
      'a loop of links',
      (root: string) => {
        mkdirSync(join(root, 'more'));
        symlinkSync('c.json', join(root, 'more/c.json'));
      },
    ],
    ['a file where its directory was', (root: string) => writeFileSync(join(root, 'more'), 'a file')],
  ])('(%s) keeps nobody from going on', async (_, spoil) => {
    const root = await half();
    spoil(root);
    expect(await recover(root)).toEqual({ outcomes: ['completed'], error: undefined });
    expect(textAt(root, 'a.json')).toBe('new a');
    expect(backupsOf(root, 'more%2Fc.json')).toEqual(['old c']);
    expect(journalOf(root)).toEqual([]);
  });
});

describe('what another program writes while a set is finished', () => {
  test('stays where the set goes back, and the old content is among the backups', async () => {
    const root = makeTree(AB);
    await stopped(root, plansIn(root, 'a', 'b'), 'b.json');
    loseStaged(root, 'b.json');
    const fs = withHook(nodeFs, (operation, [at], act) => {
      const result: unknown = act();
      if (operation === 'open' && String(at).endsWith('a.json.restore')) {
        writeFileSync(join(root, 'a.json'), 'of somebody else');
      }
      return result;
    });
    expect(await recover(root, fs)).toEqual({ outcomes: ['undone'], error: undefined });
    expect(textAt(root, 'a.json')).toBe('of somebody else');
    expect(backupsOf(root, 'a.json')).toEqual(['old a']);
  });

  test.each([
    ['there before', AB],
    ['made by the set', { 'a.json': 'old a' }],
  ])('stays where the set goes forward, and no .bak of it is left (file %s)', async (_, files) => {
    const root = makeTree(files);
    await stopped(root, plansIn(root, 'a', 'b'), 'a.json');
    const fs = withHook(nodeFs, (operation, [, to], act) => {
      const result: unknown = act();
      if (operation === 'rename' && to === join(root, 'a.json')) {
        writeFileSync(join(root, 'b.json'), 'of somebody else');
      }
      return result;
    });
    await recover(root, fs);
    expect(textAt(root, 'b.json')).toBe('of somebody else');
    await recover(root);
    expect(textAt(root, 'b.json')).toBe('of somebody else');
    expect(journalOf(root)).toEqual([]);
  });

  test('before its books are done does not take back what had been put in place', async () => {
    const root = makeTree({ ...AB, 'a.json.sha256': checksumOf('old a', 'a.json') });
    const plans = [withSidecar(planFor(join(root, 'a.json'), 'new a')), ...plansIn(root, 'b')];
    await stopped(root, plans, 'a.json.sha256');
    writeFileSync(join(root, 'b.json'), 'of somebody else');
    expect(await recover(root)).toEqual({ outcomes: ['completed'], error: undefined });
    expect([textAt(root, 'a.json'), textAt(root, 'b.json')]).toEqual(['new a', 'of somebody else']);
    expect(auditOf(root)).toHaveLength(1);
  });
});

describe('a single file that another program wrote after its writer died', () => {
  async function written(before: string) {
    const root = makeTree({ 'a.json': 'old a', 'a.json.sha256': checksumOf('old a', 'a.json') });
    const plan = withSidecar(planFor(join(root, 'a.json'), 'new a'));
    const books = { store: storeOf(root), command: 'repair', notes: NOTES };
    const session = sessionOf(dyingBefore((operation, [, to]) => operation === 'rename' && to === join(root, before)));
    await expect(applyPlan(plan, session, LIMITS, books)).rejects.toBeInstanceOf(StatefixError);
    session.close();
    expect(existsSync(recordIn(root))).toBe(true);
    writeFileSync(join(root, 'a.json'), 'of somebody else');
    return root;
  }

  test('was changed where the staged content is gone from its place: the audit says so, the checksum is left', async () => {
    const root = await written('a.json.sha256');
    expect(await recover(root)).toEqual({ outcomes: ['completed'], error: undefined });
    expect(auditOf(root)).toHaveLength(1);
    expect(textAt(root, 'a.json')).toBe('of somebody else');
    expect(textAt(root, 'a.json.sha256')).toBe(checksumOf('old a', 'a.json'));
    expect(backupsOf(root, 'a.json')).toEqual(['old a']);
  });

  test('was not changed where it is still staged: the audit says nothing', async () => {
    const root = await written('a.json');
    expect(await recover(root)).toEqual({ outcomes: ['undone'], error: undefined });
    expect(auditOf(root)).toEqual([]);
    expect(textAt(root, 'a.json')).toBe('of somebody else');
  });
});

describe('a .bak that was there before a set', () => {
  async function half() {
    const root = makeTree({ ...AB, 'a.json.bak': 'older a' });
    await stopped(root, plansIn(root, 'a', 'b'), 'b.json');
    expect(textAt(root, 'a.json.bak')).toBe('old a');
    return root;
  }

  test('is there again after the set was taken back', async () => {
    const root = await half();
    loseStaged(root, 'b.json');
    expect((await recover(root)).outcomes).toEqual(['undone']);
    expect([textAt(root, 'a.json'), textAt(root, 'a.json.bak')]).toEqual(['old a', 'older a']);
  });

  test('is replaced where the set goes forward', async () => {
    const root = await half();
    expect((await recover(root)).outcomes).toEqual(['completed']);
    expect([textAt(root, 'a.json'), textAt(root, 'a.json.bak')]).toEqual(['new a', 'old a']);
  });
});

test('a set that fails after it lost a lock takes nothing back, and the journal goes on knowing of it', async () => {
  const root = makeTree(AB);
  const fs = withHook(nodeFs, (operation, [, to], act) => {
    if (operation !== 'rename' || to !== join(root, 'b.json')) return act();
    rmSync(join(root, 'a.json.lock'));
    throw systemError('EIO', operation);
  });
  const session = sessionOf(fs);
  await expect(apply(root, plansIn(root, 'a', 'b'), session)).rejects.toBeInstanceOf(StatefixError);
  session.close();
  expect(textAt(root, 'a.json')).toBe('new a');
  expect(existsSync(recordIn(root))).toBe(true);
  await recover(root);
  expect(journalOf(root)).toEqual([]);
  expect(['new a,new b', 'old a,old b']).toContain(`${textAt(root, 'a.json')},${textAt(root, 'b.json')}`);
});

describe('a record that came with a repository', () => {
  async function read(path: string, isAtomic = true) {
    const root = makeTree(AB);
    await stopped(root, plansIn(root, 'a', 'b'), 'b.json');
    const record = JSON.parse(readFileSync(recordIn(root), 'utf8'));
    const files = [{ ...record.files[0], path }];
    return parseRecord(new TextEncoder().encode(JSON.stringify({ ...record, isAtomic, files })));
  }

  test.each([
    '.git/config',
    '.GIT/hooks/post-checkout',
    'sub/.git/config',
    'sub\\.git\\config',
    '.git. /config',
    '.git::$INDEX_ALLOCATION/config',
    '.statefix/audit.jsonl',
    '.Statefix/backups/a.json/manifest.json',
  ])('and leads to git or to the store (%s) is none', async (path) => {
    expect(await read(path)).toBeUndefined();
  });

  test.each(['.github/state.json', 'git/config', 'a.git/b.json', 'my.statefix/a.json'])(
    'and leads to a state file (%s) is one',
    async (path) => {
      expect(await read(path)).toMatchObject({ files: [{ path }] });
    },
  );
});

test.skipIf(isWindows)('a set that goes forward gives a held content no mode bits that it does not have', async () => {
  const root = makeTree({ ...AB, 'a.json.sha256': checksumOf('old a', 'a.json') });
  chmodSync(join(root, 'a.json'), 0o666);
  const plan = withSidecar(planFor(join(root, 'a.json'), 'new a', { allowedMode: 0o644 }));
  await stopped(root, [plan, ...plansIn(root, 'b')], 'a.json.sha256');
  const held = recordIn(root).replace(/\.json$/, '.0');
  chmodSync(held, 0o400);
  expect((await recover(root)).outcomes).toEqual(['completed']);
  const directory = join(storeOf(root).directory, 'backups/a.json');
  const [backup = ''] = readdirSync(directory).filter((name) => name !== 'manifest.json');
  expect(statSync(join(directory, backup)).mode & 0o777).toBe(0o400);
});
