import { dirname } from 'node:path';
import type { Aim, SystemCall, TracedRun } from './strace.ts';

/** A system call of a command that can be found again in another run of it. */
export interface Point {
  /** The call and its paths, without what differs from run to run: `rename data/.tmp-* data/app.json`. */
  readonly label: string;
  /** Which one of that label, from 1, in its thread. */
  readonly occurrence: number;
  /** True where it is about the project, its files or registry; else it is about the program's own files, or the system's. */
  readonly isProject: boolean;
  readonly aim: Aim;
}

/**
 * The calls of a run from the first one that is about the project, without those that have no path: what Node does before does not depend on
 * us, and the pipes between its threads are its own. Of the threads beside the main one those count that open files of the project, as the
 * loading of migrations does; programs that are started do not.
 */
export function pointsOf({ calls }: TracedRun, root: string): readonly Point[] {
  const threads = new Set([calls[0]?.thread, ...calls.filter((call) => opens(call, root)).map(({ thread }) => thread)]);
  const first = calls.findIndex((call) => isAbout(call, root));
  const next = counter();
  const points = new Map<string, Point>();
  for (const [index, call] of calls.entries()) {
    const { thread, name, paths } = call;
    const label = labelOf(call, root);
    const occurrence = next(`${thread} label ${label}`);
    const nth = next(`${thread} ${name}`);
    const nthOfPath = new Map(paths.map((path) => [path, next(`${thread} ${name} ${path}`)]));
    if (index < first || !threads.has(thread) || !isOurs(call)) continue;
    const path = fixedPath(call);
    // Only by its path can a call beside the main thread be aimed at.
    if (path === undefined && thread !== calls[0]?.thread) continue;
    const aim = { name, nth: path === undefined ? nth : (nthOfPath.get(path) ?? nth), path };
    const key = JSON.stringify(aim);
    // Two threads may come to the same call of the same path: whichever is first is the one that fails.
    if (!points.has(key)) points.set(key, { label, occurrence, isProject: isAbout(call, root), aim });
  }
  return [...points.values()];
}

/** True where the run met its fault at that very point: a kill makes it the last call of the log. */
export function isHit({ calls, exit }: TracedRun, { label, occurrence }: Point, root: string): boolean {
  const next = counter();
  return calls.some((call, index) => {
    const isPoint = labelOf(call, root) === label && next(`${call.thread}`) === occurrence;
    return isPoint && (exit === 'SIGKILL' ? index === calls.length - 1 : call.isInjected);
  });
}

/** The labels of the main thread's calls that are about the project, in order: the same for each run of a command on the same state. */
export function storyOf({ calls }: TracedRun, root: string): readonly string[] {
  return calls
    .filter((call) => call.thread === calls[0]?.thread && isAbout(call, root))
    .map((call) => labelOf(call, root));
}

function labelOf({ name, paths }: SystemCall, root: string): string {
  const shown = paths.map((path) => {
    if (path === root) return '.';
    return steady(path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path.replace(dirname(root), '..'));
  });
  return `${name} ${shown.join(' ')}`;
}

function isAbout({ paths }: SystemCall, root: string): boolean {
  return paths.some((path) => path === root || path.startsWith(`${root}/`));
}

/** At its end Node looks whether stdout and stderr are open still, and aborts on any answer but the two that it knows. */
function isOurs({ name, paths }: SystemCall): boolean {
  const [path] = paths;
  return path !== undefined && (path.startsWith('/') || name.startsWith('write'));
}

function opens(call: SystemCall, root: string): boolean {
  return call.name.startsWith('open') && isAbout(call, root);
}

/** A path without ids, times and process numbers. */
export function steady(path: string): string {
  return path
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '*')
    .replaceAll(/\.tmp-[0-9a-f]{8}[0-9a-z-]*(?:\.[0-9a-f]{8})?/g, '.tmp-*')
    .replaceAll(/(\.(?:rm|wait)\.)[0-9a-f]{8}(?![0-9a-f])/g, '$1*')
    .replaceAll(/[0-9]{8}T[0-9]{6,}Z?/g, '*')
    .replace(/^\/proc\/[0-9]+/, '/proc/*');
}

function fixedPath({ paths }: SystemCall): string | undefined {
  const [path, second] = paths;
  return second === undefined && path?.startsWith('/') && steady(path) === path ? path : undefined;
}

function counter(): (key: string) => number {
  const counts = new Map<string, number>();
  return (key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
}
