import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { repair } from '../../src/commands/repair.ts';
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

  test('its own leftover temp file is told, and left alone', async () => {
    const root = aProject({ 'state.json:0600': V1, 'state.json.tmp': '{' });
    const { report } = await only(check(daemon, aContext(root)));
    expect(report.findings.map(({ code, args }) => [code, args['owner']])).toEqual([['LEFTOVER_TEMP', 'foreign']]);
    await only(repair(daemon, aContext(root)));
    expect(namesIn(root)).toContain('state.json.tmp');
  });
});
