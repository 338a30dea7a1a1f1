import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { tellFigures } from '../support/figures.ts';
import { addFiles, aProject, namesIn } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { PROJECT } from './scenarios.ts';

// Kills the real command line at random moments while it migrates a large file.

const CLI = join(inject('dist'), 'cli.js');
const KILLS = process.env['STATEFIX_TORTURE'] === 'long' ? 200 : 40;
const SIZE = 5_000_000;

const root = aProject(PROJECT);
const data = join(root, 'data');
const target = join(data, 'app.json');
const counts = { killed: 0, 'too late': 0, old: 0, new: 0, litter: 0, good: 0, torn: 0 };

/** What a migration takes here: from its start to its end, and from the first file it makes to its end. */
let durations = { run: 0, write: 0 };
let digests = { old: '', new: '' };

beforeAll(async () => {
  const items = Array.from(
    { length: SIZE / 50 },
    (_, index) => `    {"id": ${1e6 + index}, "text": "some text of an item"}`,
  );
  addFiles(root, { 'old.json': `{\n  "version": 1,\n  "name": "x",\n  "items": [\n${items.join(',\n')}\n  ]\n}\n` });
  digests = { ...digests, old: digestOf(join(root, 'old.json')) };
  arrange();
  const start = performance.now();
  const seen = watchForTraces();
  const { code } = await runNode(CLI, ['migrate', 'data/app.json'], { cwd: root });
  expect(code).toBe(0);
  const end = performance.now();
  durations = { run: end - start, write: end - (await seen.first) };
  seen.stop();
  digests = { ...digests, new: digestOf(target) };
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  const { run, write } = durations;
  const tried = `${counts.killed} kills of a migration of 5 MB, ${counts.litter} of them while it wrote`;
  const bad = KILLS - counts.good;
  tellFigures({
    harness: 'kill -9 at random moments',
    tried,
    bad,
    controls: [{ name: 'truncates', bad: counts.torn }],
  });
  process.stdout.write(
    `kill: a run of ${run.toFixed(0)} ms, of which ${write.toFixed(0)} ms with files of its own; ${KILLS} kills at random moments: ` +
      `${counts.killed} hit, ${counts['too late']} came too late; ${counts.old} ended old, ${counts.new} new, ${counts.litter} with traces before the next run\n`,
  );
});

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function arrange(): void {
  rmSync(data, { recursive: true, force: true });
  addFiles(root, { 'data/.keep': '' });
  copyFileSync(join(root, 'old.json'), target);
  chmodSync(target, 0o600);
}

/** The moment at which the first file appears that was not there. */
function watchForTraces(): { readonly first: Promise<number>; readonly stop: () => void } {
  const watcher = watch(data);
  const first = new Promise<number>((resolve) => {
    watcher.once('change', () => resolve(performance.now()));
  });
  return { first, stop: () => watcher.close() };
}

/** Starts a migration and kills it: at any moment of the run, or, every other time, at any moment since its first file has appeared. */
async function killedRun(index: number): Promise<NodeJS.Signals | null> {
  const seen = watchForTraces();
  const child = spawn(process.execPath, [CLI, 'migrate', 'data/app.json'], { cwd: root, stdio: 'ignore' });
  const ended = once(child, 'exit');
  if (index % 2 === 0) await Promise.race([delay(Math.random() * durations.run * 1.05), ended]);
  else {
    await Promise.race([seen.first, ended]);
    await Promise.race([delay(Math.random() * durations.write), ended]);
  }
  child.kill('SIGKILL');
  const [, signal] = await ended;
  seen.stop();
  return signal;
}

describe.skipIf(process.platform === 'win32')('a migration of 5 MB', () => {
  test.each(Array.from({ length: KILLS }, (_, index) => [index + 1]))(
    'kill %i leaves the old file or the new one, and the next run succeeds and clears',
    async (index) => {
      arrange();
      const signal = await killedRun(index);
      counts[signal === 'SIGKILL' ? 'killed' : 'too late'] += 1;
      const found = digestOf(target);
      expect([digests.old, digests.new]).toContain(found);
      counts[found === digests.old ? 'old' : 'new'] += 1;
      const traces = namesIn(data).filter((name) => !['.keep', 'app.json', 'app.json.bak'].includes(name));
      if (traces.length > 0) counts.litter += 1;
      if (found === digests.new) expect(digestOf(`${target}.bak`)).toBe(digests.old);

      const { code, stderr } = await runNode(CLI, ['migrate', 'data/app.json'], { cwd: root });
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(digestOf(target)).toBe(digests.new);
      expect(digestOf(`${target}.bak`)).toBe(digests.old);
      expect(readdirSync(data).sort()).toEqual(['.keep', 'app.json', 'app.json.bak']);
      counts.good += 1;
    },
  );

  test('was hit while it wrote, and not only before', () => {
    expect(counts.litter).toBeGreaterThan(KILLS / 10);
  });

  test('the same kills find out a writer that truncates', async () => {
    const naive = `
      import { openSync, readFileSync, writeSync } from 'node:fs';
      const text = readFileSync('data/app.json', 'utf8').replace('1', '2').replace('name', 'title');
      const fd = openSync('data/app.json', 'w');
      for (let at = 0; at < text.length; at += 1000) writeSync(fd, text.slice(at, at + 1000));
      console.log('done');`;
    const text = readFileSync(join(root, 'old.json'), 'utf8').replace('1', '2').replace('name', 'title');
    const whole = [digests.old, createHash('sha256').update(text).digest('hex')];
    for (let attempt = 0; attempt < 20 && counts.torn === 0; attempt += 1) {
      arrange();
      const seen = watchForTraces();
      const child = spawn(process.execPath, ['--input-type=module', '-e', naive], { cwd: root, stdio: 'ignore' });
      const ended = once(child, 'exit');
      await Promise.race([seen.first, ended]);
      child.kill('SIGKILL');
      await ended;
      seen.stop();
      if (!whole.includes(digestOf(target))) counts.torn += 1;
    }
    expect(counts.torn).toBe(1);
  });
});
