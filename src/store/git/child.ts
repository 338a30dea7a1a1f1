import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { errnoOf } from '../../model/errors.ts';
import { failureClause } from './failure.ts';
import type { GitProgram } from './program.ts';

/** Of what git says on standard error, as much as a reason needs. */
const MOST_SAID = 4096;

/**
 * A git that runs. It keeps this process alive only while it is held: who forgets it is not kept from ending, and git ends with its pipes.
 */
export interface GitChild {
  readonly stdin: Writable;
  readonly stdout: Readable;
  hold(isHeld: boolean): void;
  /** Settles when git has ended, with why it failed as a clause, or `undefined` where it did not. Never rejects. */
  readonly ended: Promise<string | undefined>;
  /** Ends git where it still runs, and waits for its end. */
  end(): Promise<void>;
}

/** Starts git in that directory. An aborted signal ends it. Never throws where git cannot be started: then `ended` says why. */
export function startGit(program: GitProgram, cwd: string, args: readonly string[], signal: AbortSignal): GitChild {
  const child = spawned(program, cwd, args);
  if (typeof child === 'string') return unstarted(child);
  let said = '';
  let isEnded = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < MOST_SAID) said += text;
  });
  // What fails on a pipe to git is told by how git ends.
  child.stdin.on('error', () => undefined);
  child.stdout.on('error', () => undefined);
  const kill = () => {
    child.kill('SIGKILL');
    // What it has written and nobody wants, or a program of its own that holds its pipes, must not hold its end back.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const ended = new Promise<string | undefined>((resolve) => {
    const settle = (reason: string | undefined) => {
      isEnded = true;
      signal.removeEventListener('abort', kill);
      resolve(reason);
    };
    child.on('error', (error) => settle(startFailure(error)));
    child.on('close', (code) => settle(code === 0 ? undefined : failureClause(said)));
  });
  if (signal.aborted) kill();
  else signal.addEventListener('abort', kill, { once: true });
  const hold = (isHeld: boolean) => {
    for (const each of [child, child.stdin, child.stdout, child.stderr]) {
      // One that is destroyed would wait for its connection.
      if (each !== child && (!(each instanceof Socket) || each.destroyed)) continue;
      if (isHeld) each.ref();
      else each.unref();
    }
  };
  hold(false);
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    hold,
    ended,
    async end() {
      if (isEnded) return;
      hold(true);
      kill();
      await ended;
    },
  };
}

/** The process, or why there is none. */
function spawned(
  { path, options, environment }: GitProgram,
  cwd: string,
  args: readonly string[],
): ChildProcessWithoutNullStreams | string {
  try {
    const child = spawn(path, [...options, ...args], {
      cwd,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    // Where too many files are open it has no pipes, and says so by an event too.
    if (child.stdout !== undefined) return child;
    child.on('error', () => undefined);
    return 'git cannot be started: too many files are open';
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return startFailure(error);
  }
}

function unstarted(reason: string): GitChild {
  const nothing = new PassThrough().end();
  return {
    stdin: new PassThrough().resume(),
    stdout: nothing.resume(),
    hold: () => undefined,
    ended: Promise.resolve(reason),
    end: async () => undefined,
  };
}

function startFailure(error: unknown): string {
  return `git cannot be started (${errnoOf(error) ?? String(error)})`;
}
