import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { errnoOf } from '../../model/errors.ts';
import { createFrameReader, frameOf } from './frames.ts';
import type { SandboxRequest } from './messages.ts';

/** Nobody needs a larger result, and no more of one is taken into memory. */
const MOST_SAID = 256 * 1024 * 1024;
/** Of what Node says when it gives up, as much as tells why. */
const MOST_LAST_WORDS = 16 * 1024;

/** What came of a question: whatever the child said, or why it will say nothing more, as a clause about the step. */
export type Reply =
  | { readonly kind: 'said'; readonly message: unknown }
  | { readonly kind: 'dead'; readonly reason: string };

/** A process that runs migrations. It keeps this one alive only while it is asked, and ends with it. */
export interface SandboxChild {
  /**
   * One question at a time. Ends the child where the answer does not come in time, which is a second longer for each MiB of the question. Never rejects.
   */
  ask(request: SandboxRequest, timeoutMs: number): Promise<Reply>;
  /** The same for what it says by itself, once: that it is ready. */
  started(timeoutMs: number): Promise<Reply>;
  readonly isAlive: () => boolean;
  /** Ends it with all that it may have started. */
  end(): void;
}

export interface ChildSettings {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly memoryMiB: number;
}

/** Starts Node with those arguments, in a process group of its own and without a directory of ours. */
export function startSandboxChild({ args, environment, memoryMiB }: ChildSettings): SandboxChild {
  const isWindows = process.platform === 'win32';
  const child = spawn(process.execPath, args, {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: !isWindows,
    windowsHide: true,
  });
  const read = createFrameReader(MOST_SAID);
  let waiting: ((reply: Reply) => void) | undefined;
  let early: Reply | undefined;
  let death: string | undefined;
  let lastWords = '';

  function settle(reply: Reply): void {
    if (waiting === undefined) early ??= reply;
    else waiting(reply);
    waiting = undefined;
  }

  function die(reason: string): void {
    if (death !== undefined) return;
    death = reason;
    kill();
    settle({ kind: 'dead', reason });
  }

  function kill(): void {
    try {
      if (isWindows || child.pid === undefined) child.kill('SIGKILL');
      else process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      // It is gone already.
      if (errnoOf(error) !== 'ESRCH') throw error;
    }
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  }

  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (lastWords.length < MOST_LAST_WORDS) lastWords += text;
  });
  child.stdout.on('data', (piece: Buffer) => {
    const messages = read(piece);
    if (messages === undefined) return die('its process said what is no answer, or one of more than 256 MiB');
    for (const message of messages) settle({ kind: 'said', message });
  });
  // What fails on a pipe is told by how the process ends.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined);
  child.on('error', (error) => die(`its process cannot be started (${errnoOf(error) ?? error.message})`));
  child.on('close', (code, signal) => die(endOf(code, signal, lastWords, memoryMiB)));
  hold(child, false);

  function reply(timeoutMs: number): Promise<Reply> {
    if (death !== undefined) return Promise.resolve({ kind: 'dead', reason: death });
    if (early !== undefined) {
      const found = early;
      early = undefined;
      return Promise.resolve(found);
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => die(`it did not end within ${timeoutMs / 1000} s, and was ended`), timeoutMs);
      hold(child, true);
      waiting = (found) => {
        clearTimeout(timer);
        hold(child, false);
        resolve(found);
      };
    });
  }

  return {
    ask(request, timeoutMs) {
      // An answer to what was not asked yet is none.
      early = undefined;
      const frame = frameOf(request);
      const answered = reply(timeoutMs + Math.floor(frame.length / 1024 ** 2) * 1000);
      if (death === undefined) child.stdin.write(frame);
      return answered;
    },
    started: reply,
    isAlive: () => death === undefined,
    end: () => die('it was ended'),
  };
}

function hold(child: ChildProcessWithoutNullStreams, isHeld: boolean): void {
  for (const each of [child, child.stdin, child.stdout, child.stderr]) {
    if (each !== child && (!(each instanceof Socket) || each.destroyed)) continue;
    if (isHeld) each.ref();
    else each.unref();
  }
}

function endOf(code: number | null, signal: string | null, lastWords: string, memoryMiB: number): string {
  if (/heap out of memory|heap limit|out of memory/i.test(lastWords)) {
    return `it used more than ${memoryMiB} MiB of memory, and was ended`;
  }
  const how = signal ?? `exit code ${code}`;
  const [word = ''] = lastWords.split('\n').filter((line) => /\S/.test(line) && /Error|error/.test(line));
  return `its process ended unasked (${how})${word === '' ? '' : `: ${word.trim()}`}`;
}
