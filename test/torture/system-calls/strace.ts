import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What is made of one system call: an error in place of the call, or a kill in front of it. */
export type CallFault = 'SIGKILL' | 'EIO' | 'ENOSPC' | 'EINTR';

/** One system call about files, as a thread entered it. */
export interface SystemCall {
  /** 0 where only the main thread was watched. */
  readonly thread: number;
  readonly name: string;
  /** Absolute, in the order of the arguments; of a descriptor the path that it was opened by, or `stdout` and `stderr`. */
  readonly paths: readonly string[];
  readonly isInjected: boolean;
}

export interface TracedRun {
  readonly exit: number | NodeJS.Signals;
  /** Of stdout and stderr. */
  readonly output: string;
  /** In the order in which they were entered; the first one is of the main thread. */
  readonly calls: readonly SystemCall[];
}

/** Which call to fail: the `nth` of that name, from 1, that a thread enters. */
export interface Aim {
  readonly name: string;
  readonly nth: number;
  /** Count only calls about this path, in every thread by itself; else all of the main thread, where no other is watched. */
  readonly path: string | undefined;
}

export interface TraceSettings {
  readonly cwd: string;
  /** A directory beside it for the log of strace, and as home of the command: nothing of it is in the project. */
  readonly aside: string;
  readonly inject?: Aim & { readonly fault: CallFault };
}

// Those that this architecture does not have are passed over: that is what the question mark asks for.
const FILE_SYSTEM_CALLS = [
  ...[
    'open',
    'openat',
    'openat2',
    'creat',
    'close',
    'read',
    'readv',
    'pread64',
    'preadv',
    'write',
    'writev',
    'pwrite64',
  ],
  ...['pwritev', 'ftruncate', 'truncate', 'fallocate', 'copy_file_range', 'sendfile', 'fsync', 'fdatasync', 'syncfs'],
  ...['stat', 'lstat', 'fstat', 'statx', 'newfstatat', 'statfs', 'fstatfs', 'access', 'faccessat', 'faccessat2'],
  ...['chmod', 'fchmod', 'fchmodat', 'chown', 'lchown', 'fchown', 'fchownat', 'utimensat', 'link', 'linkat', 'symlink'],
  ...['symlinkat', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'mkdir', 'mkdirat', 'rmdir', 'getdents64'],
  ...['readlink', 'readlinkat'],
];

/** A run takes a third of a second; one that takes this long hangs. */
const TIMEOUT = 60_000;

/** Why system calls cannot be traced here; `undefined` where they can. */
export function whyNoTrace(): string | undefined {
  if (process.platform !== 'linux') return `strace is of Linux, and this is ${process.platform}`;
  const { error, status, stderr } = spawnSync(
    'strace',
    [...QUIET, '-f', '--seccomp-bpf', '-e', 'trace=openat', '-o', '/dev/null', 'true'],
    {
      encoding: 'utf8',
    },
  );
  if (error !== undefined) return 'there is no strace; run: bash scripts/install-strace.sh';
  return status === 0 ? undefined : `strace cannot trace here: ${stderr.trim()}`;
}

const QUIET = ['-qq', '-y', '-a1', '-s0', '-e', 'signal=none', '-e', 'verbose=none'];

/** Runs a command to its end under strace, with one fault at most, and tells the calls about files that it made. One that hangs is killed. */
export function trace(command: readonly string[], { cwd, aside, inject }: TraceSettings): Promise<TracedRun> {
  const log = join(aside, 'strace.log');
  return new Promise((done, fail) => {
    const child = spawn('strace', [...QUIET, '-o', log, ...selection(inject), ...command], {
      cwd,
      // One thread for what Node does aside, so that the same calls come in the same order.
      env: { PATH: process.env['PATH'], HOME: aside, UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: to kill strace alone would set free what it traces.
      detached: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const timer = setTimeout(() => {
      output += `\nkilled after ${TIMEOUT} ms`;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, TIMEOUT);
    child.on('error', fail).on('close', (code, signal) => {
      clearTimeout(timer);
      const calls = callsIn(readFileSync(log, 'utf8'), cwd);
      rmSync(log);
      done({ exit: code ?? signal ?? 'SIGKILL', output, calls });
    });
  });
}

function selection(inject: TraceSettings['inject']): readonly string[] {
  if (inject === undefined) {
    return ['-f', '--seccomp-bpf', '-e', `trace=${FILE_SYSTEM_CALLS.map((name) => `?${name}`).join(',')}`];
  }
  const { name, nth, path, fault } = inject;
  const effect = fault === 'SIGKILL' ? 'signal=SIGKILL' : `error=${fault}`;
  return [
    ...(path === undefined ? [] : ['-f', '-P', path]),
    // Where only the wanted calls stop, the run is twice as fast; but no signal can be sent from there.
    ...(path !== undefined && fault !== 'SIGKILL' ? ['--seccomp-bpf'] : []),
    ...['-e', `trace=${name}`, '-e', `inject=${name}:${effect}:when=${nth}`],
  ];
}

function callsIn(log: string, cwd: string): readonly SystemCall[] {
  const calls: SystemCall[] = [];
  const unfinished = new Map<number, number>();
  for (const line of log.split('\n')) {
    const [, pid, name, rest = '', resumed] = /^(?:(\d+) +)?(?:(\w+)\((.*)|<\.\.\. \w+ resumed>(.*))$/.exec(line) ?? [];
    const thread = Number(pid ?? 0);
    const isInjected = line.endsWith('(INJECTED)');
    if (name !== undefined) {
      unfinished.set(thread, calls.length);
      const [args = ''] = rest.split(/\) += /);
      calls.push({ thread, name, paths: pathsIn(args, cwd), isInjected });
    } else if (resumed !== undefined && isInjected) {
      const index = unfinished.get(thread) ?? -1;
      const call = calls[index];
      if (call !== undefined) calls[index] = { ...call, isInjected };
    }
  }
  return calls;
}

/** Data are not shown, so that all quoted text is a path. Pipes, sockets and the like have none. */
function pathsIn(args: string, cwd: string): readonly string[] {
  const found = args.replaceAll(/AT_FDCWD<[^>]*>/g, '').matchAll(/(?:^|[ ,(])([0-9]+)<([^>]*)>|"([^"]+)"/g);
  return [...found].flatMap(([, fd, opened = '', named]) => {
    if (named !== undefined) return [resolve(cwd, named)];
    if (opened.startsWith('/') && !opened.startsWith('/dev/')) return [opened.replace(/ ?\(deleted\)$/, '')];
    return fd === '1' ? ['stdout'] : fd === '2' ? ['stderr'] : [];
  });
}
