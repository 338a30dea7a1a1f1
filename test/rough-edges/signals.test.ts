import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bundleScript } from '../support/bundle-script.ts';
import { addFiles, aProject, newDirectory } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';
import { auditOf, BROKEN, faultsOf, projectFiles, SET, stateOf, V1, V2 } from './project.ts';

// Real signals to the real command line, before its file operations. On Windows `kill` ends a process at once, whatever it listens for.

const CLI = join(inject('dist'), 'cli.js');
const EXITS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const SIGNALS = Object.keys(EXITS) as (keyof typeof EXITS)[];

/** So many moments of each command; all of them where there is time. */
const MOMENTS = process.env['STATEFIX_TORTURE'] === 'long' ? Number.POSITIVE_INFINITY : 12;

let preload = '';
beforeAll(async () => {
  preload = await bundleScript(resolve(import.meta.dirname, 'signal-at.ts'));
});

const home = newDirectory();
const seen = { signals: 0, old: 0, new: 0 };
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  process.stdout.write(`signals: ${seen.signals} moments, ${seen.old} ended old, ${seen.new} new\n`);
});

interface Scenario {
  readonly name: string;
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** Run first, to its end. */
  readonly first?: readonly string[];
  readonly targets: readonly string[];
}

const OLD_SET = Object.fromEntries(SET.map((name) => [name, V1]));
const SCENARIOS: readonly Scenario[] = [
  { name: 'migrate --atomic', args: ['migrate', '--atomic', ...SET], files: OLD_SET, targets: SET },
  { name: 'repair', args: ['repair', 'a.json'], files: { 'a.json': BROKEN, 'a.json.bak': V2 }, targets: ['a.json'] },
  { name: 'undo of a set', args: ['undo'], files: OLD_SET, first: ['migrate', '--atomic', ...SET], targets: SET },
];

function arrange({ files, first, name }: Scenario): Promise<string> {
  return ready(join(home, `ready ${name}`), { ...projectFiles(), ...files }, first);
}

async function ready(root: string, files: Readonly<Record<string, string | Uint8Array>>, first?: readonly string[]) {
  addFiles(root, files);
  if (first !== undefined) expect((await runNode(CLI, first, { cwd: root })).code).toBe(0);
  return root;
}

/** The command, with the signal before its operation of that number; 0 for none. */
async function interrupted(from: string, args: readonly string[], signal: string, at: number, again = 0) {
  const root = join(home, 'run');
  rmSync(root, { recursive: true, force: true });
  // Times and inodes are others than in the original, as nothing here depends on them.
  cpSync(from, root, { recursive: true });
  const count = join(home, 'count');
  rmSync(count, { force: true });
  const env = {
    NODE_OPTIONS: `--import ${preload}`,
    SIGNAL: signal,
    AT: `${at}`,
    ROOT: root,
    COUNT: count,
    AGAIN: `${again}`,
  };
  const result = await runNode(CLI, args, { cwd: root, env });
  return { root, ...result, operations: existsSync(count) ? Number(readFileSync(count, 'utf8')) : 0 };
}

function states(root: string, targets: readonly string[]): string {
  return targets.map((name) => stateOf(root, name)).join('\n');
}

describe.skipIf(isWindows).each(SCENARIOS)('$name', (scenario) => {
  const { args, targets } = scenario;

  test('interrupted at any moment is whole, old or new, recorded where new, and leaves nothing beside', async () => {
    const from = await arrange(scenario);
    const old = states(from, targets);
    const whole = await interrupted(from, args, 'SIGINT', 0);
    expect([whole.code, whole.stderr]).toEqual([0, '']);
    const done = states(whole.root, targets);
    const lines = auditOf(from).length;
    expect(done).not.toBe(old);
    const step = Math.max(1, Math.floor(whole.operations / MOMENTS));
    const ends = new Set<string>();
    for (let at = 1; at <= whole.operations; at += step) {
      const signal = SIGNALS[at % SIGNALS.length] ?? 'SIGINT';
      const { root, code, stderr } = await interrupted(from, args, signal, at);
      const found = states(root, targets);
      const where = `${signal} before operation ${at} of ${whole.operations}`;
      expect([old, done], where).toContain(found);
      expect(faultsOf(root), where).toEqual([]);
      expect(auditOf(root).length, where).toBe(found === done ? lines + 1 : lines);
      expect(code, where).toBe(EXITS[signal]);
      expect(stderr, where).toContain(`statefix: interrupted by ${signal}; every file is whole\n`);
      ends.add(found === done ? 'new' : 'old');
      seen.signals += 1;
      seen[found === done ? 'new' : 'old'] += 1;
    }
    expect([...ends].sort()).toEqual(['new', 'old']);
  });

  test('interrupted a second and a third time goes on as after the first', async () => {
    const from = await arrange({ ...scenario, name: `${scenario.name} again` });
    const { root, code } = await interrupted(from, args, 'SIGTERM', 20, 20);
    expect(code).toBe(143);
    expect(faultsOf(root)).toEqual([]);
  });
});

test.skipIf(isWindows)('the harness sees what a program leaves that a signal kills', async () => {
  const from = await ready(join(home, 'control'), { ...projectFiles(), ...OLD_SET });
  const { operations } = await interrupted(from, ['migrate', '--atomic', ...SET], 'SIGKILL', 0);
  const { root } = await interrupted(from, ['migrate', '--atomic', ...SET], 'SIGKILL', Math.floor(operations * 0.6));
  expect(faultsOf(root)).not.toEqual([]);
});

describe.skipIf(isWindows)('while it waits for a lock', () => {
  let holdLock = '';
  beforeAll(async () => {
    holdLock = await bundleScript(resolve(import.meta.dirname, '../support/scripts/hold-lock.ts'));
  });

  test.each(SIGNALS)('%s ends it at once, and its registration as waiter goes', async (signal) => {
    const root = aProject({ ...projectFiles(), ...OLD_SET });
    const holder = spawn(process.execPath, [holdLock, join(root, 'b.json')], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((done) => holder.stdout.once('data', done));
    const child = spawn(process.execPath, [CLI, 'migrate', '--atomic', ...SET, '--lock-timeout', '10m'], { cwd: root });
    try {
      while (!readdirSync(root).some((name) => name.startsWith('b.json.lock.wait.'))) await pause(20);
      child.kill(signal);
      expect(await exitOf(child)).toBe(EXITS[signal]);
      const left = faultsOf(root).filter((each) => !/left: (?:b\.json\.lock|\.tmp-[0-9a-f]{8}(?:\/lock)?)$/.test(each));
      expect(left).toEqual([]);
      expect(readdirSync(root).filter((name) => name.startsWith('.tmp-'))).toHaveLength(1);
      expect(SET.map((name) => stateOf(root, name).slice(4))).toEqual([V1, V1, V1]);
    } finally {
      holder.kill('SIGKILL');
    }
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/** As a shell sees it: while Node takes itself down, after the last of our code, a further signal ends it with the same code. */
function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((done) =>
    child.on('close', (code, signal) => done(signal === null ? (code ?? 0) : 128 + constants.signals[signal])),
  );
}
