import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { errnoOf } from '../../model/errors.ts';
import { failureClause, startFailureClause } from './failure.ts';
import type { GitProgram } from './program.ts';

/** Of what git says on standard error, as much as a reason needs. */
const MOST_SAID = 4096;

/** A git that runs. It keeps this process alive only while it is held: who forgets it is not kept from ending, and git ends with its pipes. */
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
  const child = spawn(program.path, [...program.options, ...args], {
    cwd,
    env: program.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let said = '';
  let isEnded = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < MOST_SAID) said += text;
  });
  // A git that is gone before it read what we wrote says why by its end.
  child.stdin.on('error', ignored);
  child.stdout.on('error', ignored);
  const kill = () => child.kill('SIGKILL');
  const ended = new Promise<string | undefined>((resolve) => {
    const settle = (reason: string | undefined) => {
      isEnded = true;
      signal.removeEventListener('abort', kill);
      resolve(reason);
    };
    child.on('error', (error) => settle(startFailureClause(errnoOf(error) ?? error.message)));
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
      // What it has written and nobody wants must not hold its end back.
      child.stdout.destroy();
      await ended;
    },
  };
}

/** What fails on a pipe to git is told by how git ended. */
function ignored(): void {}
