import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Run, RunContext } from '../../src/commands/run.ts';
import { createTally, strongestExitCode } from '../../src/commands/summary.ts';
import { EXIT_CODES, StatefixError } from '../../src/model/errors.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { REMOVALS, systemError, withHook } from '../support/faults.ts';
import { aContext } from '../support/project.ts';
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

/** As `failKth`, and remembers which path a descriptor stands for. Where `isDone` says so, the operation is done and then said to have failed. */
export function faultyOps(
  k: number,
  errno: string,
  isDone: (operation: string) => boolean = (operation) => operation === 'close',
): FaultyOps {
  const paths = new Map<number, string>();
  let count = 0;
  let fault: Fault | undefined;
  const fs = withHook(nodeFs, (operation, args, act) => {
    count += 1;
    const [subject] = args;
    const path = typeof subject === 'number' ? (paths.get(subject) ?? '') : String(subject);
    if (count === k) {
      fault = { operation, path };
      if (isDone(operation)) act();
      throw systemError(errno, operation);
    }
    const result = act();
    if (operation === 'open' && typeof result === 'number') paths.set(result, path);
    return result;
  });
  return { fs, fault: () => fault };
}

/** What people write who have not heard of `rename(2)`: the new content over the old one, in place. */
export function writingInPlace(fs: FsOps): FsOps {
  return {
    ...fs,
    rename: (from, to) => {
      const bytes = readFileSync(from);
      const fd = fs.open(to, 0o1 | 0o100 | 0o1000, 0o600);
      fs.write(fd, bytes, 0, bytes.length, null);
      fs.close(fd);
      fs.unlink(from);
    },
  };
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

/** Makes `data/` anew, as the scenario finds it. */
export function arrange(root: string, { before }: Pick<Scenario, 'before'>): void {
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

/** The exit code of a whole command, put together as the command line does; what it threw besides is a bug. */
export async function exitCodeOf(run: (context: RunContext) => Run, root: string, fs: FsOps): Promise<number | string> {
  const tally = createTally({ strict: false, failOnPending: false, failOnChange: false });
  try {
    for await (const { report } of run(aContext(root, { fs }))) tally.add(report);
    return tally.exitCode();
  } catch (error) {
    if (!(error instanceof StatefixError)) return error instanceof Error ? (error.stack ?? error.message) : `${error}`;
    return strongestExitCode([tally.exitCode(), EXIT_CODES[error.code]]);
  }
}

/** What a scenario starts from, and what it comes to where nothing fails. */
export interface Expected {
  readonly before: Seen;
  readonly after: Seen;
}

/** Everything that is wrong with what one run did, whatever failed in it. */
export function faultsIn(
  { targets }: Pick<Scenario, 'targets'>,
  { before, after }: Expected,
  found: Seen,
  exit: number | string,
  fault: Fault | undefined,
): readonly string[] {
  const bad: string[] = [];
  const isRegistry = /\/(?:schemas|migrations|\.git)(?:\/|$)|statefix\.config|package\.json/.test(fault?.path ?? '');
  const allowed: readonly (number | string)[] = fault === undefined ? [0] : isRegistry ? [0, 2, 3] : [0, 3];
  if (!allowed.includes(exit)) bad.push(`exit ${exit}`);

  for (const target of targets) {
    const now = found.get(target);
    if (now !== before.get(target) && now !== after.get(target))
      bad.push(`${target} is neither old nor new: ${shown(now)}`);
    const isNew = now === after.get(target) && now !== before.get(target);
    const bak = found.get(`${target}.bak`);
    const wanted = (isNew ? after : before).get(`${target}.bak`);
    // Its mode is put right after the commit: what fails there is told.
    if (contentOf(bak) !== contentOf(wanted))
      bad.push(`${target}.bak is ${shown(bak)}, and should be ${shown(wanted)}`);
  }
  if (exit === 0) {
    for (const [name, wanted] of after) {
      if (found.get(name) !== wanted) bad.push(`exit 0, but ${name} is ${shown(found.get(name))}`);
    }
  }
  const litter = [...found.keys()].filter((name) => !before.has(name) && !after.has(name));
  if (litter.length > 0 && !REMOVALS.has(fault?.operation ?? '')) bad.push(`litter: ${litter.join(', ')}`);
  return bad;
}

/** True where all is exactly as before the run, or as after one in which nothing fails: the next run has nothing more to show then. */
export function isSettled({ before, after }: Expected, found: Seen): boolean {
  return [before, after].some(
    (each) => each.size === found.size && [...each].every(([name, seen]) => found.get(name) === seen),
  );
}

/** Everything that is wrong after the next run, in which nothing fails. */
export function faultsAfterwards({ after }: Expected, found: Seen, exit: number | string): readonly string[] {
  const bad = exit === 0 ? [] : [`the next run: exit ${exit}`];
  for (const name of new Set([...found.keys(), ...after.keys()])) {
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
