import { startGit } from './child.ts';
import type { GitProgram } from './program.ts';

/** What git said, all of it, or why it failed, as a clause. */
export type GitAnswer =
  | { readonly kind: 'answer'; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly reason: string };

/** Asks git one thing in that directory, and waits for its end. Never rejects for what git says; rejects with the reason of an aborted signal. */
export async function answerOf(
  program: GitProgram,
  directory: string,
  args: readonly string[],
  signal: AbortSignal,
  input: Uint8Array = new Uint8Array(),
): Promise<GitAnswer> {
  const child = startGit(program, directory, args, signal);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.hold(true);
  child.stdin.end(input);
  const reason = await child.ended;
  signal.throwIfAborted();
  return reason === undefined ? { kind: 'answer', bytes: Buffer.concat(chunks) } : { kind: 'failed', reason };
}

/** The pieces of an answer that end with NUL. Names that are not UTF-8 come out as Node tells them of a directory. */
export function piecesOf(bytes: Buffer): readonly string[] {
  const pieces = bytes.toString('utf8').split('\0');
  return pieces.slice(0, -1);
}
