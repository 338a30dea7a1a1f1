import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { withSharedLock } from '../../../src/index.ts';
import { applyPlan, clearTraces } from '../../../src/store/apply.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { readShared } from '../../../src/store/lock/shared.ts';
import { readerPath, readersPath } from '../../../src/store/names.ts';
import { createNeighbourhood } from '../../../src/store/siblings.ts';
import { bundleScript } from '../../support/bundle-script.ts';
import { failKth, systemError, withHook } from '../../support/faults.ts';
import { LIMITS, planFor, sessionOf, waiting } from '../../support/plans.ts';
import { makeTree } from '../../support/tree.ts';
import { aDeadProcess, aRecord, plantLock, withoutLinks } from './records.ts';

let script = '';
beforeAll(async () => {
  script = await bundleScript(resolve(import.meta.dirname, '../../support/scripts/read-shared.ts'));
});

describe('a shared lock', () => {
  test('keeps writers out until every reader is done', async () => {
    const root = makeTree({ a: 'old' });
    const path = join(root, 'a');
    const seen: string[] = [];
    const reader = () =>
      withSharedLock(path, async () => {
        const first = readFileSync(path, 'utf8');
        await delay(150);
        seen.push(first, readFileSync(path, 'utf8'));
      });
    const readers = [reader(), reader()];
    await delay(50);
    const session = sessionOf();
    const writing = applyPlan(planFor(path, 'new'), session, { ...LIMITS, lockTimeout: 5000 });
    await Promise.all([...readers, writing]);
    session.close();
    expect(seen).toEqual(['old', 'old', 'old', 'old']);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(root).sort()).toEqual(['a', 'a.bak']);
  });

  test('is shared: several readers are in it at once', async () => {
    const root = makeTree({ a: '' });
    let inside = 0;
    let most = 0;
    const read = () =>
      withSharedLock(join(root, 'a'), async () => {
        inside += 1;
        most = Math.max(most, inside);
        await delay(100);
        inside -= 1;
      });
    await Promise.all([read(), read(), read()]);
    expect(most).toBe(3);
    expect(readdirSync(root)).toEqual(['a']);
  });

  test('without it, a writer comes between two reads', async () => {
    const path = join(makeTree({ a: 'old' }), 'a');
    const first = readFileSync(path, 'utf8');
    const session = sessionOf();
    await applyPlan(planFor(path, 'new'), session, LIMITS);
    session.close();
    expect([first, readFileSync(path, 'utf8')]).toEqual(['old', 'new']);
  });

  test('lets no new reader overtake a writer who waits', async () => {
    const root = makeTree({ a: 'old' });
    const path = join(root, 'a');
    const order: string[] = [];
    const first = withSharedLock(path, () => delay(250));
    await delay(50);
    const session = sessionOf();
    const writing = acquireLock(session, path, waiting(5000)).then((lock) => {
      order.push('writer');
      lock.release();
    });
    await delay(50);
    const late = withSharedLock(path, () => order.push('late reader'));
    await Promise.all([first, writing, late]);
    session.close();
    expect(order).toEqual(['writer', 'late reader']);
  });

  test('gives what the reader gives, and what it throws', async () => {
    const path = join(makeTree({ a: '' }), 'a');
    expect(await withSharedLock(path, () => 7)).toBe(7);
    await expect(
      withSharedLock(path, () => {
        throw new RangeError('mine');
      }),
    ).rejects.toThrow('mine');
    expect(existsSync(readersPath(path))).toBe(false);
  });

  test('is not given while a writer holds the file for longer than we wait', async () => {
    const path = join(makeTree({ a: '' }), 'a');
    const session = sessionOf();
    const lock = await acquireLock(session, path, waiting(0));
    await expect(withSharedLock(path, () => 7, { timeout: 30 })).rejects.toMatchObject({ code: 'STATE_LOCKED' });
    const abort = AbortSignal.timeout(30);
    await expect(withSharedLock(path, () => 7, { signal: abort })).rejects.toMatchObject({ name: 'TimeoutError' });
    lock.release();
    expect(await withSharedLock(path, () => 7)).toBe(7);
    session.close();
  });

  test('holds up a writer of the same process that does not let go, and tells it who it is', async () => {
    const root = makeTree({ a: 'old' });
    const path = join(root, 'a');
    const session = sessionOf();
    await withSharedLock(path, async () => {
      await expect(applyPlan(planFor(path, 'new'), session, LIMITS)).rejects.toMatchObject({
        code: 'STATE_LOCKED',
        message: expect.stringMatching(
          `^${path} is being read by pid ${process.pid} on .+, which asked for no change$`,
        ),
      });
      expect(existsSync(`${path}.lock`)).toBe(false);
    });
    expect(session.events.map(({ kind }) => kind)).toEqual(['lock-waiting', 'lock-timeout']);
    await applyPlan(planFor(path, 'new'), session, LIMITS);
    session.close();
  });

  test('of a writer whose wait for readers is aborted leaves no lock', async () => {
    const root = makeTree({ a: 'old' });
    const path = join(root, 'a');
    const abort = new AbortController();
    const session = sessionOf(nodeFs, abort.signal);
    await withSharedLock(path, async () => {
      setTimeout(() => abort.abort(new Error('SIGTERM')), 30);
      await expect(acquireLock(session, path, waiting(5000))).rejects.toThrow('SIGTERM');
    });
    session.close();
    expect(readdirSync(root)).toEqual(['a']);
  });

  test('that somebody took away meanwhile does not pass for a stable read', async () => {
    const path = join(makeTree({ a: '' }), 'a');
    await expect(withSharedLock(path, () => rmSync(readersPath(path), { recursive: true }))).rejects.toMatchObject({
      code: 'STATE_CHANGED',
      message: `${path}: the shared lock was taken away by another process`,
      hint: 'The file may have changed between two reads. Read again.',
    });
  });

  test('is taken again where the lock was broken before the registration stood', async () => {
    const root = makeTree({ a: '' });
    const path = join(root, 'a');
    let isBroken = false;
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (!isBroken && operation === 'link' && String(args[1]).includes('.lock.read/')) {
        isBroken = true;
        rmSync(`${path}.lock`);
      }
      return act();
    });
    const session = sessionOf(fs);
    expect(await readShared(session, path, waiting(1000), () => readdirSync(readersPath(path)))).toHaveLength(1);
    session.close();
    expect(isBroken).toBe(true);
    expect(readdirSync(root)).toEqual(['a']);
  });

  test('is made again where the last reader takes the directory away under it', async () => {
    const root = makeTree({ a: '' });
    const path = join(root, 'a');
    let times = 0;
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'link' && String(args[1]).includes('.lock.read/')) times += 1;
      if (times === 1) {
        times += 1;
        rmSync(readersPath(path), { recursive: true });
      }
      return act();
    });
    const session = sessionOf(fs);
    expect(await readShared(session, path, waiting(1000), () => 7)).toBe(7);
    session.close();
    expect(readdirSync(root)).toEqual(['a']);
  });

  test('does without links', async () => {
    const root = makeTree({ a: '' });
    const path = join(root, 'a');
    const session = sessionOf(withoutLinks());
    const seen = await readShared(session, path, waiting(1000), () => readdirSync(readersPath(path)));
    session.close();
    expect(seen).toHaveLength(1);
    expect(readdirSync(root)).toEqual(['a']);
  });

  test('that cannot be made says so, and one that fails half-way leaves nothing for long', async () => {
    for (let k = 1; ; k += 1) {
      const root = makeTree({ a: '' });
      const faulty = failKth(k, 'EIO');
      const session = sessionOf(faulty.fs);
      const result = await readShared(session, join(root, 'a'), waiting(300), () => 7).catch((error: unknown) => error);
      session.close();
      if (result !== 7)
        expect(result, faulty.failed()).toMatchObject({ code: expect.stringMatching(/WRITE_FAILED|STATE_/) });
      const next = sessionOf();
      (await acquireLock(next, join(root, 'a'), waiting(1000))).release();
      await clearTraces(join(root, 'a'), next, LIMITS);
      next.close();
      expect(readdirSync(root), faulty.failed()).toEqual(['a']);
      if (faulty.failed() === undefined) break;
    }
  });
});

describe('the registration of a reader that was killed', () => {
  async function killReader(path: string): Promise<void> {
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  test('holds no writer up', async () => {
    const root = makeTree({ a: 'old' });
    const path = join(root, 'a');
    await killReader(path);
    expect(readdirSync(readersPath(path))).toHaveLength(1);
    const session = sessionOf();
    await applyPlan(planFor(path, 'new'), session, LIMITS);
    session.close();
    expect(readdirSync(root).sort()).toEqual(['a', 'a.bak']);
  });

  test('is a leftover of its file, and cleared with those of others', async () => {
    const root = makeTree({ a: '', b: '' });
    const path = join(root, 'a');
    await killReader(path);
    const look = (name: string) =>
      createNeighbourhood(nodeFs, () => new Date()).lookAround(
        join(root, name),
        { checksum: false, leftovers: [] },
        undefined,
      ).leftovers;
    expect(look('a')).toContainEqual({ path: readersPath(path), owner: 'statefix' });
    expect(look('b')).not.toContainEqual({ path: readersPath(path), owner: 'statefix' });
    const session = sessionOf();
    await clearTraces(join(root, 'b'), session, LIMITS);
    session.close();
    expect(readdirSync(root).sort()).toEqual(['a', 'b']);
  });

  test('goes, but not that of a reader who is alive beside it', async () => {
    const root = makeTree({ a: '', b: '' });
    const path = join(root, 'a');
    await withSharedLock(path, async () => {
      const dead = aRecord(aDeadProcess());
      plantLock(readerPath(path, dead.lockId), dead);
      const session = sessionOf();
      await expect(acquireLock(session, path, waiting(20))).rejects.toMatchObject({ code: 'STATE_LOCKED' });
      await clearTraces(join(root, 'b'), session, LIMITS);
      session.close();
      expect(readdirSync(readersPath(path))).toHaveLength(1);
    });
    expect(readdirSync(root).sort()).toEqual(['a', 'b']);
  });
});

describe('what stands where readers register', () => {
  test('is respected where it is not understood', async () => {
    const root = makeTree({ 'a.lock.read/x': 'mine!' });
    const session = sessionOf();
    await expect(acquireLock(session, join(root, 'a'), waiting(20))).rejects.toMatchObject({ code: 'STATE_LOCKED' });
    session.close();
    expect(readFileSync(join(root, 'a.lock.read/x'), 'utf8')).toBe('mine!');
    expect(existsSync(join(root, 'a.lock'))).toBe(false);
  });

  test('is no reader where it is a file', async () => {
    const root = makeTree({ a: '' });
    writeFileSync(join(root, 'a.lock.read'), 'mine!');
    const session = sessionOf();
    (await acquireLock(session, join(root, 'a'), waiting(20))).release();
    await expect(readShared(session, join(root, 'a'), waiting(20), () => 7)).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step: 'take lock',
    });
    session.close();
    expect(readdirSync(root).sort()).toEqual(['a', 'a.lock.read']);
  });

  test('that cannot be listed is not passed over', async () => {
    const root = makeTree({ a: '' });
    const fs = withHook(nodeFs, (operation, args, act) => {
      if (operation === 'readdir' && String(args[0]).endsWith('.lock.read')) throw systemError('EACCES', operation);
      return act();
    });
    const session = sessionOf(fs);
    await expect(acquireLock(session, join(root, 'a'), waiting(20))).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      step: 'take lock',
      errno: 'EACCES',
    });
    session.close();
    expect(readdirSync(root)).toEqual(['a']);
  });
});
