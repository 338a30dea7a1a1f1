import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyPlan, applyTogether, clearTraces, type PlannedFile } from '../../src/store/apply.ts';
import { readAudit } from '../../src/store/audit/read.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import type { FileNotes } from '../../src/store/journal/begin.ts';
import { failAlways, systemError, withHook } from '../support/faults.ts';
import { LIMITS, planFor, sessionOf } from '../support/plans.ts';
import { namesIn, textOf } from '../support/project.ts';
import { makeTree } from '../support/tree.ts';

const NOTES: FileNotes = {
  kind: 'app',
  versions: { from: '1', to: '2' },
  recovery: null,
  wasHealthy: true,
  backupsKept: 3,
  isMilestone: false,
};

function aProject() {
  const root = makeTree({ 'a.json': 'old a', 'b.json': 'old b', 'c.json': 'old c' });
  const store = { root, directory: join(root, '.statefix') };
  const planned = (name: string, text = `new ${name}`): PlannedFile => {
    return { plan: planFor(join(root, name), text), limits: LIMITS, notes: NOTES };
  };
  return {
    root,
    store,
    planned,
    books: { store, command: 'migrate' },
    texts: () => ['a.json', 'b.json', 'c.json'].map((name) => textOf(root, name)),
    journal: () => (existsSync(join(store.directory, 'journal')) ? readdirSync(join(store.directory, 'journal')) : []),
  };
}

/** Both are changed in one go by a session of their own. */
async function together(project: ReturnType<typeof aProject>, names: readonly string[], fs: FsOps = nodeFs) {
  const session = sessionOf(fs);
  try {
    return await applyTogether(
      names.map((name) => project.planned(name)),
      session,
      project.books,
    );
  } finally {
    session.close();
  }
}

describe('files that change together', () => {
  test('are answered in the order in which they were given, and locked in that of their paths', async () => {
    const project = aProject();
    const session = sessionOf();
    const results = await applyTogether(
      ['c.json', 'a.json'].map((name) => project.planned(name)),
      session,
      project.books,
    );
    session.close();
    expect(results.map(({ path, kind }) => [path, kind])).toEqual([
      [join(project.root, 'c.json'), 'applied'],
      [join(project.root, 'a.json'), 'applied'],
    ]);
    const locked = session.events.flatMap((event) => (event.kind === 'lock-acquired' ? [event.path] : []));
    expect(locked.slice(0, 2)).toEqual([join(project.root, 'a.json'), join(project.root, 'c.json')]);
    expect(project.texts()).toEqual(['new a.json', 'old b', 'new c.json']);
  });

  test('are all on the disk before the first is replaced, and named in the journal', async () => {
    const project = aProject();
    const seen: unknown[] = [];
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'rename' && args[1] === join(project.root, 'a.json')) {
        const record = project.journal().find((name) => name.endsWith('.json')) ?? '';
        const { files } = JSON.parse(textOf(join(project.store.directory, 'journal'), record));
        seen.push(
          files.map(({ path }: { path: string }) => path),
          project.journal().length,
          project.texts(),
        );
      }
      return act();
    });
    await together(project, ['a.json', 'b.json'], fs);
    expect(seen).toEqual([['a.json', 'b.json'], 3, ['old a', 'old b', 'old c']]);
    expect(project.journal()).toEqual([]);
  });

  test('of which one is as it should be already: the others change', async () => {
    const project = aProject();
    writeFileSync(join(project.root, 'b.json'), 'new b.json');
    const results = await together(project, ['a.json', 'b.json']);
    expect(results.map(({ kind }) => kind)).toEqual(['applied', 'unchanged']);
    expect(readAudit(nodeFs, project.store).lines.map(({ files }) => files.length)).toEqual([1]);
  });

  test('that are as they should be leave no trace in the project', async () => {
    const project = aProject();
    writeFileSync(join(project.root, 'a.json'), 'new a.json');
    await together(project, ['a.json']);
    expect(existsSync(project.store.directory)).toBe(false);
  });

  test('one named twice is refused, with nothing written', async () => {
    const project = aProject();
    symlinkSync('a.json', join(project.root, 'link.json'));
    await expect(together(project, ['a.json', 'link.json'])).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('is named twice'),
    });
    expect(namesIn(project.root)).toEqual(['a.json', 'b.json', 'c.json', 'link.json']);
  });

  test('one outside of the project is refused, with nothing written', async () => {
    const project = aProject();
    const outside = makeTree({ 'd.json': 'old d' });
    symlinkSync(join(outside, 'd.json'), join(project.root, 'd.json'));
    await expect(together(project, ['a.json', 'd.json'])).rejects.toMatchObject({ code: 'OUTSIDE_ROOT' });
    expect(textOf(outside, 'd.json')).toBe('old d');
    expect(project.texts()[0]).toBe('old a');
  });
});

describe('where the journal cannot be written', () => {
  test.each(['ENOSPC', 'EIO', 'EROFS'])('nothing is changed, and nothing is left there (%s)', async (errno) => {
    const project = aProject();
    const fs = failAlways(errno, (operation, args) => operation === 'rename' && String(args[1]).includes('/journal/'));
    await expect(together(project, ['a.json', 'b.json'], fs)).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step: 'journal',
      errno,
      message: expect.stringMatching(new RegExp(`/journal/[0-9a-f-]+\\.json: cannot journal: ${errno}$`)),
    });
    expect(project.texts()).toEqual(['old a', 'old b', 'old c']);
    expect(project.journal()).toEqual([]);
    expect(namesIn(project.root)).toEqual(['.statefix', 'a.json', 'b.json', 'c.json']);
  });

  test('nor where the old content can be given no second name there', async () => {
    const project = aProject();
    const fs = failAlways(
      'EIO',
      (operation, args) => operation === 'link' && /\/journal\/.*\.1$/.test(String(args[1])),
    );
    await expect(together(project, ['a.json', 'b.json'], fs)).rejects.toMatchObject({ step: 'journal', errno: 'EIO' });
    expect(project.texts()).toEqual(['old a', 'old b', 'old c']);
    expect(project.journal()).toEqual([]);
  });

  test('a copy is held where links do not work', async () => {
    const project = aProject();
    const held: string[] = [];
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'link' && String(args[1]).includes('/journal/')) throw systemError('EPERM', 'link');
      if (operation === 'rename' && args[1] === join(project.root, 'a.json')) {
        const directory = join(project.store.directory, 'journal');
        for (const name of project.journal())
          if (!name.endsWith('.json')) held.push(readFileSync(join(directory, name), 'utf8'));
      }
      return act();
    });
    await together(project, ['a.json', 'b.json'], fs);
    expect(held).toEqual(['old a', 'old b']);
    expect(project.texts()).toEqual(['new a.json', 'new b.json', 'old c']);
  });
});

describe('where the books cannot be closed', () => {
  test('the change stands, the error says so, and the next one completes them, once', async () => {
    const project = aProject();
    const audit = join(project.store.directory, 'audit.jsonl');
    const fs = failAlways('EIO', (operation, [path]) => operation === 'open' && path === audit);
    await expect(together(project, ['a.json', 'b.json'], fs)).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      errno: 'EIO',
      message: expect.stringMatching(/\(the new content is in place; the next changing command completes the audit\)$/),
    });
    expect(project.texts()).toEqual(['new a.json', 'new b.json', 'old c']);
    expect(project.journal()).not.toEqual([]);
    const session = sessionOf();
    await applyPlan(planFor(join(project.root, 'a.json'), 'newer'), session, LIMITS, {
      ...project.books,
      notes: NOTES,
    });
    session.close();
    expect(readAudit(nodeFs, project.store).lines.map(({ files }) => files.map(({ path }) => path))).toEqual([
      ['a.json', 'b.json'],
      ['a.json'],
    ]);
    expect(project.journal()).toEqual([]);
  });
});

test('clearing traces spares what a set that has begun still needs', async () => {
  const project = aProject();
  let isDead = false;
  const fs = withHook(nodeFs, (operation, args, act) => {
    isDead ||= operation === 'rename' && args[1] === join(project.root, 'b.json');
    if (!isDead) return act();
    if (operation === 'close') act();
    throw systemError('EIO', operation);
  });
  await expect(together(project, ['a.json', 'b.json'], fs)).rejects.toThrow();
  const session = sessionOf();
  await clearTraces(join(project.root, 'c.json'), session, LIMITS, project.store);
  const stagings = namesIn(project.root).filter((name) => name.startsWith('.tmp-'));
  expect(stagings.some((name) => namesIn(join(project.root, name)).includes('b.json'))).toBe(true);
  // And without the project it is taken for what a dead writer left: the control.
  const other = sessionOf();
  await clearTraces(join(project.root, 'c.json'), other, LIMITS);
  const left = namesIn(project.root).filter(
    (name) => name.startsWith('.tmp-') && namesIn(join(project.root, name)).includes('b.json'),
  );
  expect(left).toEqual([]);
  session.close();
  other.close();
});
