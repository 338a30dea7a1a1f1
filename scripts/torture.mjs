// Runs the torture suite and prints what it saw, as the table of docs/durability.md: `npm run torture` in its long form, `npm run torture -- --short` as
// `npm test` has it. With --write the table in docs/durability.md is replaced by the one printed. Harnesses may also be run one by one, each with
// STATEFIX_FIGURES=FOLDER; --from FOLDER then makes the table of what they left there. Exits 1 where any harness fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const PAGE = join(ROOT, 'docs/durability.md');
const [BEGIN, END] = ['<!-- figures -->', '<!-- end of figures -->'];

/** @typedef {import('../test/support/figures.ts').Figures} Figures */

const isShort = process.argv.includes('--short');
const from = process.argv.includes('--from') ? process.argv[process.argv.indexOf('--from') + 1] : undefined;
const folder = from ?? mkdtempSync(join(tmpdir(), 'statefix-figures-'));
try {
  const status = from === undefined ? runSuite() : 0;
  const form = isShort ? 'short' : 'long';
  const rows = figuresIn(folder).map(rowOf);
  const date = new Date().toISOString().slice(0, 10);
  const table = [
    `The ${form} form, ${date}, Node ${process.version} on ${process.platform}:`,
    '',
    '| what was done | how often | bad | the same harness on others: bad |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
  console.log(`\n${table}\n`);
  if (process.argv.includes('--write')) write(table);
  process.exitCode = status;
} finally {
  if (from === undefined) rmSync(folder, { recursive: true, force: true });
}

function runSuite() {
  spawnSync('bash', [join(ROOT, 'scripts/install-strace.sh')], { stdio: 'inherit' });
  const environment = { ...process.env, STATEFIX_FIGURES: folder, ...(isShort ? {} : { STATEFIX_TORTURE: 'long' }) };
  const args = ['vitest', 'run', '--no-file-parallelism', 'test/torture'];
  const { status } = spawnSync('npx', args, { cwd: ROOT, env: environment, stdio: 'inherit' });
  return status ?? 1;
}

/**
 * @param {string} directory
 * @returns {readonly Figures[]}
 */
function figuresIn(directory) {
  return readdirSync(directory)
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')));
}

/** @param {Figures} figures */
function rowOf({ harness, tried, bad, controls }) {
  const others = controls.map(
    (each) => `${each.name}: ${each.bad}${each.tried === undefined ? '' : ` of ${each.tried}`}`,
  );
  return `| ${harness} | ${tried} | ${bad} | ${others.join('; ')} |`;
}

/** @param {string} table */
function write(table) {
  const text = readFileSync(PAGE, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE} has no place for the figures`);
  writeFileSync(PAGE, `${text.slice(0, begin + BEGIN.length)}\n${table}\n${text.slice(end)}`);
}
