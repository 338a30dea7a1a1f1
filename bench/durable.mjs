// The cost of durability, on the disk that the temp folder is on: an atomic write and a whole change against a bare write, sync, rename and directory sync;
// the syncs of a whole change; an uncontended lock; how long each of sixteen writers waits.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { CLI, tell } from './measure.mjs';

const ROUNDS = 400;
const WRITERS = 16;
const HERE = dirname(fileURLToPath(import.meta.url));
const folder = realpathSync.native(mkdtempSync(join(process.env['STATEFIX_BENCH_DIR'] ?? tmpdir(), 'statefix-bench-')));

try {
  const script = join(folder, 'store.mjs');
  const build = await rolldown({ input: resolve(HERE, 'durable-store.ts'), platform: 'node', logLevel: 'silent' });
  await build.write({ file: script, format: 'esm' });
  await build.close();
  /** @type {typeof import('./durable-store.ts')} */
  const store = await import(pathToFileURL(script).href);
  console.log(`Node ${process.version}, file system of the folder: ${fileSystem(folder)}`);
  await writes(store);
  await locks(store, script);
  syncs();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {typeof import('./durable-store.ts')} store */
async function writes(store) {
  const files = ['bare', 'atomic', 'lone', 'project'].map((name) => join(folder, name, 'state.json'));
  const [bare = '', atomic = '', lone = '', project = ''] = files;
  for (const file of files) {
    mkdirSync(dirname(file));
    writeFileSync(file, '0');
  }
  const root = dirname(project);
  const times = await store.timesInTurn(
    {
      bare: (round) => store.bareWrite(bare, content(round)),
      atomic: (round) => store.writeAtomically(atomic, content(round)),
      lone: (round) => store.changeOnce(lone, content(round), undefined),
      project: (round) => store.changeOnce(project, content(round), { root, directory: join(root, '.statefix') }),
    },
    ROUNDS,
  );
  const median = (/** @type {string} */ name) => middle(times[name] ?? []);
  console.log(
    `4 KiB, median of ${ROUNDS} in turn: bare write, sync, rename, directory sync ${median('bare').toFixed(2)} ms`,
  );
  tell('writeAtomic, in times of the bare write', median('atomic') / median('bare'), 1.3);
  say('a change of a lone file (lock, .bak)', median('lone') / median('bare'));
  say('a whole change in a project (lock, .bak, backup, journal, audit)', median('project') / median('bare'));
}

/**
 * @param {typeof import('./durable-store.ts')} store
 * @param {string} script
 */
async function locks(store, script) {
  const path = join(folder, 'locked.json');
  writeFileSync(path, '0');
  const { lock = [] } = await store.timesInTurn({ lock: () => store.lockOnce(path) }, ROUNDS);
  tell('acquire and release a lock that nobody holds, median in ms', middle(lock), 5);

  const waits = await store.waitsOf(script, path, WRITERS, 25);
  const total = waits.flatMap((list) => [...list]).toSorted((a, b) => a - b);
  console.log(`\n${WRITERS} writers of one file, 25 changes each; milliseconds waited for the lock:`);
  console.log('writer   median      p95      max');
  for (const [index, list] of waits.entries()) console.log(row(String(index + 1), list));
  console.log(row('all', total));
  console.log('');
}

/** The sync calls of one `statefix migrate` in a project that has had changes before. */
function syncs() {
  const cwd = join(folder, 'synced');
  for (const each of ['schemas/app', 'migrations/app']) mkdirSync(join(cwd, each), { recursive: true });
  const config = 'version: 1\nkinds: { app: { files: [state.json] } }\n';
  writeFileSync(join(cwd, 'statefix.config.yaml'), config);
  writeFileSync(join(cwd, 'schemas/app/1.schema.json'), '{"required": ["name"]}');
  writeFileSync(join(cwd, 'schemas/app/2.schema.json'), '{"required": ["title"]}');
  const step = 'export const up = ({ name, ...rest }) => ({ ...rest, title: name });\n';
  writeFileSync(join(cwd, 'migrations/app/2_title.mjs'), step);
  writeFileSync(join(cwd, 'state.json'), '{"version": 1, "name": "x"}');
  for (const command of ['migrate', 'undo']) run([process.execPath, CLI, command], cwd);
  const trace = join(folder, 'trace');
  const calls = ['strace', '-f', '-qq', '-e', 'trace=fsync,fdatasync,sync_file_range,syncfs', '-o', trace];
  const { error, stderr } = spawnSync(calls[0] ?? '', [...calls.slice(1), process.execPath, CLI, 'migrate'], {
    cwd,
    encoding: 'utf8',
  });
  if (error !== undefined) return console.log('syncs of a whole change: not counted, strace is not installed');
  if (stderr !== '') console.log(stderr);
  const { stdout } = spawnSync('grep', ['-cE', 'sync\\(', trace], { encoding: 'utf8' });
  tell('syncs of a whole change (statefix migrate in a project)', Number(stdout), 6);
}

/**
 * @param {readonly string[]} commandLine
 * @param {string} cwd
 */
function run([command = '', ...args], cwd) {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} exits ${status}: ${stderr}`);
}

/** @param {number} round */
function content(round) {
  return Buffer.from(`${round}`.padEnd(4096, '.'));
}

/** @param {readonly number[]} sorted */
function middle(sorted) {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * @param {string} name
 * @param {readonly number[]} sorted
 */
function row(name, sorted) {
  const cells = [middle(sorted), sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  return `${name.padStart(6)}${cells.map((ms) => ms.toFixed(1).padStart(9)).join('')}`;
}

/**
 * @param {string} what
 * @param {number} ratio
 */
function say(what, ratio) {
  console.log(`${what}, in times of the bare write: ${ratio.toFixed(2)}`);
}

/** @param {string} path */
function fileSystem(path) {
  const { stdout, status } = spawnSync('df', ['--output=fstype', path], { encoding: 'utf8' });
  return status === 0 ? (stdout.trim().split('\n').at(-1) ?? 'unknown') : 'unknown';
}
