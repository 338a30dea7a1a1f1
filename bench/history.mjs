// The newest healthy state in a git history of 10 000 commits with a rename in the middle: a few commits back, which is the usual case, and
// 9 990 commits back. Each as a whole process, start included; the runs of git are counted on their way through the path.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { STATE, tell } from './measure.mjs';

const COMMITS = 10_000;
const RENAMED_AT = COMMITS / 2;
const ROUNDS = 3;
const HERE = dirname(fileURLToPath(import.meta.url));
const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-bench-')));

try {
  const script = join(folder, 'search.mjs');
  const build = await rolldown({
    input: resolve(HERE, 'history-search.ts'),
    platform: 'node',
    logLevel: 'silent',
    resolve: { mainFields: ['module', 'main'] },
  });
  await build.write({ file: script, format: 'esm', codeSplitting: false });
  await build.close();
  const repository = join(folder, 'repository');
  mkdirSync(repository);
  execFileSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: repository });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repository, input: history() });
  execFileSync('git', ['reset', '--quiet', '--hard'], { cwd: repository });
  console.log(
    `Node ${process.version}, ${execFileSync('git', ['--version'], { encoding: 'utf8' }).trim()}, best of ${ROUNDS}`,
  );
  for (const [file, back] of /** @type {const} */ ([
    ['near/state.json', 3],
    ['deep/state.json', COMMITS - 10],
  ])) {
    const { firstAt, foundAt, looked, peak, runs } = best(script, join(repository, file));
    console.log(
      `healthy ${back} commits back: the first content after ${(firstAt / 1000).toFixed(2)} s, ` +
        `${looked} contents looked at, peak memory ${(peak / 1e6).toFixed(0)} MB`,
    );
    tell(`healthy ${back} commits back, seconds until it is found`, foundAt / 1000, 2);
    tell(`healthy ${back} commits back, runs of git`, runs, 3);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A stream for `git fast-import`: in each commit two states and three other files change. */
function history() {
  const pieces = [];
  for (let commit = 1; commit <= COMMITS; commit += 1) {
    const near = contentOf(commit, COMMITS - commit === 3);
    const deep = contentOf(commit, commit === 10);
    pieces.push(
      `commit refs/heads/main\ncommitter T <t@example.org> ${1_700_000_000 + commit * 60} +0000\ndata 1\nx\n`,
    );
    if (commit === RENAMED_AT) pieces.push('R deep/old.json deep/state.json\n');
    pieces.push(file('near/state.json', near), file(`deep/${commit < RENAMED_AT ? 'old' : 'state'}.json`, deep));
    for (const name of ['src/a.txt', 'src/b/c.txt', 'README']) pieces.push(file(name, `${commit} of ${name}\n`));
  }
  return pieces.join('');
}

/**
 * @param {string} path
 * @param {string} text
 */
function file(path, text) {
  return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
}

/**
 * A state of about 1 KB; cut short where it is not to be healthy.
 *
 * @param {number} commit
 * @param {boolean} isHealthy
 */
function contentOf(commit, isHealthy) {
  const steps = Array.from({ length: 60 }, (_, step) => (step === 30 ? commit : step));
  const session = { ...STATE.current_session, steps_completed: steps };
  const text = `${JSON.stringify({ ...STATE, current_session: session }, null, 2)}\n`;
  return isHealthy ? text : text.slice(0, -20);
}

/**
 * @param {string} script
 * @param {string} path
 * @returns {{ firstAt: number, foundAt: number, looked: number, peak: number, runs: number }}
 */
function best(script, path) {
  const { bin, log } = countingGit();
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` };
  const { stderr, status } = spawnSync(process.execPath, [script, path], { env, encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`the search exits ${status}: ${stderr}`);
  const runs = readFileSync(log, 'utf8').split('\n').length - 1;
  const all = Array.from({ length: ROUNDS }, () => {
    /** @type {import('./history-search.ts').SearchFigures} */
    const figures = JSON.parse(spawnSync(process.execPath, [script, path], { encoding: 'utf8' }).stdout);
    const { firstAt, foundAt, looked, peak } = figures;
    if (firstAt === undefined || foundAt === undefined) throw new Error(`nothing was found for ${path}`);
    return { firstAt, foundAt, looked, peak, runs };
  });
  const [first, ...others] = all;
  if (first === undefined) throw new Error('there was no round');
  return others.reduce((best, each) => (each.foundAt < best.foundAt ? each : best), first);
}

/** A git on the path that notes each of its starts. */
function countingGit() {
  const bin = mkdtempSync(join(folder, 'bin-'));
  const log = join(bin, 'log');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(log, '');
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho x >> '${log}'\nexec '${real}' "$@"\n`, { mode: 0o755 });
  return { bin, log };
}
