import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { repair as repairWith } from '../../src/commands/repair.ts';
import type { CandidatesReport } from '../../src/model/recovery.ts';
import type { Report } from '../../src/model/report.ts';
import { aContext, addFiles, aProject, only, options } from '../support/project.ts';
import { snapshot } from '../support/snapshot.ts';
import { runNode } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';
import { cutAt } from './table/damages.ts';
import { arranged } from './table/happened.ts';
import { refused } from './table/row.ts';
import { SUBJECTS } from './table/subjects.ts';
import { BROKEN, bak, commit, corrupt, foreign, rolling, temp } from './table/surroundings.ts';

// A file that is broken, and of which every copy is broken in a way of its own.

const CLI = join(inject('dist'), 'cli.js');
const subject = SUBJECTS.sealedJson;
const EDITED = { text: subject.before.replace('"level": 6', '"level": 66') };
const NEWER = { text: subject.before.replace('"version": 2', '"version": 3') };

describe.skipIf(isWindows)('a file of which every copy is bad', () => {
  let root = '';

  beforeAll(async () => {
    const around = [
      commit(BROKEN),
      commit(EDITED),
      rolling('before'),
      bak({ text: '' }),
      temp(NEWER),
      corrupt({ text: subject.now.slice(0, 30) }),
      foreign('copies/sealed.json.1', 'a copy of the program', () => '{}'),
    ];
    const facts = { backups: { from: ['copies/sealed.json.*'] } };
    root = await arranged(refused(cutAt(0.5), subject, around, ['SYNTAX_INVALID'], 4, { facts }));
    spoilBackups(root);
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('is not touched, nor is anything else', async () => {
    const before = snapshot(root);
    const { code } = await repair();
    expect(code).toBe(4);
    expect(snapshot(root)).toEqual(before);
  });

  test('is told with each copy that its kind trusts, and the reason of each', async () => {
    const { stdout } = await repair('--format', 'json');
    const { outcome } = (JSON.parse(stdout) as Report).files?.[0] ?? {};
    if (outcome?.kind !== 'failed') throw new Error('a failure was expected');
    expect(outcome.error).toMatchObject({ code: 'STATE_CORRUPTED' });
    for (const reason of REASONS.filter(({ isTrusted }) => isTrusted)) {
      expect(outcome.error.message).toMatch(reason.told);
    }
  });

  test('is told with the next step, which lists every copy, also those that its kind does not trust', async () => {
    const { stdout, stderr } = await repair();
    const [, command = ''] = /statefix (repair --list \S+?)(?=[.;,]?(?:\s|$))/.exec(stdout + stderr) ?? [];
    const listed = await runNode(CLI, [...command.split(' '), '--format', 'json'], { cwd: root });
    const [file] = (JSON.parse(listed.stdout) as CandidatesReport).files;
    const found = file?.candidates.filter(({ name }) => name !== 'default') ?? [];
    expect(found.map(({ isHealthy, isChosen }) => isHealthy || isChosen)).toEqual(found.map(() => false));
    for (const { name, reason } of REASONS) {
      const candidate = found.find((each) => name.test(each.name));
      expect(candidate?.reason ?? `no ${name}`).toMatch(reason);
    }
  });

  test('is mended as soon as one copy is healthy', async () => {
    addFiles(root, { 'sealed.json.bak': subject.before });
    const { code } = await repair();
    expect(code).toBe(0);
  });

  function repair(...words: readonly string[]) {
    return runNode(CLI, ['repair', ...words, subject.path], { cwd: root });
  }
});

describe('what can be saved of a text', () => {
  test.each([
    [true, 'a text that is cut short', subject.now.slice(0, 60)],
    [false, 'an empty file', ''],
    [false, 'a file full of NULs', '\0'.repeat(60)],
    [false, 'a whole text that says something else', subject.now.replace('"level": 7', '"level": "seven"')],
  ])('is offered (%s) for %s', async (isOffered, _what, text) => {
    const root = aProject({ ...subject.registry, 'sealed.json': text });
    const { report } = await only(repairWith({ ...options('sealed.json'), kind: 'sealed' }, aContext(root)));
    const hint = report.outcome.kind === 'failed' ? report.outcome.error.hint : undefined;
    expect(hint).toMatch(/statefix repair --list/);
    expect(hint?.includes('--salvage')).toBe(isOffered);
  });
});

/** What is said of each copy: by its name in the list, and in the error. */
const REASONS = [
  { name: /^bak$/, isTrusted: true, told: /sealed\.json\.bak: /, reason: /empty/ },
  { name: /^backup:/, isTrusted: true, told: /\.statefix\/backups\/\S+: /, reason: /damaged/ },
  { name: /^file:copies\/sealed\.json\.1$/, isTrusted: true, told: /copies\/sealed\.json\.1: /, reason: /version/ },
  { name: /^index$/, isTrusted: true, told: /sealed\.json: The checksum does not fit/, reason: /checksum/ },
  { name: /^git:/, isTrusted: true, told: /[0-9a-f]{12}:sealed\.json: The text is truncated/, reason: /truncated/ },
  { name: /^temp:sealed\.json\.tmp$/, isTrusted: false, told: /$/, reason: /newer/ },
  { name: /^corrupt:/, isTrusted: false, told: /$/, reason: /truncated/ },
] as const;

/** The rolling backups lose their ends. */
function spoilBackups(root: string): void {
  const script = 'find .statefix/backups -type f ! -name "manifest*" -exec chmod u+w {} + -exec truncate -s 20 {} +';
  execFileSync('sh', ['-c', script], { cwd: root });
}
