import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import type { RunContext } from '../commands/run.ts';
import { trustOf } from '../commands/trust.ts';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { visible } from '../model/visible.ts';
import { neutral } from '../reporters/neutral.ts';
import { shownPath } from '../reporters/shown.ts';
import { nodeFs } from '../store/fs-ops.ts';
import type { LogEvent, StoreLog } from '../store/log.ts';
import { resolveTarget } from '../store/target.ts';
import type { RunnerEvent } from './event.ts';

/** What the entry hands over of its process. */
export interface Runner {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
  readonly builtinRoot: string;
}

/** Where a step works. All are absolute. */
export interface Workplace {
  /** Nothing is written outside of it, but in the temporary folder of the runner. */
  readonly workspace: string;
  readonly cwd: string;
  /** `cwd` as seen from the workspace, with `/`; `''` for the workspace itself. */
  readonly folder: string;
  readonly temp: string;
}

/** Throws `StatefixError` for a working directory that is none, or lies outside of the workspace, through links too. */
export function workplaceOf({ env, cwd }: Runner, named: string | undefined): Workplace {
  const workspace = resolve(given(env['GITHUB_WORKSPACE']) ?? cwd);
  const temp = resolve(given(env['RUNNER_TEMP']) ?? tmpdir());
  if (named === undefined) return { workspace, temp, cwd, folder: folderIn(workspace, cwd) };
  const chosen = resolve(workspace, named);
  if (!isDirectory(chosen)) {
    throw new StatefixError('USAGE', `The input working-directory names no directory: ${JSON.stringify(named)}`, {
      hint: 'Name a folder of the checkout, as seen from its root.',
    });
  }
  resolveTarget(nodeFs, chosen, workspace);
  return { workspace, temp, cwd: chosen, folder: folderIn(workspace, chosen) };
}

function given(variable: string | undefined): string | undefined {
  return variable === '' ? undefined : variable;
}

function folderIn(workspace: string, cwd: string): string {
  const folder = relative(workspace, cwd);
  return folder.startsWith('..') ? '' : folder.split(sep).join('/');
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}

/** What a command is given, made of what the runner has. */
export function contextOf(
  runner: Runner,
  { cwd, workspace }: Workplace,
  event: RunnerEvent,
  warn: (sentence: string) => void,
): RunContext {
  return {
    cwd,
    fs: nodeFs,
    now: () => new Date(),
    signal: runner.signal,
    log: logTo(runner, warn),
    readStdin: () => {
      throw new StatefixError('USAGE', 'The path - is standard input, which an Action does not have', {
        hint: 'Name files, folders or globs, one a line.',
      });
    },
    workspace,
    builtinRoot: runner.builtinRoot,
    environment: runner.env,
    ask: undefined,
    trust: trustOf({ environment: runner.env, wantsSandbox: true, readEvent: () => event.payload }),
  };
}

/** What the log of a job is worth: waits, and what was left undone. */
const TOLD: ReadonlySet<LogEvent['kind']> = new Set([
  'lock-waiting',
  'lock-broken',
  'not-removed',
  'directory-not-synced',
]);

function logTo({ print }: Runner, warn: (sentence: string) => void): StoreLog {
  return (event) => {
    if (event.kind === 'base-cut-off') {
      warn(`${visible(event.ref)} is not in this shallow clone. Add to actions/checkout: with: fetch-depth: 0`);
    } else if (event.kind === 'registry-of-base') {
      print(neutral(`config and migrations are those of the base, commit ${event.commit.slice(0, 12)}\n`));
    } else if (TOLD.has(event.kind)) {
      print(neutral(`${event.kind}: ${shownPath(event.path)}\n`));
    }
  };
}
