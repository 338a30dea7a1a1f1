import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bundleScript } from '../support/bundle-script.ts';
import { tellFigures } from '../support/figures.ts';
import { addFiles } from '../support/project.ts';
import type { ForeignResult } from '../support/scripts/foreign-writer.ts';
import type { MigratorResult, Span } from '../support/scripts/migrate-loop.ts';
import { PROJECT } from './scenarios.ts';

// A program that knows nothing of our lock writes a state file in a loop, and migrate runs on the same file in a loop. Where it writes in place, nothing of it
// is ever lost: the inode that it writes to keeps a name in the backups. Where it renames, what it puts there between our last look and our rename is
// replaced unseen: no system call that Node has could tell. Anything else that it acknowledged must be there, or have been migrated, or be in a backup.

const MS = process.env['STATEFIX_TORTURE'] === 'long' ? 30_000 : 4000;
const LIBRARY = join(inject('dist'), 'index.js');
const lines: string[] = [];
const unseen: Record<string, { readonly tried: number; readonly bad: number }> = {};
let scripts = { foreignWriter: '', migrateLoop: '' };

beforeAll(async () => {
  const script = (name: string) => bundleScript(resolve(import.meta.dirname, `../support/scripts/${name}.ts`));
  scripts = { foreignWriter: await script('foreign-writer'), migrateLoop: await script('migrate-loop') };
});

afterAll(() => {
  process.stdout.write(lines.join(''));
  const [inPlace, renaming, naive] = ['in place', 'rename', 'naive'].map(
    (name) => unseen[name] ?? { tried: 0, bad: 0 },
  );
  if (inPlace === undefined || renaming === undefined || naive === undefined) return;
  tellFigures({
    harness: 'foreign writer against migrate',
    tried: `${inPlace.tried} contents written in place, ${renaming.tried} by a rename`,
    bad: inPlace.bad + renaming.bad,
    controls: [{ name: 'a migrator that does not look again', ...naive }],
  });
});

interface Duel {
  readonly foreign: ForeignResult;
  readonly ours: MigratorResult;
  /** Contents that are lost and did not come between our last look and our rename. */
  readonly bad: readonly Span[];
}

async function duel(style: 'rename' | 'in place', migrator: string): Promise<Duel> {
  const root = realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'statefix-foreign-')));
  try {
    addFiles(root, { ...PROJECT, 'data/app.json:0600': '{"version": 1, "name": "x", "number": 0}\n' });
    const [path, stop] = [join(root, 'data/app.json'), join(root, 'stop')];
    const results = Promise.all([
      resultOf<ForeignResult>(scripts.foreignWriter, path, style, stop, '20'),
      resultOf<MigratorResult>(scripts.migrateLoop, path, stop, migrator),
    ]);
    await Promise.race([delay(MS), results]);
    writeFileSync(stop, '');
    const [foreign, ours] = await results;
    const isExplained = (lost: Span) => ours.windows.some((each) => each.from <= lost.to && lost.from <= each.to);
    return { foreign, ours, bad: foreign.lost.filter((lost) => !isExplained(lost)) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function resultOf<Result>(script: string, ...args: readonly string[]): Promise<Result> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ended with exit code ${code}`);
  return JSON.parse(text);
}

function tell(name: string, { foreign, ours, bad }: Duel): void {
  const { written, migrated, kept, lost } = foreign;
  const lengths = ours.windows.map(({ from, to }) => to - from).toSorted((one, other) => one - other);
  const outcomes = Object.entries(ours.outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  unseen[name] = { tried: written, bad: bad.length };
  lines.push(
    `foreign writer, ${name}: ${written} contents acknowledged, ${migrated} found migrated, ${kept} replaced unseen and kept in a backup, ` +
      `lost: ${lost.length - bad.length} in the window, ${bad.length} outside of it; ${outcomes.join(', ')}; ` +
      `the window: ${ours.operations} operations, ${lengths[lengths.length >> 1]} µs at the median, ${lengths.at(-1)} µs at most\n`,
  );
}

describe.skipIf(process.platform === 'win32')('a program that writes without the lock, against migrate', () => {
  test('loses nothing that it wrote in place', async () => {
    const result = await duel('in place', LIBRARY);
    tell('in place', result);
    expect(result.foreign.lost).toEqual([]);
    expect(result.foreign.migrated).toBeGreaterThan(0);
    expect(Object.keys(result.ours.outcomes)).toContain('applied');
  });

  test('loses of what it renamed nothing but what came between the last look and the rename', async () => {
    const result = await duel('rename', LIBRARY);
    tell('rename', result);
    expect(result.bad).toEqual([]);
    expect(result.foreign.migrated).toBeGreaterThan(0);
    expect(Object.keys(result.ours.outcomes)).toContain('applied');
  });

  test('control: loses more to a migrator that does not look again', async () => {
    const result = await duel('rename', 'naive');
    tell('naive', result);
    expect(result.bad.length).toBeGreaterThan(0);
  });
});
