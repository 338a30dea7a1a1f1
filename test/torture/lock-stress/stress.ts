import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkerOrder } from '../../support/scripts/stress-worker.ts';
import { type ContestantName, countIn, renderCount } from './contestants.ts';
import { seeded, type TroubleSettings } from './trouble.ts';

export interface StressSettings {
  readonly contestant: ContestantName;
  /** The bundle of `test/support/scripts/stress-worker.ts`. */
  readonly script: string;
  readonly processes: number;
  /** How many acknowledged ones there must be in all, at least. */
  readonly increments: number;
  /** SIGKILLs in all, at least: every other one inside of the lock code, the others at random moments. A killed process is followed by another one. */
  readonly kills: number;
  /** How often a random process is stopped (SIGSTOP), and for how long at most, in milliseconds. */
  readonly stops: number;
  readonly longestStop: number;
  /** Before each operation of the lock code; in milliseconds. */
  readonly delayChance: number;
  readonly longestDelay: number;
  /** How long a process stays inside on purpose. */
  readonly longestDwell: number;
  /** Milliseconds after which the run is ended, whatever is missing. */
  readonly deadline: number;
  readonly seed: number;
  /** The command in front of `node`, for the process of that place. */
  readonly launcher?: (place: number) => readonly string[];
  /** Called before the first process starts, with the path of the counter. */
  readonly prepare?: (path: string) => void;
  /** Called after the last one has ended. */
  readonly inspect?: (path: string) => Promise<void>;
}

/** What came of it. `lost`: acknowledged increments that are not in the counter. `overlaps`: how often a process that held the lock met another. */
export interface StressResult {
  readonly processes: number;
  readonly increments: number;
  readonly kills: number;
  /** Of the kills, those in the middle of the lock code. */
  readonly killsInside: number;
  /** Delays in the middle of the lock code, and stops. */
  readonly delays: number;
  readonly lost: number;
  readonly overlaps: number;
  /** False where the deadline came first. */
  readonly isComplete: boolean;
  /** How processes ended that ended otherwise than well or by a kill. */
  readonly failures: readonly string[];
  readonly ms: number;
}

interface Tally {
  readonly acknowledged: number[];
  readonly failures: string[];
  kills: number;
  killsInside: number;
  delays: number;
  overlaps: number;
}

/** Many processes, each adding to one counter again and again, while they are killed, stopped and delayed. */
export async function stress(settings: StressSettings): Promise<StressResult> {
  const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const root = realpathSync.native(mkdtempSync(join(parent, 'statefix-stress-')));
  const path = join(root, 'state.json');
  writeFileSync(path, renderCount(0));
  settings.prepare?.(path);
  const tally: Tally = { acknowledged: [], failures: [], kills: 0, killsInside: 0, delays: 0, overlaps: 0 };
  const begin = performance.now();
  try {
    const isComplete = await runAll(settings, path, join(root, 'inside'), tally);
    await settings.inspect?.(path);
    const { acknowledged, ...counts } = tally;
    const ms = Math.round(performance.now() - begin);
    const lost = lostOf(acknowledged, countIn(path));
    return { processes: settings.processes, increments: acknowledged.length, ...counts, lost, isComplete, ms };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Each increment wrote a number of its own, unless one was made from a content that another one had replaced already; and none is above the last. */
export function lostOf(acknowledged: readonly number[], last: number): number {
  return acknowledged.length - new Set(acknowledged.filter((count) => count <= last)).size;
}

async function runAll(settings: StressSettings, path: string, inside: string, tally: Tally): Promise<boolean> {
  const running = new Set<ChildProcess>();
  const over = new AbortController();
  const deadline = delay(settings.deadline, undefined, { signal: over.signal }).then(
    () => {
      over.abort();
      for (const child of running) kill(child);
      return false;
    },
    () => true,
  );
  const places = Array.from({ length: settings.processes }, (_, place) => {
    return runPlace(place, settings, path, inside, tally, running, over.signal);
  });
  const stops = stopSome(settings, running, tally, over.signal);
  await Promise.all(places);
  over.abort();
  await stops;
  return deadline;
}

/** One life after the other, until this place has made its part of the increments and met its part of the kills. */
async function runPlace(
  place: number,
  settings: StressSettings,
  path: string,
  inside: string,
  tally: Tally,
  running: Set<ChildProcess>,
  over: AbortSignal,
): Promise<void> {
  const random = seeded(settings.seed * 1000 + place);
  let missing = Math.ceil(settings.increments / settings.processes);
  let kills = Math.ceil(settings.kills / settings.processes);
  const aLife = kills === 0 ? missing : Math.max(1, Math.round(missing / kills));
  while (!over.aborted && (missing > 0 || kills > 0)) {
    const killAt =
      kills > 0
        ? { increments: Math.floor(random() * 2 * aLife), operation: 1 + Math.floor(random() * 25) }
        : undefined;
    const isInside = random() < 0.5;
    const trouble: TroubleSettings = {
      seed: Math.floor(random() * 2 ** 32),
      delayChance: settings.delayChance,
      longestDelay: settings.longestDelay,
      longestDwell: settings.longestDwell,
      killAt: isInside ? killAt : undefined,
    };
    const increments = Math.max(missing, killAt === undefined ? 0 : 2 * aLife + 25);
    const isOneNamespace = settings.launcher === undefined;
    const order: WorkerOrder = { contestant: settings.contestant, path, inside, isOneNamespace, increments, trouble };
    const child = launch(settings, place, order);
    running.add(child);
    const after = isInside || killAt === undefined ? undefined : { increments: killAt.increments, ms: random() * 30 };
    const made = await listen(child, after, tally);
    running.delete(child);
    missing -= made.increments;
    if (made.isKilled) kills -= 1;
    if (made.isFailed) return;
  }
}

function launch(settings: StressSettings, place: number, order: WorkerOrder): ChildProcess {
  const [command = '', ...args] = [
    ...(settings.launcher?.(place) ?? []),
    process.execPath,
    settings.script,
    JSON.stringify(order),
  ];
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Hears one life to its end, and ends it so long after so many increments, where that is asked for. */
async function listen(
  child: ChildProcess,
  killAfter: { readonly increments: number; readonly ms: number } | undefined,
  tally: Tally,
): Promise<{ readonly increments: number; readonly isKilled: boolean; readonly isFailed: boolean }> {
  if (child.stdout === null || child.stderr === null) throw new Error('a worker without pipes');
  let increments = 0;
  let stderr = '';
  let timer: NodeJS.Timeout | undefined;
  const killSoon = () => {
    if (killAfter !== undefined && increments >= killAfter.increments) {
      timer ??= setTimeout(() => child.kill('SIGKILL'), killAfter.ms);
    }
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('+')) {
      tally.acknowledged.push(Number(line.slice(1)));
      increments += 1;
      killSoon();
    } else if (line === '~') tally.delays += 1;
    else if (line === 'x') tally.killsInside += 1;
    else if (line === '!') tally.overlaps += 1;
  });
  // Before its first increment, too: where it starts, and waits.
  if (killAfter?.increments === 0) timer = setTimeout(() => child.kill('SIGKILL'), 100 + killAfter.ms * 5);
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  const isKilled = signal === 'SIGKILL';
  if (isKilled) tally.kills += 1;
  else if (code !== 0) tally.failures.push(`${signal ?? `exit ${code}`} ${stderr}`);
  return { increments, isKilled, isFailed: !isKilled && code !== 0 };
}

async function stopSome(
  { stops, longestStop, seed }: StressSettings,
  running: ReadonlySet<ChildProcess>,
  tally: Tally,
  over: AbortSignal,
): Promise<void> {
  const random = seeded(seed + 1);
  for (let made = 0; made < stops && !over.aborted; ) {
    const children = [...running];
    const child = children[Math.floor(random() * children.length)];
    if (child?.kill('SIGSTOP') === true) {
      made += 1;
      tally.delays += 1;
      await pause(1 + random() * longestStop, over);
      child.kill('SIGCONT');
    }
    await pause(1 + random() * 50, over);
  }
}

async function pause(ms: number, over: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal: over });
  } catch (error) {
    if (!over.aborted) throw error;
  }
}

function kill(child: ChildProcess): void {
  child.kill('SIGCONT');
  child.kill('SIGKILL');
}

/** What is in the directory of the counter besides the counter, its `.bak` and the marks of those inside. */
export function tracesBeside(path: string): readonly string[] {
  const own = new Set(['state.json', 'state.json.bak', 'inside']);
  return readdirSync(join(path, '..')).filter((name) => !own.has(name));
}
