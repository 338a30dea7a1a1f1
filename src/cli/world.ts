import type { Readable } from 'node:stream';

/** A stream that takes text and bytes, as `process.stdout` is one. */
export interface Sink {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(chunk: string | Uint8Array): boolean;
}

/** What an entry point hands to the command line of the process it lives in. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  readonly stdin: () => Readable;
  /** True where standard input is a terminal, which is told without opening it; where it is not given, nobody can be asked. */
  readonly isInputTerminal?: () => boolean;
  /** The result. */
  readonly stdout: Sink;
  /** The talk. */
  readonly stderr: Sink;
  /** The permission bits of a new file, by the umask. */
  readonly fileMode: number;
  /** The absolute folder that holds the built-in `schemas/` and `migrations/`. */
  readonly builtinRoot: string;
}

/** Does that stream want colour? `--no-color` wins, then FORCE_COLOR, then NO_COLOR, as in Node; else a terminal does. */
export function wantsColour(sink: Sink, env: World['env'], isForbidden: boolean): boolean {
  if (isForbidden) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return sink.isTTY === true && env['TERM'] !== 'dumb';
}

/** How wide help may be: as the terminal, within what reads well. */
export function columnsOf({ stdout }: World): number {
  return Math.min(100, Math.max(60, stdout.columns ?? 100));
}
