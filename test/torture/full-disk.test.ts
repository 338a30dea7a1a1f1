import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { errnoOf } from '../../src/model/errors.ts';
import { tellFigures } from '../support/figures.ts';
import { addFiles, type Files, newDirectory } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { type Account, faultsOfAccount, faultsOfQuietStore, lostContents, pendingRecords, stateOf } from './books.ts';
import { arrange, dataOf, type Expected, faultsAfterwards, faultsIn, isSettled, type Seen } from './faulty-command.ts';
import { type KeptState, keepState, putStateBack } from './kept-state.ts';
import { PROJECT } from './scenarios.ts';

// A small disk of its own, with every amount of free space, and the real command line on it.

const CLI = join(inject('dist'), 'cli.js');
const isLong = process.env['STATEFIX_TORTURE'] === 'long';
const BLOCK = 4096;
const TARGET = 'app.json';

/** Why there is no small disk to be had here; `undefined` where there is. */
const reason = mountable();
const CONFIG =
  'version: 1\nkinds:\n  app: { files: [data/app*.json] }\n  within: { files: [data/within.yaml], checksum: /checksum }\n';
const disk = newDirectory();
const ballast = join(disk, 'ballast');
const lines: string[] = [];
const row = { amounts: 0, bad: 0, controls: [] as { name: string; bad: number }[] };

beforeAll(() => {
  if (reason === undefined) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=480k,nr_inodes=112', 'tmpfs', disk]);
  addFiles(disk, { ...PROJECT, 'statefix.config.yaml': CONFIG });
});
afterAll(() => {
  if (reason === undefined) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
  const said = reason === undefined ? lines : [`skipped: ${reason}`];
  process.stdout.write(said.map((line) => `full disk: ${line}\n`).join(''));
  const { amounts, bad, controls } = row;
  const tried = `${amounts} amounts of free space and inodes under ${CASES.length} commands`;
  if (reason === undefined) tellFigures({ harness: 'a full disk (tmpfs)', tried, bad, controls });
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
  readonly name: string;
  readonly before: Files;
  /** Command lines that come first, with room enough. */
  readonly prepare?: readonly (readonly string[])[];
  readonly command: readonly string[];
  readonly targets: readonly string[];
  readonly isSet?: true;
  /** Done again, it would bring the old state back. */
  readonly isReversible?: true;
  /** It changes backups alone, which is not to be seen beside the file. */
  readonly isBackup?: true;
  /** How many of the first steps have no room, at least: what is written takes so much. */
  readonly refused: number;
}

const LARGE = 'data/app.json';
const SET = ['app-a.json', 'app-b.json'];

const CASES: readonly Case[] = [
  { name: 'migrate', before: { [TARGET]: V1 }, command: ['migrate', LARGE], targets: [TARGET], refused: 10 },
  {
    name: 'repair',
    before: { [TARGET]: V1.slice(0, -500), [`${TARGET}.bak`]: V1 },
    command: ['repair', LARGE],
    targets: [TARGET],
    refused: 10,
  },
  {
    name: 'seal',
    before: { 'within.yaml': EDITED },
    command: ['seal', 'data/within.yaml'],
    targets: ['within.yaml'],
    refused: 10,
  },
  {
    name: 'migrate --atomic',
    before: { 'app-a.json': V1, 'app-b.json': V1 },
    command: ['migrate', '--atomic', ...SET.map((name) => `data/${name}`)],
    targets: SET,
    isSet: true,
    refused: 20,
  },
  {
    name: 'undo',
    before: { [TARGET]: V1 },
    prepare: [['migrate', LARGE]],
    command: ['undo', LARGE],
    targets: [TARGET],
    isReversible: true,
    refused: 10,
  },
  {
    name: 'undo of a set',
    before: { 'app-a.json': V1, 'app-b.json': V1 },
    prepare: [['migrate', '--atomic', ...SET.map((name) => `data/${name}`)]],
    command: ['undo'],
    targets: SET,
    isSet: true,
    isReversible: true,
    refused: 20,
  },
  {
    name: 'backup create',
    before: { [TARGET]: V1 },
    command: ['backup', 'create', LARGE],
    isBackup: true,
    targets: [TARGET],
    refused: 10,
  },
  {
    name: 'backup restore',
    before: { [TARGET]: V1 },
    prepare: [['migrate', LARGE]],
    command: ['backup', 'restore', LARGE],
    targets: [TARGET],
    isReversible: true,
    refused: 10,
  },
  {
    name: 'backup prune',
    before: { [TARGET]: V1 },
    prepare: [
      ['backup', 'create', LARGE],
      ['backup', 'create', LARGE],
    ],
    command: ['backup', 'prune', '--keep', '1', LARGE],
    isBackup: true,
    targets: [TARGET],
    refused: 0,
  },
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
type Act = () => Promise<number | string>;

function cli(args: readonly string[]): Act {
  return async () => {
    const { code, stderr } = await runNode(CLI, args, { cwd: disk });
    return code ?? stderr;
  };
}

interface Prepared {
  readonly kept: KeptState;
  readonly expected: Expected;
  readonly account: Account;
}

const STATE = ['data', '.statefix'];

async function prepared({ before, prepare = [], command, targets }: Case): Promise<Prepared> {
  empty();
  arrange(disk, { before });
  const paths = targets.map((target) => `data/${target}`);
  const account = { start: new Map(paths.map((path) => [path, stateOf(disk, path)])), edits: [] };
  for (const args of prepare) expect(await cli(args)()).toBe(0);
  const kept = keepState(disk, STATE);
  const seen = dataOf(disk);
  expect(await cli(command)()).toBe(0);
  return { kept, expected: { before: seen, after: dataOf(disk) }, account };
}

/** With one amount of room after the other, from none to enough. */
async function sweep(
  each: Case,
  fill: (free: number) => void,
  act: Act,
  step = 1,
): Promise<{ readonly exits: readonly (number | string)[]; readonly bad: readonly string[] }> {
  const { kept, expected, account } = await prepared(each);
  const exits: (number | string)[] = [];
  const bad: string[] = [];
  for (let free = 0; free < 90 && exits.filter((exit) => exit === 0).length < 2; free += step) {
    putStateBack(disk, STATE, kept);
    fill(free);
    const exit = await act();
    const found = dataOf(disk);
    empty();
    exits.push(exit);
    // As where an operation has failed: 0 or 3.
    const end = { exit, fault: { operation: 'write', path: disk }, isPending: pendingRecords(disk).length > 0 };
    const faults = [...faultsIn(each, expected, found, end), ...faultsOfAccount(disk, account)];
    faults.push(...(await faultsOfNext(each, expected, found)), ...faultsOfAccount(disk, account));
    faults.push(...faultsOfQuietStore(disk), ...lostContents(disk, account));
    bad.push(...faults.map((fault) => `${free} free: ${fault}`));
  }
  return { exits, bad };
}

async function faultsOfNext(
  { command, targets, isReversible, isBackup }: Case,
  expected: Expected,
  found: Seen,
): Promise<readonly string[]> {
  if (isReversible === true) await cli(['seal', ...targets.map((target) => `data/${target}`)])();
  const isNew = targets.every((target) => dataOf(disk).get(target) === expected.after.get(target));
  if (isReversible !== true && isBackup !== true && isSettled(expected, found) && pendingRecords(disk).length === 0)
    return [];
  const next = isReversible === true && isNew ? 0 : await cli(command)();
  return faultsAfterwards(expected, dataOf(disk), next);
}

describe.skipIf(reason !== undefined).each(CASES)('$name', (each) => {
  // The short form skips some amounts.
  const step = isLong ? 1 : each.prepare === undefined && each.isSet === undefined ? 6 : 12;

  test('with every amount of free space: the old file or the new one, exit 3 or 0, no litter', async () => {
    const { exits, bad } = await sweep(each, fillBlocks, cli(each.command), step);
    lines.push(`${each.name}, free space from 0 to ${(exits.length - 1) * step * 4} KiB: exits ${exits.join(' ')}`);
    row.amounts += exits.length;
    row.bad += bad.length;
    expect(bad).toEqual([]);
    // What is written takes 48 KiB a file at least, so that the first steps had no room for it.
    expect(exits.filter((exit) => exit === 3).length * step).toBeGreaterThanOrEqual(each.refused);
    expect(exits.at(-1)).toBe(0);
  });

  test('with every number of free inodes, too', async () => {
    const { exits, bad } = await sweep(each, fillInodes, cli(each.command), Math.min(step, 4));
    lines.push(
      `${each.name}, free inodes from 0 to ${(exits.length - 1) * Math.min(step, 4)}: exits ${exits.join(' ')}`,
    );
    row.amounts += exits.length;
    row.bad += bad.length;
    expect(bad).toEqual([]);
    expect(exits[0]).toBe(3);
    expect(exits.at(-1)).toBe(0);
  });
});

describe.skipIf(reason !== undefined)('a writer that truncates', () => {
  const [migration] = CASES;

  test('is found out', async () => {
    if (migration === undefined) throw new Error('there is no case');
    const text = V1.replace('1', '2').replace('"name"', '"title"');
    const naive: Act = async () => {
      try {
        writeFileSync(join(disk, 'data', TARGET), `${text}${' '.repeat(BLOCK)}`);
        return 0;
      } catch (error) {
        if (errnoOf(error) !== 'ENOSPC') throw error;
        return 3;
      }
    };
    const { bad } = await sweep(migration, fillBlocks, naive);
    row.controls.push({ name: 'truncates', bad: bad.length });
    expect(bad.some((each) => each.includes('neither old nor new'))).toBe(true);
  });
});
