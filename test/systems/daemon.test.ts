import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { repair } from '../../src/commands/repair.ts';
import type { PlanStep } from '../../src/model/plan.ts';
import type { FileReport } from '../../src/model/report.ts';
import { failAlways } from '../support/faults.ts';
import { aContext, aProject, expectMode, namesIn, only, options, textOf } from '../support/project.ts';
import { isWindows } from '../support/system.ts';

// A session daemon's `state.json`: JSON, integer version, mode 0600, counters of 64 bits.

const V0 = `{
    "daemon_state": "monitoring",
    "current_session": { "path": "/srv/x", "steps_completed": [1, 2], "last_step": 2, "total_steps": 9 },
    "stats": { "saves_count": 18446744073709551615, "total_resumes": 0 }
}
`;
const V1 = V0.replace('{\n', '{\n    "version": 1,\n');
const daemon = { ...options('state.json'), kind: 'daemon' };
const RESETTING = {
  'statefix.config.yaml': 'version: 1\nkinds:\n  daemon: { files: [state.json], recover: [bak, backups, default] }\n',
};

/** The step of a repair that says what was put in the place of the broken file. */
function stepOf({ outcome }: FileReport): PlanStep | undefined {
  return outcome.kind === 'applied' ? outcome.steps.find(({ kind }) => kind === 'restore') : undefined;
}

async function codesOf(text: string, mode = '0600'): Promise<readonly string[]> {
  const root = aProject({ [`state.json:${mode}`]: text });
  return (await only(check(daemon, aContext(root)))).report.findings.map(({ code }) => code);
}

describe('the fields of the daemon', () => {
  test('a state of version 1 is healthy', async () => {
    expect(await codesOf(V1)).toEqual([]);
  });

  test.each([
    ['another daemon_state', V1.replace('monitoring', 'sleeping')],
    ['a step beyond 32 bits', V1.replace('"last_step": 2', '"last_step": 4294967296')],
    ['a counter beyond 64 bits', V1.replace('18446744073709551615', '18446744073709551616')],
    ['a negative counter', V1.replace('18446744073709551615', '-1')],
    ['a resume that is no time', V1.replace('"total_resumes": 0', '"total_resumes": 0, "last_resume": "yesterday"')],
    ['a field of its own', V1.replace('"version": 1', '"version": 1, "extra": true')],
    ['no stats', '{"version": 1, "daemon_state": "paused", "current_session": null}'],
  ])('%s is refused', async (_what, text) => {
    expect(await codesOf(text)).toEqual(['SCHEMA_MISMATCH']);
  });

  test('a session may be null, and the last resume absent, null or a time', async () => {
    expect(await codesOf(V1.replace(/\{ "path.*\}/, 'null'))).toEqual([]);
    expect(await codesOf(V1.replace('"total_resumes": 0', '"total_resumes": 0, "last_resume": null'))).toEqual([]);
    expect(
      await codesOf(V1.replace('"total_resumes": 0', '"total_resumes": 1, "last_resume": "2026-11-21T04:32:00Z"')),
    ).toEqual([]);
  });

  // Windows tells no such bits.
  test.skipIf(isWindows)('a file that others can read is too open', async () => {
    expect(await codesOf(V1, '0644')).toEqual(['MODE_TOO_OPEN']);
  });
});

describe('migrating the daemon', () => {
  test('adds the version line, and keeps every digit, the indentation and the mode', async () => {
    const root = aProject({ 'state.json:0600': V0 });
    await only(migrate(daemon, aContext(root)));
    expect(textOf(root, 'state.json')).toBe(V1);
    expectMode(root, 'state.json', '0600');
    expect(textOf(root, 'state.json.bak')).toBe(V0);
    expectMode(root, 'state.json.bak', '0600');
  });
});

describe('a corrupt file of the daemon', () => {
  test('is kept in .corrupt, and in .bak too where there is none; nothing is reset unless the config allows it', async () => {
    const root = aProject({ 'state.json:0600': V1.slice(0, 40) });
    const { report } = await only(repair(daemon, aContext(root)));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'STATE_CORRUPTED' } });
    expect(namesIn(root)).toEqual(['state.json']);
  });

  test('never takes the place of a good .bak', async () => {
    const root = aProject({ 'state.json:0600': V1.slice(0, 40), 'state.json.bak:0600': V1 });
    await only(repair(daemon, aContext(root)));
    expect(textOf(root, 'state.json')).toBe(V1);
    expect(textOf(root, 'state.json.bak')).toBe(V1);
    expect(textOf(root, 'state.json.corrupt-20261121T102030Z')).toBe(V1.slice(0, 40));
  });

  test('is reset to the defaults where the config allows it, and becomes the .bak where there is none', async () => {
    const broken = V1.slice(0, 80);
    const root = aProject({ 'state.json:0600': broken, ...RESETTING });
    const { report } = await only(repair(options('state.json'), aContext(root)));
    expect(stepOf(report)).toMatchObject({ candidate: 'default', dataLoss: { kind: 'known', isPartial: true } });
    expect(JSON.parse(textOf(root, 'state.json'))).toEqual({
      version: 1,
      daemon_state: 'stopped',
      current_session: null,
      stats: { saves_count: 0, total_resumes: 0 },
    });
    expectMode(root, 'state.json', '0600');
    expect(textOf(root, 'state.json.bak')).toBe(broken);
    expectMode(root, 'state.json.bak', '0600');
    expect(textOf(root, 'state.json.corrupt-20261121T102030Z')).toBe(broken);
  });

  test('is not reset while a .bak is healthy', async () => {
    const root = aProject({ 'state.json:0600': '', 'state.json.bak:0600': V0, ...RESETTING });
    const { report } = await only(repair(options('state.json'), aContext(root)));
    expect(stepOf(report)).toMatchObject({ candidate: 'bak', dataLoss: { kind: 'unknown' } });
    expect(textOf(root, 'state.json')).toBe(V1);
    expect(textOf(root, 'state.json.bak')).toBe(V0);
  });

  test('its own leftover temp file serves where it is asked for by name', async () => {
    const root = aProject({ 'state.json:0600': '', 'state.json.tmp:0600': V1 });
    await only(repair({ ...daemon, from: 'temp:state.json.tmp' }, aContext(root)));
    expect(textOf(root, 'state.json')).toBe(V1);
  });

  test('whose .bak cannot be read is an I/O error, not a corruption', async () => {
    const root = aProject({ 'state.json:0600': '', 'state.json.bak:0600': V1 });
    const fs = failAlways('EIO', (operation, [path]) => operation === 'open' && String(path).endsWith('.bak'));
    const { report } = await only(repair(daemon, aContext(root, { fs })));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'WRITE_FAILED', errno: 'EIO' } });
    expect(textOf(root, 'state.json')).toBe('');
  });

  test('its own leftover temp file is told, and left alone', async () => {
    const root = aProject({ 'state.json:0600': V1, 'state.json.tmp': '{' });
    const { report } = await only(check(daemon, aContext(root)));
    expect(report.findings.map(({ code, args }) => [code, args['owner']])).toEqual([['LEFTOVER_TEMP', 'foreign']]);
    await only(repair(daemon, aContext(root)));
    expect(namesIn(root)).toContain('state.json.tmp');
  });
});
