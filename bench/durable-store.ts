// What the benchmark of writes, locks and changes measures: the store's own functions, which the library does not export. bench/durable.mjs bundles this.
import { fork } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOf } from '../src/formats/digest.ts';
import type { Plan } from '../src/model/plan.ts';
import { applyPlan } from '../src/store/apply.ts';
import { writeAtomic } from '../src/store/atomic-write.ts';
import { nodeFs } from '../src/store/fs-ops.ts';
import { acquireLock } from '../src/store/lock/acquire.ts';
import type { ProjectStore } from '../src/store/project-store.ts';
import { openWriterSession, type WriterSession } from '../src/store/session.ts';

const log = () => undefined;
const LIMITS = { allowedRoot: undefined, lockTimeout: 120_000, staleAfter: 300_000 };

function session(): WriterSession {
  const { signal } = new AbortController();
  return openWriterSession({ fs: nodeFs, log, signal, now: () => new Date(), tool: 'bench', operation: 'bench' });
}

/** What a careful program does by hand: write, sync, rename, sync the directory. */
export function bareWrite(path: string, bytes: Uint8Array): void {
  const temp = `${path}.temp`;
  const fd = openSync(temp, 'wx', 0o644);
  writeSync(fd, bytes);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(temp, path);
  const directory = openSync(dirname(path), 'r');
  fsyncSync(directory);
  closeSync(directory);
}

/** Milliseconds of each act, `rounds` times in turn, so that a busy disk slows all alike; sorted. */
export async function timesInTurn(
  acts: Readonly<Record<string, (round: number) => void | Promise<void>>>,
  rounds: number,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const times = Object.fromEntries(Object.keys(acts).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, act] of Object.entries(acts)) {
      const start = performance.now();
      await act(round);
      times[name]?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, list.toSorted((a, b) => a - b)]));
}

export function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  return writeAtomic(path, bytes, { fs: nodeFs, log, mode: 0o644 });
}

/** Takes and gives back the lock of a file, as a run of one file does: with an identity of its own. */
export async function lockOnce(path: string): Promise<void> {
  const own = session();
  const lock = await acquireLock(own, path, { timeout: 5000, stale: 300_000 });
  lock.release();
  own.close();
}

/** One whole change: lock, `.bak`, and in a project backup, journal and audit. */
export async function changeOnce(path: string, bytes: Uint8Array, store: ProjectStore | undefined): Promise<void> {
  const own = session();
  const notes = {
    kind: 'bench',
    versions: { from: null, to: null },
    recovery: null,
    wasHealthy: true,
    backupsKept: 3,
    isMilestone: false,
  };
  const books = store === undefined ? undefined : { store, command: 'bench', notes };
  await applyPlan(planFor(path, bytes), own, LIMITS, books);
  own.close();
}

function planFor(path: string, bytes: Uint8Array): Plan {
  return {
    kind: 'plan',
    path,
    steps: [],
    basis: digestOf(readFileSync(path)),
    bytes,
    digest: digestOf(bytes),
    mode: undefined,
    allowedMode: undefined,
    keep: 'bak',
    sidecar: undefined,
    notes: [],
  };
}

/** How long each of `writers` processes waited for the lock of one file, each time of `times`: one sorted list a process. */
export async function waitsOf(
  script: string,
  path: string,
  writers: number,
  times: number,
): Promise<readonly (readonly number[])[]> {
  writeFileSync(path, '0');
  const runs = Array.from({ length: writers }, () => {
    const child = fork(script, ['wait', path, String(times)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    return new Promise<readonly number[]>((resolve, reject) => {
      child.on('message', (waits: number[]) => resolve(waits.toSorted((a, b) => a - b)));
      child.on('exit', (code) => code === 0 || reject(new Error(`a writer exits ${code}`)));
    });
  });
  const waits = await Promise.all(runs);
  const count = Number(readFileSync(path, 'utf8'));
  if (count !== writers * times) throw new Error(`${count} of ${writers * times} increments are in the file`);
  return waits;
}

const [, , act, path = '', times = '0'] = process.argv;
if (act === 'wait') await waitAndIncrement(path, Number(times));

/** One of the writers: under the lock, one more each time. */
async function waitAndIncrement(file: string, rounds: number): Promise<void> {
  const waits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const own = session();
    const start = performance.now();
    const lock = await acquireLock(own, file, { timeout: 120_000, stale: 300_000 });
    waits.push(performance.now() - start);
    bareWrite(join(file), Buffer.from(String(Number(readFileSync(file, 'utf8')) + 1)));
    lock.release();
    own.close();
  }
  process.send?.(waits);
  process.disconnect();
}
