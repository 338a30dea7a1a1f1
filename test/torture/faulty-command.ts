import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { REMOVALS, systemError, withHook } from '../support/faults.ts';
import type { Scenario } from './scenarios.ts';

/** The operation that was made to fail. */
export interface Fault {
  readonly operation: string;
  /** The first path that it was about, also where it was given a descriptor. */
  readonly path: string;
}

/** Real file operations of which the k-th (from 1) fails, and what that was. */
export interface FaultyOps {
  readonly fs: FsOps;
  fault(): Fault | undefined;
}

/** As `failKth`, and remembers which path a descriptor stands for. */
export function faultyOps(k: number, errno: string): FaultyOps {
  const paths = new Map<number, string>();
  let count = 0;
  let fault: Fault | undefined;
  const fs = withHook(nodeFs, (operation, args, act) => {
    count += 1;
    const [subject] = args;
    const path = typeof subject === 'number' ? (paths.get(subject) ?? '') : String(subject);
    if (count === k) {
      fault = { operation, path };
      if (operation === 'close') act();
      throw systemError(errno, operation);
    }
    const result = act();
    if (operation === 'open' && typeof result === 'number') paths.set(result, path);
    return result;
  });
  return { fs, fault: () => fault };
}

/**
 * Real file operations of which the k-th (from 1), if it is a write of more than one byte, takes half of what it is given; where the disk `isFull`, the next
 * write to the same descriptor fails. Every other operation is done as it is asked for.
 */
export function shortAt(k: number, isFull: boolean): FaultyOps {
  const paths = new Map<number, string>();
  let count = 0;
  let full: number | undefined;
  let fault: Fault | undefined;
  const fs = withHook(nodeFs, (operation, args, act) => {
    count += 1;
    const [subject] = args;
    if (operation === 'write' && subject === full && full !== undefined) {
      full = undefined;
      throw systemError('ENOSPC', operation);
    }
    if (count === k && operation === 'write' && typeof subject === 'number') {
      const [fd, buffer, offset, length, position] = args as Parameters<FsOps['write']>;
      if (length < 2) return act();
      fault = { operation, path: paths.get(subject) ?? '' };
      if (isFull) full = fd;
      return nodeFs.write(fd, buffer, offset, Math.floor(length / 2), position);
    }
    const result = act();
    if (operation === 'open' && typeof result === 'number') paths.set(result, String(subject));
    return result;
  });
  return { fs, fault: () => fault };
}

/** Real file operations of which the k-th rename (from 1) is done and then said to have failed, as it happens on a network file system. */
export function lyingRename(k: number): FaultyOps {
  let count = 0;
  let fault: Fault | undefined;
  const fs = withHook(nodeFs, (operation, args, act) => {
    const result = act();
    if (operation !== 'rename') return result;
    count += 1;
    if (count !== k) return result;
    fault = { operation, path: args.join(' ') };
    throw systemError('EIO', operation);
  });
  return { fs, fault: () => fault };
}

/** Everything below `data/`, by name: mode and content. The time in the name of what was set aside as broken is left out. */
export type Seen = ReadonlyMap<string, string>;

export function dataOf(root: string): Seen {
  const seen = new Map<string, string>();
  const data = join(root, 'data');
  const nameOf = (path: string) => relative(data, path).replace(/(\.corrupt-)\d{8}T\d{6}Z/, '$1UTC');
  const look = (path: string) => {
    const stats = statSync(path);
    const mode = (stats.mode & 0o7777).toString(8);
    if (!stats.isDirectory()) seen.set(nameOf(path), `${mode} ${readFileSync(path, 'utf8')}`);
    else {
      if (path !== data) seen.set(nameOf(path), 'directory');
      for (const name of readdirSync(path)) look(join(path, name));
    }
  };
  look(data);
  return seen;
}

/** Makes `data/` anew, as the scenario finds it, in a project that has no books yet. */
export function arrange(root: string, { before }: Pick<Scenario, 'before'>): void {
  rmSync(join(root, '.statefix'), { recursive: true, force: true });
  const data = join(root, 'data');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  for (const [spec, content] of Object.entries(before)) {
    const [, name = spec, mode = '0644'] = /^(.*?)(?::(0[0-7]{3}))?$/s.exec(spec) ?? [];
    mkdirSync(dirname(join(data, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(data, name), content);
    chmodSync(join(data, name), Number.parseInt(mode, 8));
  }
}

/** What a scenario starts from, and what it comes to where nothing fails. */
export interface Expected {
  readonly before: Seen;
  readonly after: Seen;
}

/** How a run ended, besides its exit code. */
export interface RunEnd {
  readonly exit: number | string;
  /** The operation that was failed; `undefined` where none was. */
  readonly fault: Fault | undefined;
  /** True where the journal still has to say that the rest is done, or undone, by the next changing command. */
  readonly isPending?: boolean;
}

/** Everything that is wrong with what one run did, whatever failed in it. */
export function faultsIn(
  { targets, isSet }: Pick<Scenario, 'targets' | 'isSet'>,
  { before, after }: Expected,
  found: Seen,
  { exit, fault, isPending = false }: RunEnd,
): readonly string[] {
  const bad: string[] = [];
  const isRegistry = /\/(?:schemas|migrations|\.git)(?:\/|$)|statefix\.config|package\.json/.test(fault?.path ?? '');
  const allowed: readonly (number | string)[] = fault === undefined ? [0] : isRegistry ? [0, 2, 3] : [0, 3];
  if (!allowed.includes(exit)) bad.push(`exit ${exit}`);
  if (exit === 0 && isPending) bad.push('exit 0, but the journal is not done with it');

  bad.push(...faultsOfTargets(targets, { before, after }, found, (isNew) => [isNew ? after : before]));
  if (isSet === true && !isPending) bad.push(...faultsOfSet(targets, { before, after }, found));
  if (exit === 0) {
    for (const [name, wanted] of after) {
      if (found.get(name) !== wanted) bad.push(`exit 0, but ${name} is ${shown(found.get(name))}`);
    }
  }
  const litter = [...found.keys()].filter((name) => !before.has(name) && !after.has(name));
  if (litter.length > 0 && !REMOVALS.has(fault?.operation ?? '')) bad.push(`litter: ${litter.join(', ')}`);
  return bad;
}

/** Everything that is wrong with what a run left that was killed; what it had no time to take away is no fault. */
export function faultsOfKilled(
  { targets }: Pick<Scenario, 'targets'>,
  expected: Expected,
  found: Seen,
): readonly string[] {
  return faultsOfTargets(targets, expected, found, () => [expected.before, expected.after]);
}

/** Files that change together must be all old or all new. */
export function faultsOfSet(targets: readonly string[], { before, after }: Expected, found: Seen): readonly string[] {
  const isAll = (side: Seen) => targets.every((target) => found.get(target) === side.get(target));
  return isAll(before) || isAll(after) ? [] : ['the set is half done'];
}

function faultsOfTargets(
  targets: readonly string[],
  { before, after }: Expected,
  found: Seen,
  sidesOfBak: (isNew: boolean) => readonly Seen[],
): readonly string[] {
  const bad: string[] = [];
  for (const target of targets) {
    const now = found.get(target);
    if (now !== before.get(target) && now !== after.get(target))
      bad.push(`${target} is neither old nor new: ${shown(now)}`);
    const isNew = now === after.get(target) && now !== before.get(target);
    const bak = found.get(`${target}.bak`);
    const wanted = sidesOfBak(isNew).map((side) => side.get(`${target}.bak`));
    // Its mode is put right after the commit: what fails there is told.
    if (!wanted.map(contentOf).includes(contentOf(bak)))
      bad.push(`${target}.bak is ${shown(bak)}, and should be ${wanted.map(shown).join(' or ')}`);
  }
  return bad;
}

/** True where all is exactly as before the run, or as after one in which nothing fails: the next run has nothing more to show then. */
export function isSettled({ before, after }: Expected, found: Seen): boolean {
  return [before, after].some(
    (each) => each.size === found.size && [...each].every(([name, seen]) => found.get(name) === seen),
  );
}

/** What a dead writer leaves, by name. */
const TRACE = /(?:^|\/)\.tmp-|\.lock(?:\.|$)/;

/** Everything that is wrong after the next run, in which nothing fails. */
export function faultsAfterwards(
  { after }: Expected,
  found: Seen,
  exit: number | string,
  { mayKeepTraces }: Pick<Scenario, 'mayKeepTraces'> = {},
): readonly string[] {
  const bad = exit === 0 ? [] : [`the next run: exit ${exit}`];
  for (const name of new Set([...found.keys(), ...after.keys()])) {
    if (mayKeepTraces === true && TRACE.test(name) && !after.has(name)) continue;
    if (found.get(name) !== after.get(name))
      bad.push(`after the next run ${name} is ${shown(found.get(name))}, and should be ${shown(after.get(name))}`);
  }
  return bad;
}

function contentOf(seen: string | undefined): string | undefined {
  return seen?.slice(seen.indexOf(' '));
}

function shown(seen: string | undefined): string {
  return seen === undefined
    ? 'not there'
    : seen.length < 200
      ? seen
      : `${seen.slice(0, 60)}… (${seen.length} characters)`;
}
