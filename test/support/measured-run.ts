import { spawn } from 'node:child_process';

/** What a process did, and what it took. */
export interface MeasuredRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From its start to its end, by the clock on the wall. */
  readonly ms: number;
  /** The most memory that it held at once; 0 where it died before it could tell. */
  readonly peakMiB: number;
}

export interface RunSettings {
  readonly cwd: string;
  /** The user and group to run as; ours by default. Only root can say another. */
  readonly uid?: number;
}

/**
 * Tells the peak on descriptor 3 at exit. `VmHWM` is of this very program: what `getrusage` gives begins, after a fork, with the memory of the parent.
 */
const TELL_PEAK = `data:text/javascript,${encodeURIComponent(`
import { readFileSync, writeSync } from 'node:fs';
process.on('exit', () => {
  let peak = process.resourceUsage().maxRSS;
  try {
    peak = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    // No /proc on this system.
  }
  writeSync(3, String(peak));
});
`)}`;

/** Runs `node file ...args` to its end, and measures it. A run that does not end within a minute is killed. */
export function measuredRun(file: string, args: readonly string[], { cwd, uid }: RunSettings): Promise<MeasuredRun> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', TELL_PEAK, file, ...args], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: cwd },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      timeout: 60_000,
      killSignal: 'SIGKILL',
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const texts = ['', '', '', ''];
    for (const fd of [1, 2, 3]) {
      child.stdio[fd]?.on('data', (chunk: Buffer) => {
        texts[fd] += chunk.toString('utf8');
      });
    }
    child.on('error', reject).on('close', (code, signal) => {
      const [, stdout = '', stderr = '', peak = ''] = texts;
      resolve({ code, signal, stdout, stderr, ms: performance.now() - start, peakMiB: Number(peak) / 1024 });
    });
  });
}
