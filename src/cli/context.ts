import { isAbsolute, relative, sep } from 'node:path';
import { logLineOf } from '../commands/log-lines.ts';
import type { Ask, RunContext } from '../commands/run.ts';
import { trustOf } from '../commands/trust.ts';
import { neutral } from '../reporters/neutral.ts';
import { readCiEvent } from '../store/ci-event.ts';
import { nodeFs } from '../store/fs-ops.ts';
import type { StoreLog } from '../store/log.ts';
import { type Invocation, isGiven } from './invocation.ts';
import type { OutputOptions } from './output.ts';
import type { Progress } from './progress.ts';
import { standardInput } from './standard-input.ts';
import type { World } from './world.ts';

/** What a command is given, made of what the process has. */
export function contextOf(
  world: World,
  invocation: Invocation,
  signal: AbortSignal,
  log: StoreLog,
  progress: Progress,
): RunContext {
  return {
    cwd: world.cwd,
    fs: nodeFs,
    now: () => new Date(),
    signal,
    log,
    readStdin: standardInput(world.stdin, signal),
    workspace: undefined,
    builtinRoot: world.builtinRoot,
    environment: world.env,
    ask: askThrough(world, signal, progress),
    trust: trustOf({
      environment: world.env,
      wantsSandbox: isGiven(invocation, 'sandbox'),
      readEvent: () => readCiEvent(nodeFs, world.env['GITHUB_EVENT_PATH']),
    }),
  };
}

/** Questions go to the terminal, if a person sits at one: where both the talk and the answers do. */
function askThrough(
  { stdin, stderr, isInputTerminal }: World,
  signal: AbortSignal,
  progress: Progress,
): Ask | undefined {
  if (stderr.isTTY !== true || isInputTerminal?.() !== true) return undefined;
  let ask: Ask | undefined;
  return async (question, choices) => {
    progress.clear();
    ask ??= (await import('./ask.ts')).askOn({ input: stdin, output: stderr }, signal);
    return ask(question, choices);
  };
}

/** Events of the store as lines on standard error: what matters always, the rest with `--verbose`. */
export function logTo(world: World, { volume }: OutputOptions, progress: Progress): StoreLog {
  return (event) => {
    const { level, text } = logLineOf(event, (path) => displayed(world.cwd, path));
    if (volume === 'quiet' ? level !== 'warning' : level === 'info' && volume !== 'verbose') return;
    progress.clear();
    world.stderr.write(neutral(`${level}: ${text}\n`));
  };
}

/** A path as reports show it: relative to the working directory where it lies in it. */
function displayed(cwd: string, path: string): string {
  const name = relative(cwd, path);
  return name === '' || name.startsWith('..') || isAbsolute(name) ? path : name.split(sep).join('/');
}
