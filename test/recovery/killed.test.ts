import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { tellFigures } from '../support/figures.ts';
import { addFiles, newDirectory } from '../support/project.ts';
import { runNode } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';
import { sealed } from './table/subjects.ts';

// Kills the real command line at random moments while it repairs a large file, and repairs again.

const CLI = join(inject('dist'), 'cli.js');
const KILLS = process.env['STATEFIX_TORTURE'] === 'long' ? 200 : 25;
const ITEMS = 12_000;

const UNSEALED = `sha256:${'0'.repeat(64)}`;
const items = Array.from({ length: ITEMS }, (_, index) => `    {"id": ${1e6 + index}, "text": "some text of an item"}`);
/** Of version 1: the repair brings it forward, writes its record, sets the time and seals it. */
function healthyText(name: string): string {
  return sealed(`{
  "version": 1,
  "name": "${name}",
  "touchedAt": "2026-11-01T08:00:00Z",
  "items": [
${items.join(',\n')}
  ],
  "checksum": "${UNSEALED}"
}
`);
}

const HEALTHY = healthyText('in git');
const BESIDE = healthyText('in .bak');
const BROKEN = HEALTHY.slice(0, Math.floor(HEALTHY.length * 0.7));

const members = '"touchedAt": {"type": "string"}, "recovery": {"type": "object"}, "checksum": {"type": "string"}';
const PROJECT = {
  'statefix.config.yaml': `version: 1
kinds:
  app: { files: [state.json], checksum: /checksum, touched: /touchedAt, recovery: /recovery, mode: "0640" }
`,
  'schemas/app/1.schema.json': `{"type": "object", "required": ["name"], "properties": {"version": {"const": 1}, ${members}}}`,
  'schemas/app/2.schema.json': `{"type": "object", "required": ["title"], "properties": {"version": {"const": 2}, ${members}}}`,
  'migrations/app/2_title.mjs': 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n',
};

const root = newDirectory();
const target = join(root, 'state.json');
const counts = { killed: 0, late: 0, old: 0, new: 0, traces: 0, good: 0, undone: 0, torn: 0 };
/** What an undisturbed repair takes: from its start to its end, and from the first trace of it to its end. */
let durations = { run: 0, write: 0 };
/** What it ends at, by where it took the state from. */
const wanted = new Map<Place, string>();

type Place = 'bak' | 'git';

beforeAll(async () => {
  addFiles(root, { ...PROJECT, 'state.json:0640': HEALTHY });
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A Person', '-c', 'user.email=person@example.org', ...words], { cwd: root });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'healthy');
  for (const place of ['git', 'bak'] as const) {
    arrange(place);
    const start = performance.now();
    const seen = watchForTraces();
    expect(await repaired()).toMatchObject({ code: 0 });
    const end = performance.now();
    durations = { run: end - start, write: end - (await seen.first) };
    seen.stop();
    wanted.set(place, contentAside());
  }
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  const { run, write } = durations;
  const tried = `${counts.killed} kills of a repair of ${(HEALTHY.length / 1e6).toFixed(1)} MB, ${counts.traces} of them while it wrote`;
  tellFigures({
    harness: 'kill -9 at random moments of a repair',
    tried,
    bad: 2 * KILLS - counts.good - counts.undone,
    controls: [{ name: 'writes in place', bad: counts.torn }],
  });
  process.stdout.write(
    `killed repair: a run of ${run.toFixed(0)} ms, of which ${write.toFixed(0)} ms with files of its own; ${KILLS} kills at random moments: ` +
      `${counts.killed} hit, ${counts.late} came too late; ${counts.old} left the broken file, ${counts.new} the repaired one, ${counts.traces} with traces; ` +
      `the next repair ended alike ${counts.good} times, and was undone ${counts.undone} times\n`,
  );
});

/** The broken file, with a healthy one in git, and another one in the `.bak` where that is the place. */
function arrange(place: Place): void {
  for (const name of ['.statefix', 'state.json.bak', 'state.json', ...traces()]) {
    rmSync(join(root, name), { recursive: true, force: true });
  }
  addFiles(root, { 'state.json:0640': BROKEN });
  if (place === 'bak') addFiles(root, { 'state.json.bak:0640': BESIDE });
}

function repaired() {
  return runNode(CLI, ['repair', 'state.json'], { cwd: root });
}

/** The content without what a repair sets: its record, the time, the checksum over both. */
function contentAside(): string {
  return readFileSync(target, 'utf8').replace(/ {2}"(?:touchedAt|checksum|recovery)": (?:"[^"]*"|\{[^}]*\}),?\n/g, '');
}

/** The names of all that a run made beside the file. */
function traces(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--others', '-z', '--directory'], { cwd: root, encoding: 'utf8' });
  return listed.split('\0').filter((name) => /^(?:state\.json\.|\.tmp-)/.test(name) && name !== 'state.json.bak');
}

function keptBytes(): readonly string[] {
  return traces()
    .filter((name) => name.startsWith('state.json.corrupt-'))
    .map((name) => readFileSync(join(root, name), 'utf8'));
}

/** The moment at which the first file appears that was not there. */
function watchForTraces(): { readonly first: Promise<number>; readonly stop: () => void } {
  const watcher = watch(root);
  const first = new Promise<number>((resolve) => {
    watcher.once('change', () => resolve(performance.now()));
  });
  return { first, stop: () => watcher.close() };
}

/**
 * Starts a repair and kills it: at any moment of the run, or, every other time, at any moment since its first file has appeared. False where that came
 * too late.
 */
async function killedRepair(index: number): Promise<boolean> {
  const seen = watchForTraces();
  const child = spawn(process.execPath, [CLI, 'repair', 'state.json'], { cwd: root, stdio: 'ignore' });
  const ended = once(child, 'exit');
  if (index % 2 === 1) await Promise.race([seen.first, ended]);
  const most = index % 2 === 1 ? durations.write : durations.run * 1.05;
  await Promise.race([delay(Math.random() * most), ended]);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  seen.stop();
  counts[signal === 'SIGKILL' ? 'killed' : 'late'] += 1;
  return signal === 'SIGKILL';
}

describe.skipIf(isWindows)('a repair that is killed', () => {
  test.each(Array.from({ length: KILLS }, (_, index) => [index + 1]))(
    'kill %i leaves the broken file or the repaired one; the next repair ends alike, and undo brings the broken bytes back',
    async (index) => {
      const place = index % 4 < 2 ? 'bak' : 'git';
      do arrange(place);
      while (!(await killedRepair(index)));
      const found = readFileSync(target, 'utf8');
      if (found === BROKEN) counts.old += 1;
      else {
        counts.new += 1;
        expect(contentAside()).toBe(wanted.get(place));
        expect(keptBytes()).toContain(BROKEN);
      }
      if (traces().some((name) => !name.startsWith('state.json.corrupt-'))) counts.traces += 1;
      // What recovers from a kill may be killed as well.
      if (index % 5 === 0) await killedRepair(index + 1);

      expect(await repaired()).toMatchObject({ code: 0 });
      expect(contentAside()).toBe(wanted.get(place));
      expect(keptBytes()).toContain(BROKEN);
      expect(traces().filter((name) => !name.startsWith('state.json.corrupt-'))).toEqual([]);
      counts.good += 1;

      // Exit 1: an error remains, as what is back is broken.
      expect(await runNode(CLI, ['undo', 'state.json'], { cwd: root })).toMatchObject({ code: 1 });
      expect(readFileSync(target, 'utf8')).toBe(BROKEN);
      counts.undone += 1;
    },
  );

  test('was hit while it wrote, and not only before', () => {
    expect(counts.traces).toBeGreaterThan(KILLS / 10);
  });

  test('the same kills find out a repair that writes in place', async () => {
    const naive = `
      import { openSync, readFileSync, writeSync } from 'node:fs';
      const text = readFileSync('healthy.json', 'utf8');
      const fd = openSync('state.json', 'w');
      for (let at = 0; at < text.length; at += 1000) writeSync(fd, text.slice(at, at + 1000));
      console.log('done');`;
    writeFileSync(join(root, 'healthy.json'), HEALTHY);
    for (let attempt = 0; attempt < 20 && counts.torn === 0; attempt += 1) {
      arrange('git');
      const seen = watchForTraces();
      const child = spawn(process.execPath, ['--input-type=module', '-e', naive], { cwd: root, stdio: 'ignore' });
      const ended = once(child, 'exit');
      await Promise.race([seen.first, ended]);
      child.kill('SIGKILL');
      await ended;
      seen.stop();
      if (![BROKEN, HEALTHY].includes(readFileSync(target, 'utf8'))) counts.torn += 1;
    }
    expect(counts.torn).toBe(1);
  });
});
