import { EventEmitter } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.ts';
import type { Fence } from './fences.ts';

const root = resolve(import.meta.dirname, '../..');

/** Writes the blocks that carry a file name into a folder. */
export function writeFences(folder: string, fences: readonly Fence[]): void {
  for (const { name, text } of fences) {
    if (name === undefined) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Runs the command line in a folder; `words` are what stands behind `statefix`. */
export async function runIn(
  folder: string,
  words: readonly string[],
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const stdout = sink();
  const stderr = sink();
  const world = {
    env: { PATH: process.env['PATH'] },
    cwd: folder,
    stdin: () => Readable.from([]),
    stdout,
    stderr,
    fileMode: 0o644,
    builtinRoot: root,
  };
  const exitCode = await runCli(words, world, new EventEmitter());
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function sink() {
  const chunks: Uint8Array[] = [];
  return {
    write(chunk: string | Uint8Array) {
      chunks.push(Buffer.from(chunk));
      return true;
    },
    text: () => Buffer.concat(chunks).toString(),
  };
}
