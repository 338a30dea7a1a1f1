import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Fence, fencesOf } from './fences.ts';
import { runIn, writeFences } from './shown-run.ts';

const docs = resolve(import.meta.dirname, '../../docs');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const guide = fencesOf(readFileSync(join(docs, 'writing-migrations.md'), 'utf8'));
const game = guide.filter(({ name = '' }) => name.includes('/game/'));

/** What no folder can be set up to show: it takes a process that died at the right moment. */
const TOLD_ONLY = ['CHECKSUM_PENDING', 'JOURNAL_PENDING', 'LOCK_STALE'];

function emptyFolder(): string {
  const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'statefix-docs-'));
  folders.push(folder);
  return folder;
}

/** Runs what a page shows, and gives the lines that it says will come and the lines that came. */
async function shownAndReal(fences: readonly Fence[]): Promise<{ shown: readonly string[]; real: readonly string[] }> {
  const folder = emptyFolder();
  writeFences(folder, [...game, ...fences]);
  for (const { language, text } of fences) {
    if (language === 'sh') execFileSync('sh', ['-euc', text], { cwd: folder });
  }
  const [command = '', ...shown] =
    fences
      .find(({ text }) => text.startsWith('$ statefix '))
      ?.text.trim()
      .split('\n') ?? [];
  const { stdout } = await runIn(folder, command.split(' ').slice(2));
  // Code frames and hints stand below each finding; pages show the finding alone.
  const real = stdout.split('\n').filter((line) => /^\S+: (?:error|warning|note) /.test(line));
  return { shown, real };
}

// The pages set up their files with commands of a POSIX shell, and with what Linux has.
describe.runIf(process.platform === 'linux')('the example of a page', () => {
  const codes = readdirSync(join(docs, 'findings')).map((name) => name.replace(/\.md$/, ''));

  test.each(codes.filter((code) => !TOLD_ONLY.includes(code)))('of %s shows what statefix says', async (code) => {
    const fences = fencesOf(readFileSync(join(docs, 'findings', `${code}.md`), 'utf8'));
    const { shown, real } = await shownAndReal(fences);
    expect(shown.join('\n')).toContain(` ${code} `);
    expect(real).toEqual(shown);
  });

  test('that says something else is seen', async () => {
    const text = '$ statefix check state.json\nstate.json: error EMPTY_FILE The file is full\n';
    const fences = [
      { language: 'sh', name: undefined, text: ': > state.json' },
      { language: 'text', name: undefined, text },
    ];
    const { shown, real } = await shownAndReal(fences);
    expect(real).not.toEqual(shown);
  });
});
