import { spawn } from 'node:child_process';

/** What a process did. */
export interface Spawned {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnSettings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What it finds on standard input; nothing by default. */
  readonly input?: string;
}

/** Runs `node file ...args` to its end. Of our environment it gets the path alone, so that a terminal or a CI around the tests changes nothing. */
export function runNode(file: string, args: readonly string[], settings: SpawnSettings): Promise<Spawned> {
  return runProgram(process.execPath, [file, ...args], settings);
}

/** The same for any program, by its path. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = {}, input = '' }: SpawnSettings,
): Promise<Spawned> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    });
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.stderr += text;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, ...texts }));
    // A process that reads nothing may be gone before we wrote.
    child.stdin.on('error', () => undefined).end(input);
  });
}
