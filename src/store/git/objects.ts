import { type GitChild, startGit } from './child.ts';
import { NO_GIT } from './failure.ts';
import { createReply, type GitObject, type Reply } from './object-reply.ts';
import type { GitProgram } from './program.ts';

/** A repository in which an object cannot be had without git ending is damaged or partial; so often it may. */
const MOST_FAILURES = 20;
/** Of a larger object that nobody wants the rest is not waited for, in bytes: git is ended, and started again for the next. */
const MOST_LET_GO = 16 * 1024 * 1024;
/** How long git stays for a read that comes after the end, in milliseconds. */
const LINGER = 250;

/** Reads objects of a repository. */
export interface GitObjects {
  /**
   * An object by any name that git knows, such as a full id, `HEAD^{commit}` or `:0:./state.json`. One of more than `limit` bytes is told
   * by its size, and never held in memory. Reads follow one another. Never rejects for what the repository holds.
   */
  read(name: string, limit: number): Promise<GitObject>;
  /** Ends git. A read that comes later starts it again, for a short time. */
  close(): Promise<void>;
}

/** Where and how a repository is read. */
export interface GitPlace {
  /** `undefined`: there is none. */
  readonly program: GitProgram | undefined;
  /** An absolute directory, from which git finds the repository and to which names with `./` are relative. */
  readonly directory: string;
  /** What ends a name that is asked for: NUL only where one holds a line break, since git knows that from 2.38 on. */
  readonly separator: '\n' | '\0';
  readonly signal: AbortSignal;
}

/** Objects of the repository around that directory, read by one git that is started at the first read and stays. */
export function createGitObjects({ program, directory, separator, signal }: GitPlace): GitObjects {
  let child: GitChild | undefined;
  let reply: Reply | undefined;
  let failures = 0;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function started(of: GitProgram): GitChild {
    if (child !== undefined) return child;
    const running = startGit(of, directory, ['cat-file', '--batch', ...(separator === '\0' ? ['-z'] : [])], signal);
    child = running;
    running.stdout.on('data', (chunk: Buffer) => reply?.take(chunk));
    running.ended.then((reason) => {
      child = undefined;
      if (reply === undefined) return;
      failures += 1;
      reply.fail(signal.aborted ? 'the search was stopped' : (reason ?? 'git ended unexpectedly'));
    });
    return running;
  }

  async function ask(name: string, limit: number): Promise<GitObject> {
    if (program === undefined) return { kind: 'failed', reason: NO_GIT };
    if (signal.aborted) return { kind: 'failed', reason: 'the search was stopped' };
    if (failures >= MOST_FAILURES) return { kind: 'failed', reason: 'git ended too often' };
    clearTimeout(timer);
    const running = started(program);
    const { stdin, hold } = running;
    hold(true);
    const answer = await new Promise<GitObject>((resolve) => {
      reply = createReply(name, { limit, mostLetGo: MOST_LET_GO }, resolve);
      stdin.write(name + separator);
    });
    reply = undefined;
    hold(false);
    if (answer.kind === 'too-large' && answer.size > MOST_LET_GO) await running.end();
    if (isClosed) timer = setTimeout(rest, LINGER).unref();
    return answer;
  }

  /** In its turn, so that no read meets a git that is about to end. */
  function rest(): Promise<unknown> {
    last = last.then(() => child?.end());
    return last;
  }

  return {
    read(name, limit) {
      const answer = last.then(() => ask(name, limit));
      last = answer;
      return answer;
    },
    async close() {
      isClosed = true;
      await rest();
    },
  };
}
