import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, clearTraces } from '../../../src/store/apply.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { acquireLock } from '../../../src/store/lock/acquire.ts';
import { readLock, renderLock } from '../../../src/store/lock/record.ts';
import { claimPath } from '../../../src/store/names.ts';
import { createNeighbourhood } from '../../../src/store/siblings.ts';
import { bundleScript } from '../../support/bundle-script.ts';
import { LIMITS, planFor, sessionOf, waiting } from '../../support/plans.ts';
import { makeTree } from '../../support/tree.ts';

const KILLS = Number(process.env['STATEFIX_KILLS'] ?? 60);
const SIZE = 5_000_000;

const scripts = { applyBig: '', countLocked: '', countApplied: '', holdLock: '' };

beforeAll(async () => {
  const script = (name: string) => bundleScript(resolve(import.meta.dirname, `../../support/scripts/${name}.ts`));
  scripts.applyBig = await script('apply-big');
  scripts.countLocked = await script('count-locked');
  scripts.countApplied = await script('count-applied');
  scripts.holdLock = await script('hold-lock');
});

function start(script: string, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function firstLine(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('no stdout');
  await once(child.stdout, 'data');
}

function contentOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

async function killHolder(path: string): Promise<void> {
  const child = start(scripts.holdLock, path);
  await firstLine(child);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a process that is killed', () => {
  test(`while it replaces a file, ${KILLS} times, leaves the old or the new one, and the next run clears the rest`, async () => {
    const root = makeTree();
    const path = join(root, 'state.json');
    const old = 'o'.repeat(SIZE);
    const seen = { old: 0, new: 0, litter: 0 };
    let duration = 40;
    for (let round = 0; round <= KILLS; round += 1) {
      writeFileSync(path, old);
      const older = contentOf(`${path}.bak`);
      const child = start(scripts.applyBig, path, String(SIZE));
      await firstLine(child);
      const begin = performance.now();
      const exit = once(child, 'exit');
      // The first one is let through, to learn how long a replace takes here.
      const timer = round === 0 ? undefined : setTimeout(() => child.kill('SIGKILL'), Math.random() * duration);
      await exit;
      clearTimeout(timer);
      if (round === 0) duration = performance.now() - begin;
      const found = readFileSync(path, 'utf8');
      expect(found === old || found === 'n'.repeat(SIZE)).toBe(true);
      seen[found === old ? 'old' : 'new'] += 1;
      const bak = contentOf(`${path}.bak`);
      expect(bak === old || bak === older).toBe(true);
      if (readdirSync(root).some((name) => !['state.json', 'state.json.bak'].includes(name))) seen.litter += 1;
      const session = sessionOf();
      await applyPlan(planFor(path, `next ${round}`), session, LIMITS);
      session.close();
      expect(readdirSync(root).sort()).toEqual(['state.json', 'state.json.bak']);
    }
    // A kill that never hit anything would prove nothing.
    expect(seen.old).toBeGreaterThan(0);
    expect(seen.new).toBeGreaterThan(0);
    expect(seen.litter).toBeGreaterThan(0);
  }, 600_000);

  test('leaves a lock that the next one breaks at once, and says so', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const path = join(root, 'state.json');
    await killHolder(path);
    expect(readLock(nodeFs, `${path}.lock`).kind).toBe('record');
    const session = sessionOf();
    const begin = performance.now();
    await applyPlan(planFor(path, 'new'), session, LIMITS);
    expect(performance.now() - begin).toBeLessThan(400);
    expect(session.events).toContainEqual(expect.objectContaining({ kind: 'lock-broken', path }));
    session.close();
    expect(readdirSync(root).sort()).toEqual(['state.json', 'state.json.bak']);
  });

  test('is found by whoever looks around: lock and staging directory', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const path = join(root, 'state.json');
    await killHolder(path);
    const { lock, leftovers } = createNeighbourhood(nodeFs, () => new Date()).lookAround(
      path,
      { checksum: false, leftovers: [] },
      undefined,
    );
    expect(lock).toMatchObject({ isDead: true, path: `${path}.lock` });
    expect(leftovers).toEqual([{ path: expect.stringMatching(/\.tmp-[0-9a-f]{8}$/), owner: 'statefix' }]);
  });

  test('while it breaks a lock, leaves a claim that holds nobody up', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const path = join(root, 'state.json');
    await killHolder(path);
    const dead = readLock(nodeFs, `${path}.lock`);
    if (dead.kind !== 'record') throw new Error('no lock');
    // As another dead breaker would have left it.
    const breaker = { ...dead.record, lockId: 'deadbeef-0000-4000-8000-000000000000' };
    writeFileSync(claimPath(`${path}.lock`, dead.record.lockId), renderLock(breaker));
    const session = sessionOf();
    await applyPlan(planFor(path, 'new'), session, LIMITS);
    session.close();
    expect(readdirSync(root).sort()).toEqual(['state.json', 'state.json.bak']);
  });
});

describe('several processes', () => {
  test('that count under the lock lose no update', async () => {
    const root = makeTree({ counter: '0' });
    const path = join(root, 'counter');
    const children = Array.from({ length: 6 }, () => start(scripts.countLocked, path, '25'));
    await Promise.all(children.map((child) => once(child, 'exit')));
    expect(readFileSync(path, 'utf8')).toBe('150');
    expect(readdirSync(root)).toEqual(['counter']);
  });

  test('that count by plans, some of them killed, lose no acknowledged update', async () => {
    const root = makeTree({ counter: '0' });
    const path = join(root, 'counter');
    let acknowledged = 0;
    let kills = 0;
    const children = Array.from({ length: 6 }, (_, index) => {
      const child = start(scripts.countApplied, path, '12');
      child.stdout?.on('data', (chunk: Buffer) => {
        acknowledged += chunk.length;
        // Half of them are killed after their first updates, wherever they are then.
        if (index % 2 === 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 50);
      });
      child.on('exit', (_code, signal) => {
        if (signal === 'SIGKILL') kills += 1;
      });
      return once(child, 'close');
    });
    await Promise.all(children);
    const count = Number(readFileSync(path, 'utf8'));
    expect(count).toBeGreaterThanOrEqual(acknowledged);
    expect(count).toBeLessThanOrEqual(acknowledged + kills);
    expect(acknowledged).toBeGreaterThanOrEqual(36);
    const session = sessionOf();
    await clearTraces(path, session, LIMITS);
    session.close();
    expect(readdirSync(root).sort()).toEqual(['counter', 'counter.bak']);
  });

  test('wait for one that lives, and say who it is when they wait no longer', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const path = join(root, 'state.json');
    const child = start(scripts.holdLock, path);
    await firstLine(child);
    const session = sessionOf();
    try {
      await expect(acquireLock(session, path, waiting(250))).rejects.toMatchObject({
        code: 'STATE_LOCKED',
        message: expect.stringMatching(new RegExp(`^${path} is locked by pid ${child.pid} on .+ since 20[0-9T:.Z-]+$`)),
        hint: `Wait, or raise --lock-timeout. To see what it is doing: statefix unlock ${path}`,
      });
      expect(session.events.map(({ kind }) => kind)).toEqual(['lock-waiting', 'lock-timeout']);
      expect(readdirSync(root).some((name) => name.includes('.lock.wait.'))).toBe(false);
    } finally {
      session.close();
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  test('show a waiter beside the lock while it waits', async () => {
    const root = makeTree({ 'state.json': 'old' });
    const path = join(root, 'state.json');
    const child = start(scripts.holdLock, path);
    await firstLine(child);
    const session = sessionOf();
    const acquired = acquireLock(session, path, waiting(5000));
    await new Promise((done) => setTimeout(done, 150));
    expect(readdirSync(root).filter((name) => name.startsWith('state.json.lock.wait.'))).toHaveLength(1);
    child.kill('SIGKILL');
    (await acquired).release();
    session.close();
    expect(readdirSync(root).filter((name) => name.includes('.lock'))).toEqual([]);
  });
});

test('an unsigned staging directory of a dead writer is cleared, one of a living writer is not', async () => {
  const root = makeTree({ 'state.json': 'old' });
  const unsigned = (pid: number) => `.tmp-${(pid * 1024 + 5).toString(16).padStart(8, '0')}`;
  mkdirSync(join(root, unsigned(4_194_303)));
  mkdirSync(join(root, unsigned(1)));
  const session = sessionOf();
  await clearTraces(join(root, 'state.json'), session, LIMITS);
  session.close();
  expect(readdirSync(root)).toEqual([unsigned(1), 'state.json']);
});
