import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { errnoOf } from '../../src/model/errors.ts';
import { aProject, type Files, newDirectory } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { arrange, dataOf, type Expected, faultsAfterwards, faultsIn, isSettled } from './faulty-command.ts';
import { PROJECT } from './scenarios.ts';

// A small disk of its own, with every amount of free space, and the real command line on it.

const CLI = join(inject('dist'), 'cli.js');
const BLOCK = 4096;
const TARGET = 'app.json';

/** Why there is no small disk to be had here; `undefined` where there is. */
const reason = mountable();
const project = aProject({
  ...PROJECT,
  'statefix.config.yaml':
    'version: 1\nkinds:\n  app: { files: [disk/data/app.json] }\n  within: { files: [disk/data/within.yaml], checksum: /checksum }\n',
});
const disk = join(project, 'disk');
const ballast = join(disk, 'ballast');
const lines: string[] = [];

beforeAll(() => {
  mkdirSync(disk);
  if (reason === undefined) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=320k,nr_inodes=64', 'tmpfs', disk]);
});
afterAll(() => {
  if (reason === undefined) execFileSync('umount', [disk]);
  rmSync(project, { recursive: true, force: true });
  const said = reason === undefined ? lines : [`skipped: ${reason}`];
  process.stdout.write(said.map((line) => `full disk: ${line}\n`).join(''));
});

function mountable(): string | undefined {
  if (process.platform !== 'linux') return `no tmpfs on ${process.platform}`;
  const directory = newDirectory();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], { stdio: 'pipe' });
    execFileSync('umount', [directory]);
    return undefined;
  } catch (error) {
    return `a tmpfs cannot be mounted here (${error instanceof Error ? error.message.split('\n')[0] : error})`;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** 48 KiB of state; its new version is a little longer. */
const ITEMS = Array.from({ length: 1500 }, (_, index) => `    "item ${String(index).padStart(4, '0')}: some text"`);
const V1 = `{\n  "version": 1,\n  "name": "x",\n  "items": [\n${ITEMS.join(',\n')}\n  ]\n}\n`;
const EDITED = `version: 2\ntitle: edited\nchecksum: sha256:0\nitems:\n${ITEMS.join('\n').replaceAll('    "', '  - "')}\n`;

interface Case {
  readonly command: 'migrate' | 'repair' | 'seal';
  readonly before: Files;
  readonly target: string;
}

const CASES: readonly Case[] = [
  { command: 'migrate', before: { [TARGET]: V1 }, target: TARGET },
  { command: 'repair', before: { [TARGET]: V1.slice(0, -500), [`${TARGET}.bak`]: V1 }, target: TARGET },
  { command: 'seal', before: { 'within.yaml': EDITED }, target: 'within.yaml' },
];

/** Takes all of the disk but so many blocks. */
function fillBlocks(free: number): void {
  const fd = openSync(ballast, 'w');
  const block = new Uint8Array(BLOCK);
  let size = 0;
  try {
    for (;;) size += writeSync(fd, block);
  } catch (error) {
    if (errnoOf(error) !== 'ENOSPC') throw error;
  }
  ftruncateSync(fd, Math.max(0, size - free * BLOCK));
  closeSync(fd);
}

/** Takes all names that the disk has room for but so many. */
function fillInodes(free: number): void {
  mkdirSync(ballast);
  let count = 0;
  try {
    for (; ; count += 1) writeFileSync(join(ballast, `${count}`), '');
  } catch (error) {
    if (errnoOf(error) !== 'ENOSPC') throw error;
  }
  for (const name of readdirSync(ballast).slice(0, free)) rmSync(join(ballast, name));
}

function empty(): void {
  rmSync(ballast, { recursive: true, force: true });
}

/** Runs a command, or what stands for it, and gives its exit code. */
type Act = (target: string) => Promise<number | string>;

function cli(command: string): Act {
  return async (target) => {
    const { code, stderr } = await runNode(CLI, [command, `disk/data/${target}`], { cwd: project });
    return code ?? stderr;
  };
}

async function expectedOf({ command, before, target }: Case): Promise<Expected> {
  arrange(disk, { before });
  const seen = dataOf(disk);
  expect(await cli(command)(target)).toBe(0);
  return { before: seen, after: dataOf(disk) };
}

/** With one amount of room after the other, from none to enough. */
async function sweep(
  { command, before, target }: Case,
  fill: (free: number) => void,
  act: Act,
): Promise<{ readonly exits: readonly (number | string)[]; readonly bad: readonly string[] }> {
  empty();
  const expected = await expectedOf({ command, before, target });
  const exits: (number | string)[] = [];
  const bad: string[] = [];
  for (let free = 0; free < 60 && exits.filter((exit) => exit === 0).length < 2; free += 1) {
    arrange(disk, { before });
    fill(free);
    const exit = await act(target);
    const found = dataOf(disk);
    empty();
    exits.push(exit);
    // As where an operation has failed: 0 or 3.
    const fault = { operation: 'write', path: disk };
    const faults = [...faultsIn({ targets: [target] }, expected, found, { exit, fault })];
    if (!isSettled(expected, found)) {
      const next = await cli(command)(target);
      faults.push(...faultsAfterwards(expected, dataOf(disk), next));
    }
    bad.push(...faults.map((each) => `${free} free: ${each}`));
  }
  return { exits, bad };
}

describe.skipIf(reason !== undefined).each(CASES)('$command', (each) => {
  test('with every amount of free space: the old file or the new one, exit 3 or 0, no litter', async () => {
    const { exits, bad } = await sweep(each, fillBlocks, cli(each.command));
    lines.push(`${each.command}, free space from 0 to ${(exits.length - 1) * 4} KiB: exits ${exits.join(' ')}`);
    expect(bad).toEqual([]);
    // What is written takes 48 KiB at least, so that the first steps had no room for it.
    expect(exits.filter((exit) => exit === 3).length).toBeGreaterThan(10);
    expect(exits.at(-1)).toBe(0);
  });

  test('with every number of free inodes, too', async () => {
    const { exits, bad } = await sweep(each, fillInodes, cli(each.command));
    lines.push(`${each.command}, free inodes from 0 to ${exits.length - 1}: exits ${exits.join(' ')}`);
    expect(bad).toEqual([]);
    expect(exits.filter((exit) => exit === 3).length).toBeGreaterThan(1);
    expect(exits.at(-1)).toBe(0);
  });
});

describe.skipIf(reason !== undefined)('a writer that truncates', () => {
  const [migration] = CASES;

  test('is found out', async () => {
    if (migration === undefined) throw new Error('there is no case');
    empty();
    const text = V1.replace('1', '2').replace('"name"', '"title"');
    const naive: Act = async (target) => {
      try {
        writeFileSync(join(disk, 'data', target), `${text}${' '.repeat(BLOCK)}`);
        return 0;
      } catch (error) {
        if (errnoOf(error) !== 'ENOSPC') throw error;
        return 3;
      }
    };
    const { bad } = await sweep(migration, fillBlocks, naive);
    expect(bad.some((each) => each.includes('neither old nor new'))).toBe(true);
  });
});
