import type { FsOps } from '../../../src/store/fs-ops.ts';
import { withHook } from '../../support/faults.ts';

/** What happens to a process in the middle of its lock code. */
export interface Trouble {
  /** Called before each operation of the lock code: goes on, at once or later, or never returns. */
  meet(isRemoval: boolean): void;
  /** Says whether this process holds the lock. One that removes a lock without holding one breaks that of another: there delays are likeliest. */
  holds(isHolder: boolean): void;
  /** Called inside: who is alone there can take his time. */
  dwell(): void;
  /** Called after each increment. */
  done(): void;
}

export interface TroubleSettings {
  readonly seed: number;
  /** How likely a delay is before each operation of the lock code, from 0 to 1, and how long it is at most, in milliseconds. */
  readonly delayChance: number;
  readonly longestDelay: number;
  /** How long it stays inside at least, at most, in milliseconds: an overlap is seen only while it lasts. */
  readonly longestDwell: number;
  /** The process kills itself, after so many increments, before that operation of the lock code; `undefined` for one that does not. */
  readonly killAt: { readonly increments: number; readonly operation: number } | undefined;
}

/** Between the look at the lock of somebody dead and its removal is where locks fail. */
const DELAYED_BREAKERS = 0.5;

/** `tell` is called right before each delay and kill. */
export function createTrouble(settings: TroubleSettings, tell: (what: 'delay' | 'kill') => void): Trouble {
  const random = seeded(settings.seed);
  let increments = 0;
  let operations = 0;
  let isHolder = false;
  return {
    meet: (isRemoval) => {
      if (settings.killAt !== undefined && increments >= settings.killAt.increments) {
        operations += 1;
        if (operations === settings.killAt.operation) {
          tell('kill');
          process.kill(process.pid, 'SIGKILL');
        }
      }
      const isBreaker = isRemoval && !isHolder && settings.delayChance > 0;
      if (random() >= (isBreaker ? DELAYED_BREAKERS : settings.delayChance)) return;
      tell('delay');
      stall(1 + random() * settings.longestDelay);
    },
    holds: (isNow) => {
      isHolder = isNow;
    },
    dwell: () => stall(random() * settings.longestDwell),
    done: () => {
      increments += 1;
    },
  };
}

/** The same file operations, with trouble before each one on a lock, a claim, a waiter's file, a staging directory or its signature. */
export function troubled(fs: FsOps, trouble: Trouble): FsOps {
  return withHook(fs, (operation, args, act) => {
    if (args.some((arg) => typeof arg === 'string' && isOfLock(arg))) {
      trouble.meet(operation === 'unlink' && String(args[0]).endsWith('.lock'));
    }
    return act();
  });
}

function isOfLock(path: string): boolean {
  return /\.lock(?:\.|$)|\/\.tmp-[^/]*(?:\/lock)?$/.test(path);
}

/** As a process is that the system does not let run: nothing of it goes on meanwhile. */
function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
