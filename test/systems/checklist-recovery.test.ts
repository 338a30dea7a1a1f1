import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { check } from '../../src/commands/check.ts';
import { repair } from '../../src/commands/repair.ts';
import type { RepairOptions } from '../../src/commands/run.ts';
import { seal } from '../../src/commands/seal.ts';
import { SUBJECTS, sealed } from '../recovery/table/subjects.ts';
import { aContext, aProject, type Files, only, options, textOf } from '../support/project.ts';

// How a workflow runner gets its state back: decided by checksum, from its own `.backup/`, recorded in the file, data loss flagged.

const { now: NOW, before: BEFORE, old: OLD } = SUBJECTS.checklist;
const path = '.checklist/state.yaml';
const BACKUP = '.checklist/.backup/state.yaml';
const MANIFEST = 'version: 1\nbackups:\n  - file: state.yaml.1\n';
const given = { ...options(path), kind: 'checklist' };

async function repaired(files: Files, changes: Partial<RepairOptions> = {}) {
  const root = aProject(files);
  const { report } = await only(repair({ ...given, ...changes }, aContext(root)));
  const state = parse(textOf(root, path));
  return { root, report, state, record: state?.recovery };
}

describe('the record of a recovery', () => {
  test.each([
    ['parse_error', 'a text that is cut short', NOW.slice(0, NOW.indexOf("08:00:00Z'"))],
    ['checksum_mismatch', 'a value that was not sealed', NOW.replace('status: active', 'status: failed')],
    ['schema_invalid', 'a value that is not allowed', NOW.replace('status: active', 'status: asleep')],
    ['schema_invalid', 'a checksum that is gone', NOW.replace(/checksum: .*\n/, '')],
    ['parse_error', 'a file full of NULs', '\0'.repeat(NOW.length)],
  ])('says %s for %s', async (corruptionType, _what, broken) => {
    const { record } = await repaired({ [path]: broken, [`${BACKUP}.1`]: BEFORE });
    expect(record).toEqual({
      lastCorruption: '2026-11-21T10:20:30.456Z',
      corruptionType,
      recoveryMethod: 'backup',
      dataLoss: true,
    });
  });

  test('flags no loss where all that was written comes back', async () => {
    const { record } = await repaired({ [path]: NOW.replace('status: active', 'status: act'), [`${path}.bak`]: NOW });
    // The damaged value itself is another one than before.
    expect(record).toMatchObject({ dataLoss: true });
    const kept = await repaired({ [path]: NOW.replace(/checksum: .*\n/, ''), [`${path}.bak`]: NOW });
    expect(kept.record).toMatchObject({ corruptionType: 'schema_invalid', dataLoss: false });
  });

  test('says reset where the config allows one and nothing else can serve', async () => {
    const root = aProject({
      'statefix.config.yaml': `version: 1\nkinds:\n  checklist: { files: [${path}], recover: [bak, default] }\n`,
      [path]: NOW.slice(0, NOW.indexOf('completedSteps')),
    });
    const { report } = await only(repair(options(path), aContext(root)));
    expect(report.remaining).toEqual([]);
    const { checksum: _, ...state } = parse(textOf(root, path));
    expect(state).toEqual({
      schemaVersion: '1.0.0',
      activeInstance: null,
      completedSteps: [],
      recovery: expect.objectContaining({ recoveryMethod: 'reset', dataLoss: true }),
    });
  });

  test('is not reset unasked', async () => {
    const root = aProject({ [path]: '' });
    const { report } = await only(repair(given, aContext(root)));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'STATE_CORRUPTED' } });
  });

  test('says manual where a person named the candidate', async () => {
    const { record } = await repaired(
      { [path]: '', [`${path}.bak`]: NOW, [`${BACKUP}.1`]: BEFORE },
      { from: 'file:.backup/state.yaml.1' },
    );
    expect(record).toMatchObject({ recoveryMethod: 'manual' });
  });

  test('is sealed with the state, and healthy', async () => {
    const { root, report } = await repaired({ [path]: '', [`${BACKUP}.1`]: BEFORE });
    expect(report.remaining).toEqual([]);
    expect((await only(check(given, aContext(root)))).report.findings).toEqual([]);
  });

  test('leaves every other line as it stands in the backup', async () => {
    const { root } = await repaired({ [path]: '', [`${BACKUP}.1`]: BEFORE });
    const lines = textOf(root, path).split('\n');
    const expected = BEFORE.split('\n').filter((line) => !/^checksum:|lastModifiedAt/.test(line));
    expect(lines).toEqual(expect.arrayContaining(expected));
  });

  test('is not written for a hand edit that is sealed', async () => {
    const root = aProject({ [path]: NOW.replace('status: active', 'status: paused') });
    await only(seal(given, aContext(root)));
    expect(parse(textOf(root, path)).recovery).toBeUndefined();
  });
});

describe("the runner's own backups", () => {
  test('serve, the newest healthy one first', async () => {
    const { report, state } = await repaired({
      [path]: '',
      [`${BACKUP}.2026-11-01T09-00-00Z`]: BEFORE,
      [`${BACKUP}.2026-11-02T09-00-00Z`]: NOW,
      [`${BACKUP}.2026-11-03T09-00-00Z`]: 'schemaVersion: "1.0.0"\n',
      '.checklist/.backup/manifest.yaml': MANIFEST,
    });
    expect(report.outcome).toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ candidate: 'file:.backup/state.yaml.2026-11-02T09-00-00Z' }),
      ]),
    });
    expect(state.completedSteps).toHaveLength(2);
  });

  test('are decided by checksum: one that was tampered with does not serve', async () => {
    const tampered = NOW.replace('result: success', 'result: failure');
    const { report, state } = await repaired({
      [path]: '',
      [`${BACKUP}.2026-11-01T09-00-00Z`]: BEFORE,
      [`${BACKUP}.2026-11-02T09-00-00Z`]: tampered,
    });
    expect(report.outcome.kind).toBe('applied');
    expect(state.completedSteps).toHaveLength(1);
  });

  test('of the version before are brought forward', async () => {
    const { state } = await repaired({ [path]: '', [`${BACKUP}.1`]: OLD });
    expect(state).toMatchObject({ schemaVersion: '1.0.0', completedSteps: [{ executionTime: 1000 }] });
  });

  test('are told from their manifest, which never serves', async () => {
    const root = aProject({ [path]: '', '.checklist/.backup/manifest.yaml': BEFORE });
    const { report } = await only(repair(given, aContext(root)));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'STATE_CORRUPTED' } });
    expect(textOf(root, path)).toBe('');
  });

  test('that are bad as well leave the corrupt file, with a typed error that names each', async () => {
    const root = aProject({ [path]: '', [`${path}.bak`]: 'a: [', [`${BACKUP}.1`]: '\0\0' });
    const { report } = await only(repair(given, aContext(root)));
    const error = report.outcome.kind === 'failed' ? report.outcome.error : undefined;
    expect(error?.code).toBe('STATE_CORRUPTED');
    expect(error?.message).toContain('.checklist/state.yaml.bak: ');
    expect(error?.message).toContain('.checklist/.backup/state.yaml.1: ');
    expect(textOf(root, path)).toBe('');
  });
});

test('the sealed texts of these tests are healthy', async () => {
  expect(sealed(NOW)).toBe(NOW);
  const root = aProject({ [path]: NOW });
  expect((await only(check(given, aContext(root)))).report.findings).toEqual([]);
});
