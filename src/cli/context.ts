import { isAbsolute, relative, sep } from 'node:path';
import type { RunContext } from '../commands/run.ts';
import { nodeFs } from '../store/fs-ops.ts';
import type { StoreLog } from '../store/log.ts';
import { logLineOf } from './log-lines.ts';
import type { OutputOptions } from './output.ts';
import type { Progress } from './progress.ts';
import { standardInput } from './standard-input.ts';
import type { World } from './world.ts';

/** What a command is given, made of what the process has. */
export function contextOf(world: World, signal: AbortSignal, log: StoreLog): RunContext {
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
    ask: undefined,
  };
}

/** Events of the store as lines on standard error: what matters always, the rest with `--verbose`. */
export function logTo(world: World, { volume }: OutputOptions, progress: Progress): StoreLog {
  return (event) => {
    const { level, text } = logLineOf(event, (path) => displayed(world.cwd, path));
    if (volume === 'quiet' ? level !== 'warning' : level === 'info' && volume !== 'verbose') return;
    progress.clear();
    world.stderr.write(`${level}: ${text}\n`);
  };
}

/** A path as reports show it: relative to the working directory where it lies in it. */
function displayed(cwd: string, path: string): string {
  const name = relative(cwd, path);
  return name === '' || name.startsWith('..') || isAbsolute(name) ? path : name.split(sep).join('/');
}
