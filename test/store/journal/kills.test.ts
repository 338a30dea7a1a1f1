import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createBackups } from '../../../src/commands/backup/create.ts';
import { check } from '../../../src/commands/check.ts';
import { migrate } from '../../../src/commands/migrate.ts';
import { repair } from '../../../src/commands/repair.ts';
import type { Run, RunContext } from '../../../src/commands/run.ts';
import { seal } from '../../../src/commands/seal.ts';
import { undo } from '../../../src/commands/undo.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { aContext, addFiles, all, type Files, namesIn, options } from '../../support/project.ts';
import { snapshot } from '../../support/snapshot.ts';
import { isWindows } from '../../support/system.ts';
import {
  auditOf,
  BROKEN,
  dyingAt,
  exitOf,
  faultsOfAudit,
  journaledFiles,
  journalOf,
  sha256,
  stateOf,
  V1,
  V2,
} from './projects.ts';

// Kills a command before every one of its file operations that changes something, and lets a next command come, of any kind and about another file.

/** In memory where the system has such a place. */
const home = realpathSync(mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'statefix-kills-')));
const counts = { kills: 0, back: 0, forward: 0, pending: 0 };

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
  const { kills, back, forward, pending } = counts;
  process.stdout.write(
    `journal: killed before each of ${kills} writing operations, ${pending} times with a record left; after the next command ${back} ended old, ${forward} new\n`,
  );
});

interface Scenario {
  readonly name: string;
  readonly files: Files;
  /** What is done before, and is never killed. */
  readonly first?: (context: RunContext) => Run;
  readonly run: (context: RunContext) => Run;
  /** All that may change, sidecars and all. */
  readonly targets: readonly string[];
  readonly command: string;
}

const SET = ['a.json', 'b.json', 'more/c.json'];
const atomic = { ...options(...SET), isAtomic: true };
const NEXT = 'other.json';
const SEALED = '{\n  "version": 2,\n  "title": "sealed"\n}\n';

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'migrate --atomic',
    files: { 'a.json': V1, 'b.json:0600': V1, 'more/c.json': V2 },
    run: (context) => migrate(atomic, context),
    targets: SET,
    command: 'migrate',
  },
  {
    name: 'repair --atomic, of a mode, of a missing file and of a broken one',
    files: { 'a.json:0666': V2, 'b.json.bak': V2, 'more/c.json': BROKEN, 'more/c.json.bak': V2 },
    run: (context) => repair(atomic, context),
    targets: SET,
    command: 'repair',
  },
  {
    name: 'undo of a set',
    files: { 'a.json:0666': V2, 'b.json.bak': V2, 'more/c.json': BROKEN, 'more/c.json.bak': V2 },
    first: (context) => repair(atomic, context),
    run: (context) => undo({ ...options('a.json'), isForced: false }, context),
    targets: SET,
    command: 'undo',
  },
  {
    name: 'migrate',
    files: { 'a.json': V1 },
    run: (context) => migrate(options('a.json'), context),
    targets: ['a.json'],
    command: 'migrate',
  },
  {
    name: 'migrate, with a checksum beside the file',
    files: { 'a.beside': V1, 'a.beside.sha256': `${sha256(V1).slice(7)}  a.beside\n` },
    run: (context) => migrate(options('a.beside'), context),
    targets: ['a.beside', 'a.beside.sha256'],
    command: 'migrate',
  },
  {
    name: 'migrate --atomic, with checksums beside the files',
    files: {
      'a.beside': V1,
      'a.beside.sha256': `${sha256(V1).slice(7)}  a.beside\n`,
      'b.beside': V1,
      'b.beside.sha256': `${sha256(V1).slice(7)}  b.beside\n`,
    },
    run: (context) => migrate({ ...options('a.beside', 'b.beside'), isAtomic: true }, context),
    targets: ['a.beside', 'a.beside.sha256', 'b.beside', 'b.beside.sha256'],
    command: 'migrate',
  },
  {
    name: 'seal of a checksum beside the file',
    files: { 'a.beside': V2, 'a.beside.sha256': `${sha256(V1).slice(7)}  a.beside\n` },
    run: (context) => seal(options('a.beside'), context),
    targets: ['a.beside.sha256'],
    command: 'seal',
  },
];

/** The commands that may come next; none of them is about a file that the killed one changed. */
const NEXTS: readonly { readonly name: string; readonly run: (context: RunContext) => Promise<unknown> }[] = [
  { name: 'migrate of another file', run: (context) => all(migrate(options(NEXT), context)) },
  { name: 'seal of another file', run: (context) => all(seal(options(NEXT), context)) },
  { name: 'backup create of another file', run: (context) => createBackups(options(NEXT), context) },
];

/** Every operation of the first scenario; of the others every third, unless there is time. */
const isLong = process.env['STATEFIX_TORTURE'] === 'long';

let rooms = 0;

function arrange({ files }: Pick<Scenario, 'files'>): string {
  rooms += 1;
  const root = join(home, String(rooms));
  addFiles(root, { ...journaledFiles(), [NEXT]: SEALED, ...files });
  return root;
}

function states(root: string, targets: readonly string[]): string {
  return JSON.stringify(targets.map((name) => stateOf(root, name)));
}

function strays(root: string): readonly string[] {
  return [root, join(root, 'more'), join(root, '.statefix')]
    .filter((directory) => existsSync(directory))
    .flatMap((directory) => namesIn(directory).filter((name) => /^\.tmp-|\.lock/.test(name)));
}

describe.skipIf(isWindows).each(SCENARIOS)('$name, killed before each of its writing operations', (scenario) => {
  const { targets, command, run, first } = scenario;

  test('is done or undone by the next command, whatever that is', async () => {
    const model = arrange(scenario);
    if (first !== undefined) expect(await exitOf(first, model)).toBe(0);
    const recorded = auditOf(model).length;
    const before = states(model, targets);
    // What an undo brings back may be broken.
    expect(await exitOf(run, model)).toBe(command === 'undo' ? 1 : 0);
    const after = states(model, targets);
    expect(after).not.toBe(before);
    expect(auditOf(model).length).toBe(recorded + 1);

    const bad: string[] = [];
    const seen = { back: 0, forward: 0 };
    const stride = isLong || scenario === SCENARIOS[0] ? 1 : 3;
    for (let k = 1, isLast = false; !isLast; k += stride) {
      const root = arrange(scenario);
      if (first !== undefined) await exitOf(first, root);
      const { fs, count, last } = dyingAt(k);
      const exit = await exitOf(run, root, fs);
      isLast = count() < k;
      counts.kills += 1;
      const say = (what: string) => bad.push(`k ${k}, ${last()}: ${what}`);
      if (typeof exit === 'string') say(exit);

      const isPending = journalOf(root).some((name) => name.endsWith('.json'));
      if (isPending) {
        counts.pending += 1;
        const sight = snapshot(root);
        const reports = await all(
          check(options(...targets.filter((name) => !name.endsWith('.sha256'))), aContext(root)),
        );
        const codes = reports.flatMap(({ report }) => report.findings.map(({ code }) => code));
        if (!codes.includes('JOURNAL_PENDING')) say(`check tells ${codes.join(', ') || 'nothing'}`);
        if (JSON.stringify(snapshot(root)) !== JSON.stringify(sight)) say('check changed something');
      }

      const next = NEXTS[counts.kills % NEXTS.length];
      const context = aContext(root);
      try {
        await next?.run(context);
      } catch (error) {
        say(`${next?.name}: ${error}`);
      }
      const found = states(root, targets);
      const isNew = found === after;
      if (!isNew && found !== before) say(`after ${next?.name} neither old nor new: ${found}`);
      seen[isNew ? 'forward' : 'back'] += 1;
      const lines = auditOf(root)
        .slice(recorded)
        .filter((line) => line.command === command && line.files[0]?.path !== NEXT);
      if (lines.length !== (isNew ? 1 : 0)) say(`${isNew ? 'new' : 'old'}, and ${lines.length} lines in the audit`);
      const verdict = faultsOfAudit(root);
      if (verdict.kind !== 'intact') say(JSON.stringify(verdict));
      // What a backup command changes nothing around is cleared by the next change there.
      if (journalOf(root).length > 0) say(`left in the journal: ${journalOf(root).join(', ')}`);
      if (isPending && strays(root).length > 0 && next?.name.startsWith('migrate'))
        say(`strays: ${strays(root).join(', ')}`);
      rmSync(root, { recursive: true, force: true });
    }
    counts.back += seen.back;
    counts.forward += seen.forward;
    expect(bad).toEqual([]);
    expect(Math.min(seen.back, seen.forward)).toBeGreaterThan(2);
  }, 300_000);
});

test.skipIf(isWindows)('undo as the next command undoes what it has completed before', async () => {
  const model = arrange({ files: { 'a.json': V1 } });
  const { fs, count } = dyingAt(0);
  await exitOf((context) => migrate(options('a.json'), context), model, fs);
  const bad: string[] = [];
  for (let k = 1; k <= count(); k += isLong ? 1 : 3) {
    const root = arrange({ files: { 'a.json': V1 } });
    await exitOf((context) => migrate(options('a.json'), context), root, dyingAt(k).fs);
    const isNew = stateOf(root, 'a.json') !== stateOf(root, NEXT) && !stateOf(root, 'a.json').includes('"name"');
    const exit = await exitOf((context) => undo({ ...options('a.json'), isForced: false }, context), root, nodeFs);
    const wanted = isNew ? 0 : 2;
    if (exit !== wanted) bad.push(`k ${k}: exit ${exit}, not ${wanted}`);
    if (stateOf(root, 'a.json') !== `644 ${V1}`) bad.push(`k ${k}: ${stateOf(root, 'a.json')}`);
    if (journalOf(root).length > 0) bad.push(`k ${k}: ${journalOf(root).join(', ')}`);
    rmSync(root, { recursive: true, force: true });
  }
  expect(bad).toEqual([]);
});
