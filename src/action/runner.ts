import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import { logLineOf } from '../commands/log-lines.ts';
import type { RunContext } from '../commands/run.ts';
import { trustOf } from '../commands/trust.ts';
import { errnoOf, StatefixError } from '../model/errors.ts';
import { neutral } from '../reporters/neutral.ts';
import { nodeFs } from '../store/fs-ops.ts';
import type { StoreLog } from '../store/log.ts';
import { displayPath } from '../store/shown-path.ts';
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
    log: logTo(runner, cwd, warn),
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

/** What happened in the store, as far as it matters: in the log, and what keeps a check from comparing also beside the code. */
function logTo({ print }: Runner, cwd: string, warn: (sentence: string) => void): StoreLog {
  return (event) => {
    const { level, text } = logLineOf(event, (path) => displayPath(path, cwd));
    if (event.kind === 'base-cut-off') warn(text);
    else if (level !== 'info') print(neutral(`${level}: ${text}\n`));
  };
}
