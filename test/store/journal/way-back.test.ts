import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderChecksumFile } from '../../../src/formats/checksum-file.ts';
import { digestOf } from '../../../src/formats/digest.ts';
import { StatefixError } from '../../../src/model/errors.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { applyTogether } from '../../../src/store/apply.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { recoverPending } from '../../../src/store/journal/recover.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { failAlways } from '../../support/faults.ts';
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

/** A set of these plans whose writer died right before something was renamed to `name`. */
async function stopped(root: string, plans: readonly Plan[], name: string): Promise<void> {
  const fs = dyingBefore((operation, [, to]) => operation === 'rename' && to === join(root, name));
  const session = sessionOf(fs);
  const files = plans.map((plan) => ({ plan, limits: LIMITS, notes: NOTES }));
  const dying = applyTogether(files, session, { store: storeOf(root), command: 'repair' });
  await expect(dying).rejects.toBeInstanceOf(StatefixError);
  session.close();
  expect(journalOf(root).filter((each) => each.endsWith('.json'))).toHaveLength(1);
}

/** Takes away what the dead writer had staged, so that the set cannot go on from there. */
function loseStaged(root: string): void {
  const staged = readdirSync(root).filter((name) => name.startsWith('.tmp-'));
  expect(staged).not.toEqual([]);
  for (const name of staged) rmSync(join(root, name), { recursive: true });
}

/** What the next changing command does first; gives how the set ended, and what was thrown. */
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
const modeAt = (root: string, name: string) => statSync(join(root, name)).mode & 0o777;
const checksumOf = (text: string, name: string) => new TextDecoder().decode(renderChecksumFile(digestOf(text), name));

describe('a set that goes back', () => {
  test.skipIf(isWindows)('gives a file whose mode alone it had changed the old one', async () => {
    const root = makeTree({ 'a.json': 'same', 'b.json': 'old b' });
    chmodSync(join(root, 'a.json'), 0o640);
    const plans = [planFor(join(root, 'a.json'), 'same', { mode: 0o600 }), planFor(join(root, 'b.json'), 'new b')];
    await stopped(root, plans, 'b.json');
    expect(modeAt(root, 'a.json')).toBe(0o600);
    loseStaged(root);
    expect(await recover(root)).toEqual({ outcomes: ['undone'], error: undefined });
    expect(modeAt(root, 'a.json')).toBe(0o640);
    expect(textAt(root, 'b.json')).toBe('old b');
    expect(journalOf(root)).toEqual([]);
  });

  test('takes away a file that it had made', async () => {
    const root = makeTree({ 'b.json': 'old b' });
    await stopped(root, [planFor(join(root, 'a.json'), 'new a'), planFor(join(root, 'b.json'), 'new b')], 'b.json');
    expect(textAt(root, 'a.json')).toBe('new a');
    loseStaged(root);
    expect(await recover(root)).toEqual({ outcomes: ['undone'], error: undefined });
    expect(readdirSync(root).sort()).toEqual(['.statefix', 'b.json', 'b.json.bak']);
    expect(textAt(root, 'b.json')).toBe('old b');
  });

  test('lets a checksum file say again what it said, where a power cut kept the new one and dropped a file', async () => {
    const root = makeTree({ 'a.json': 'old a', 'a.json.sha256': checksumOf('old a', 'a.json'), 'b.json': 'old b' });
    const plans = [withSidecar(planFor(join(root, 'a.json'), 'new a')), planFor(join(root, 'b.json'), 'new b')];
    await stopped(root, plans, 'b.json');
    const staging = readdirSync(root).find((name) => name.startsWith('.tmp-')) ?? '';
    renameSync(join(root, staging, 'a.json.sha256'), join(root, 'a.json.sha256'));
    expect(textAt(root, 'a.json.sha256')).toBe(checksumOf('new a', 'a.json'));
    loseStaged(root);
    expect(await recover(root)).toEqual({ outcomes: ['undone'], error: undefined });
    expect(textAt(root, 'a.json')).toBe('old a');
    expect(textAt(root, 'a.json.sha256')).toBe(checksumOf('old a', 'a.json'));
  });

  test('is still known where the old content cannot be read now, and is no damage: the device failed', async () => {
    const root = makeTree({ 'a.json': 'old a', 'b.json': 'old b' });
    const plans = ['a', 'b'].map((name) => planFor(join(root, `${name}.json`), `new ${name}`));
    await stopped(root, plans, 'b.json');
    loseStaged(root);
    const held = join(storeOf(root).directory, 'journal', journalOf(root).find((name) => name.endsWith('.0')) ?? '');
    const failing = failAlways('EIO', (operation, [at]) => operation === 'open' && at === held);
    const { outcomes, error } = await recover(root, failing);
    expect(outcomes).toEqual([]);
    expect(error).toMatchObject({ code: 'WRITE_FAILED', message: `${held}: cannot read: EIO` });
    expect(textAt(root, 'a.json')).toBe('new a');
    expect(await recover(root)).toEqual({ outcomes: ['undone'], error: undefined });
    expect(textAt(root, 'a.json')).toBe('old a');
  });
});

describe('a set all files of which are new', () => {
  test('gets the checksum that it was to have, where the staged one is lost', async () => {
    const root = makeTree({ 'a.json': 'old a', 'a.json.sha256': checksumOf('old a', 'a.json'), 'b.json': 'old b' });
    const plans = [withSidecar(planFor(join(root, 'a.json'), 'new a')), planFor(join(root, 'b.json'), 'new b')];
    await stopped(root, plans, 'a.json.sha256');
    expect(textAt(root, 'a.json.sha256')).toBe(checksumOf('old a', 'a.json'));
    loseStaged(root);
    expect(await recover(root)).toEqual({ outcomes: ['completed'], error: undefined });
    expect(textAt(root, 'a.json.sha256')).toBe(checksumOf('new a', 'a.json'));
    expect([textAt(root, 'a.json'), textAt(root, 'b.json')]).toEqual(['new a', 'new b']);
    expect(auditOf(root)).toHaveLength(1);
  });
});

describe('a set nobody can look at', () => {
  async function half(): Promise<string> {
    const root = makeTree({ 'a.json': 'old a', 'b.json': 'old b' });
    const plans = ['a', 'b'].map((name) => planFor(join(root, `${name}.json`), `new ${name}`));
    await stopped(root, plans, 'b.json');
    return root;
  }

  test.each(['EIO', 'EACCES'])('for a file of it that cannot be read (%s) stays as it is', async (errno) => {
    const root = await half();
    const path = join(root, 'b.json');
    const failing = failAlways(errno, (operation, [at]) => operation === 'open' && at === path);
    const { outcomes, error } = await recover(root, failing);
    expect(outcomes).toEqual([]);
    expect(error).toMatchObject({ code: 'WRITE_FAILED', step: 'read', message: `${path}: cannot read: ${errno}` });
    expect([textAt(root, 'a.json'), textAt(root, 'b.json')]).toEqual(['new a', 'old b']);
    expect((await recover(root)).outcomes).toEqual(['completed']);
    expect(textAt(root, 'b.json')).toBe('new b');
  });

  test('for a directory that cannot be listed stays as it is: what is staged there may be all there', async () => {
    const root = await half();
    const failing = failAlways('EACCES', (operation, [at]) => operation === 'readdir' && at === root);
    const { outcomes, error } = await recover(root, failing);
    expect(outcomes).toEqual([]);
    expect(error).toMatchObject({ code: 'WRITE_FAILED', step: 'read', message: `${root}: cannot read: EACCES` });
    expect((await recover(root)).outcomes).toEqual(['completed']);
    expect([textAt(root, 'a.json'), textAt(root, 'b.json')]).toEqual(['new a', 'new b']);
  });

  test('for a file of it that somebody holds waits for whoever needs it, and keeps nobody from going on', async () => {
    const root = await half();
    const holder = sessionOf();
    const lock = await acquireLock(holder, join(root, 'b.json'), waiting(500));
    const session = sessionOf();
    await recoverPending(session, storeOf(root), waiting(50));
    session.close();
    const record = join(
      storeOf(root).directory,
      'journal',
      journalOf(root).find((name) => name.endsWith('.json')) ?? '',
    );
    expect(session.events).toContainEqual({ kind: 'journal-waits', path: record, command: 'repair' });
    expect(textAt(root, 'b.json')).toBe('old b');
    lock.release();
    holder.close();
    expect((await recover(root)).outcomes).toEqual(['completed']);
  });

  test('for a record of it that cannot be taken away ends the run that needs its files, and says why', async () => {
    const root = await half();
    const record = join(
      storeOf(root).directory,
      'journal',
      journalOf(root).find((name) => name.endsWith('.json')) ?? '',
    );
    const session = sessionOf(failAlways('EACCES', (operation, [at]) => operation === 'unlink' && at === record));
    const plan = planFor(join(root, 'b.json'), 'newer b');
    const books = { store: storeOf(root), command: 'repair' };
    await expect(applyTogether([{ plan, limits: LIMITS, notes: NOTES }], session, books)).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step: 'clean up',
      message: `${record}: cannot clean up: the record of a finished change stays`,
      hint: 'Mend what keeps it from being removed, such as the rights on its folder, then run again.',
    });
    session.close();
    expect([textAt(root, 'a.json'), textAt(root, 'b.json')]).toEqual(['new a', 'new b']);
  });
});
