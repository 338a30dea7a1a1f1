import nodeModule, { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from '../../../src/formats/digest.ts';
import { StatefixError } from '../../../src/model/errors.ts';
import { applyPlan } from '../../../src/store/apply.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import type { LogEvent } from '../../../src/store/log.ts';
import { openWriterSession, type WriterSession } from '../../../src/store/session.ts';
import { withHook } from '../../support/faults.ts';
import { LIMITS, planFor } from '../../support/plans.ts';
import type { Inside } from './inside.ts';
import { type Fault, takeNaiveLock } from './naive-lock.ts';
import { type Trouble, troubled } from './trouble.ts';

/** Where the counter is, and what watches and troubles its writers. */
export interface Site {
  readonly path: string;
  readonly trouble: Trouble;
  readonly inside: Inside;
  /** Told of so many others that were inside with this process. */
  readonly overlapped: (others: number) => void;
}

/** One way of adding one to the counter, and to be sure of it. */
export interface Contestant {
  /** Gives the number that it wrote, once that is acknowledged. */
  increment(): Promise<number>;
  close(): void;
}

export const CONTESTANTS: Readonly<Record<ContestantName, (site: Site) => Contestant | Promise<Contestant>>> = {
  statefix,
  unclaimed: (site) => naive(site, 'unclaimed'),
  'pid alone': (site) => naive(site, 'pid alone'),
  unlocked: (site) => guarded(site, async () => () => undefined),
  'proper-lockfile': properLockfile,
};

export type ContestantName = 'statefix' | 'unclaimed' | 'pid alone' | 'unlocked' | 'proper-lockfile';

export function renderCount(count: number): string {
  return `${JSON.stringify({ version: 1, count })}\n`;
}

export function countIn(path: string): number {
  return JSON.parse(readFileSync(path, 'utf8')).count;
}

/** A run of a command changes some files and ends: so its session is a new one after so many increments. */
const INCREMENTS_A_SESSION = 3;
const LIMITS_OF_STRESS = { ...LIMITS, lockTimeout: 120_000 };

/** A plan made before the lock, applied under it; inside from the moment that the lock is held to the one in which its release begins. */
function statefix({ path, trouble, inside, overlapped }: Site): Contestant {
  let isInside = false;
  let made = 0;
  const leave = () => {
    if (isInside) inside.leave();
    isInside = false;
  };
  const watched = withHook(nodeFs, (operation, args, act) => {
    // The claim on our own lock; those on others are taken before, those on claims have another suffix.
    if (isInside && operation === 'link' && /\.lock\.rm\.[^.]+$/.test(String(args[1]))) leave();
    return act();
  });
  const log = (event: LogEvent) => {
    if (!('path' in event) || event.path !== path) return;
    if (event.kind === 'lock-released') trouble.holds(false);
    if (event.kind !== 'lock-acquired') return;
    trouble.holds(true);
    isInside = true;
    const others = inside.enter();
    if (others > 0) overlapped(others);
    trouble.dwell();
  };
  const fs = troubled(watched, trouble);
  const open = () =>
    openWriterSession({
      fs,
      log,
      signal: new AbortController().signal,
      now: () => new Date(),
      tool: 'statefix stress',
      operation: 'count',
    });
  let session: WriterSession = open();
  return {
    increment: async () => {
      if (made > 0 && made % INCREMENTS_A_SESSION === 0) {
        session.close();
        session = open();
      }
      made += 1;
      for (;;) {
        const text = readFileSync(path, 'utf8');
        const count = JSON.parse(text).count + 1;
        try {
          await applyPlan(planFor(path, renderCount(count), { basis: digestOf(text) }), session, LIMITS_OF_STRESS);
          return count;
        } catch (error) {
          if (!(error instanceof StatefixError) || error.code !== 'STATE_CHANGED') throw error;
        } finally {
          leave();
        }
      }
    },
    close: () => session.close(),
  };
}

function naive(site: Site, fault: Fault): Contestant {
  const fs = troubled(nodeFs, site.trouble);
  return guarded(site, () => takeNaiveLock(fs, site.path, fault));
}

/**
 * With the defaults of its options, but for retries without end, and the shortest threshold that it allows: so that each dead holder holds it up for two
 * seconds and not for ten.
 */
async function properLockfile(site: Site): Promise<Contestant> {
  const { lock } = await import('proper-lockfile');
  const options = {
    fs: troubledCallbacks(site.trouble),
    stale: 2000,
    retries: { forever: true, factor: 1, minTimeout: 10, maxTimeout: 50, randomize: true },
    // By default it throws out of a timer, and the process ends: what was acknowledged before stays acknowledged.
    onCompromised: () => undefined,
  };
  return guarded(site, async () => {
    const release = await lock(site.path, options);
    return () => release().catch(() => undefined);
  });
}

/** The file operations that it asks for, with trouble before each one that is about its lock. */
function troubledCallbacks(trouble: Trouble): typeof nodeModule {
  const before =
    <Args extends readonly unknown[], Result>(act: (...args: Args) => Result, isRemoval = false) =>
    (...args: Args): Result => {
      trouble.meet(isRemoval);
      return act(...args);
    };
  const { mkdir, rmdir, stat, utimes } = nodeModule;
  const watched = { mkdir: before(mkdir), rmdir: before(rmdir, true), stat: before(stat), utimes: before(utimes) };
  return Object.assign({}, nodeModule, watched);
}

/** Reads, adds and replaces under a lock, whatever that is; each replace is whole, so that only the lock is on trial. */
function guarded({ path, trouble, inside, overlapped }: Site, take: () => Promise<() => unknown>): Contestant {
  const temp = join(dirname(path), `temp-${process.pid}`);
  return {
    increment: async () => {
      const release = await take();
      trouble.holds(true);
      const others = inside.enter();
      if (others > 0) overlapped(others);
      const count = countIn(path) + 1;
      trouble.dwell();
      writeFileSync(temp, renderCount(count));
      renameSync(temp, path);
      inside.leave();
      await release();
      trouble.holds(false);
      return count;
    },
    close: () => undefined,
  };
}
