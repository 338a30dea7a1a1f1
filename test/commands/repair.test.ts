import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repair } from '../../src/commands/repair.ts';
import type { ErrorReport } from '../../src/model/plan.ts';
import { failAlways } from '../support/faults.ts';
import {
  APP_REGISTRY,
  aContext,
  aProject,
  expectMode,
  type Files,
  namesIn,
  only,
  options,
  textOf,
} from '../support/project.ts';
import { isWindows } from '../support/system.ts';

const HEALTHY = '{\n  "version": 1,\n  "name": "x"\n}\n';
const CORRUPT = 'state.json.corrupt-20261121T102030Z';

async function repaired(files: Files, kindFacts = '{"checksum": "/checksum"}') {
  const root = aProject({ ...APP_REGISTRY, 'schemas/app/kind.yaml': kindFacts, ...files });
  const { report } = await only(repair(options('state.json'), aContext(root)));
  return { root, report, left: namesIn(root).filter((name) => name.startsWith('state') || name.startsWith('.')) };
}

function errorOf(report: Awaited<ReturnType<typeof repaired>>['report']): ErrorReport | undefined {
  return report.outcome.kind === 'failed' ? report.outcome.error : undefined;
}

describe('repair', () => {
  test('a healthy file is left as it is', async () => {
    const { report, left } = await repaired({ 'state.json': HEALTHY });
    expect(report.outcome).toEqual({ kind: 'unchanged' });
    expect(left).toEqual(['state.json']);
  });

  test('a broken file takes the content of a healthy .bak, brought to the current version', async () => {
    const { root, report, left } = await repaired({ 'state.json': '{"version": 1, "na', 'state.json.bak': HEALTHY });
    expect(report.outcome).toEqual({
      kind: 'applied',
      steps: [
        {
          kind: 'restore',
          source: 'state.json.bak',
          version: '1',
          candidate: 'bak',
          at: expect.any(String),
          dataLoss: { kind: 'unknown' },
        },
        { kind: 'migrate', from: '1', to: '2', name: '2_rename' },
        { kind: 'migrate', from: '2', to: '3', name: '3_stats' },
      ],
    });
    expect(JSON.parse(textOf(root, 'state.json'))).toMatchObject({ version: 3, title: 'x' });
    expect(report.remaining).toEqual([]);
    expect(left).toEqual(['state.json', 'state.json.bak', CORRUPT]);
  });

  test('the broken bytes stay in .corrupt, and the .bak stays as it is', async () => {
    const { root } = await repaired({ 'state.json': '{"version": 1, "na', 'state.json.bak': HEALTHY });
    expect(textOf(root, CORRUPT)).toBe('{"version": 1, "na');
    expect(textOf(root, 'state.json.bak')).toBe(HEALTHY);
  });

  test('a missing file is restored from its .bak', async () => {
    const { report, left } = await repaired({ 'state.json.bak': HEALTHY });
    expect(report.findings.map(({ code }) => code)).toEqual(['FILE_MISSING']);
    expect(report.outcome.kind).toBe('applied');
    expect(left).toEqual(['state.json', 'state.json.bak']);
  });

  test.each([
    ['without a .bak', {}, 'there is no copy of it (looked for: bak, backups, git)'],
    ['with a broken .bak', { 'state.json.bak': '{' }, 'state.json.bak: The text is truncated'],
    [
      'with a .bak of another shape',
      { 'state.json.bak': '{"version": 1}' },
      'state.json.bak: The member "name" is missing',
    ],
  ])('a broken file %s is left as it is, and that is said', async (_what, more, reason) => {
    const { root, report, left } = await repaired({ 'state.json': '[', ...more });
    expect(errorOf(report)?.code).toBe('STATE_CORRUPTED');
    expect(errorOf(report)?.message).toContain(reason);
    expect(textOf(root, 'state.json')).toBe('[');
    expect(left).toEqual(['state.json', ...Object.keys(more)]);
  });

  test('a .bak that cannot be brought forward is no candidate, and the step is named', async () => {
    const { report } = await repaired({
      'state.json': '[',
      'state.json.bak': HEALTHY,
      'migrations/app/3_stats.mjs': 'export const up = () => { throw new Error("no luck"); };',
    });
    expect(errorOf(report)?.message).toContain('no luck');
    expect(errorOf(report)?.code).toBe('STATE_CORRUPTED');
  });

  // Windows tells no such bits.
  test.skipIf(isWindows)('bits beyond the mode are taken away, and nothing else is touched', async () => {
    const root = aProject({
      ...APP_REGISTRY,
      'schemas/app/kind.yaml': '{"mode": "0600"}',
      'state.json:0666': HEALTHY,
    });
    const before = statSync(join(root, 'state.json'), { bigint: true });
    const { report } = await only(repair(options('state.json'), aContext(root)));
    expect(report.outcome).toEqual({ kind: 'applied', steps: [{ kind: 'mode', from: 0o666, to: 0o600 }] });
    expectMode(root, 'state.json', '0600');
    expect(statSync(join(root, 'state.json'), { bigint: true }).mtimeNs).toBe(before.mtimeNs);
    expect(namesIn(root)).not.toContain('state.json.bak');
  });

  test('a restored file has no bits beyond the mode', async () => {
    const { root } = await repaired(
      { 'state.json:0666': '{', 'state.json.bak:0644': HEALTHY },
      '{"mode": "0600", "checksum": "/checksum"}',
    );
    expectMode(root, 'state.json', '0600');
  });

  test('a newer version is left alone', async () => {
    const { report, left } = await repaired({ 'state.json': '{"version": 9}', 'state.json.bak': HEALTHY });
    expect(report.outcome).toEqual({ kind: 'unchanged' });
    expect(left).toEqual(['state.json', 'state.json.bak']);
  });

  test('a newer version whose checksum disagrees may be the damage', async () => {
    const { report } = await repaired({
      'state.json': '{"version": 9, "checksum": "sha256:0"}',
      'state.json.bak': HEALTHY,
    });
    expect(report.outcome.kind).toBe('applied');
  });

  test('a hand edit without a backup is answered with seal', async () => {
    const { report } = await repaired({
      'state.json': '{"version": 3, "title": "x", "stats": {}, "checksum": "sha256:0"}',
    });
    expect(errorOf(report)?.hint).toContain('statefix seal');
  });

  test('backups.corrupt makes the broken bytes the .bak where there is none', async () => {
    const facts = '{"checksum": "/checksum", "backups": {"corrupt": true}}';
    const { report, left } = await repaired({ 'state.json': '{', 'state.json.bak': HEALTHY }, facts);
    expect(report.outcome.kind).toBe('applied');
    expect(left).toEqual(['state.json', 'state.json.bak', CORRUPT]);
  });

  test('a checksum file that differs by line endings alone is written anew', async () => {
    const recorded = createHash('sha256').update(HEALTHY.replaceAll('\n', '\r\n')).digest('hex');
    const files = { 'state.json': HEALTHY, 'state.json.sha256': `${recorded}  state.json\n` };
    const { root, report } = await repaired(files, '{"checksum": "sidecar"}');
    expect(report.outcome).toEqual({ kind: 'applied', steps: [{ kind: 'seal', what: ['checksum'] }] });
    const actual = createHash('sha256')
      .update(readFileSync(join(root, 'state.json')))
      .digest('hex');
    expect(textOf(root, 'state.json.sha256')).toBe(`${actual}  state.json\n`);
    expect(textOf(root, 'state.json')).toBe(HEALTHY);
  });

  test.skipIf(isWindows)(
    'line endings and the mode are mended together, and what was not written is not told',
    async () => {
      const recorded = createHash('sha256').update(HEALTHY.replaceAll('\n', '\r\n')).digest('hex');
      const files = { 'state.json:0666': HEALTHY, 'state.json.sha256': `${recorded}  state.json\n` };
      const { root, report } = await repaired(files, '{"checksum": "sidecar", "mode": "0600", "serial": "/version"}');
      expect(report.outcome).toEqual({
        kind: 'applied',
        steps: [
          { kind: 'seal', what: ['checksum'] },
          { kind: 'mode', from: 0o666, to: 0o600 },
        ],
      });
      expect(report.remaining.map(({ code }) => code)).toEqual(['VERSION_OUTDATED']);
      expectMode(root, 'state.json', '0600');
      expect(textOf(root, 'state.json')).toBe(HEALTHY);
    },
  );

  test.skipIf(isWindows)('a checksum that only waits to be put in place and the mode are mended together', async () => {
    const digest = createHash('sha256').update(HEALTHY).digest('hex');
    const staged = '.tmp-fffffc00/state.json.sha256';
    const { root, report, left } = await repaired(
      { 'state.json:0666': HEALTHY, [staged]: `${digest}  state.json\n` },
      '{"checksum": "sidecar", "mode": "0600"}',
    );
    expect(report.outcome).toEqual({
      kind: 'applied',
      steps: [
        { kind: 'complete-sidecar', from: staged },
        { kind: 'mode', from: 0o666, to: 0o600 },
      ],
    });
    expect(left).toEqual(['state.json', 'state.json.sha256']);
    expectMode(root, 'state.json', '0600');
  });

  test('a checksum file that the system refuses to show is no ground to act on', async () => {
    const root = aProject({
      ...APP_REGISTRY,
      'schemas/app/kind.yaml': '{"checksum": "sidecar"}',
      'state.json': HEALTHY,
      'state.json.sha256': '',
    });
    const fs = failAlways('EIO', (operation, [path]) => operation === 'open' && String(path).endsWith('.sha256'));
    const { report } = await only(repair(options('state.json'), aContext(root, { fs })));
    expect(errorOf(report)).toMatchObject({ code: 'WRITE_FAILED', step: 'read', errno: 'EIO' });
    expect(errorOf(report)?.message).toBe('state.json: cannot read what stands beside it: state.json.sha256 (EIO)');
  });

  test('a file that is gone from a directory that cannot be listed may have a backup', async () => {
    const root = aProject({ ...APP_REGISTRY, 'data/x': '' });
    const fs = failAlways('EIO', (operation, [path]) => operation === 'readdir' && String(path).endsWith('data'));
    const { report } = await only(repair(options('data/state.json'), aContext(root, { fs })));
    expect(report.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('data cannot be read (EIO)'),
    ]);
    expect(errorOf(report)).toMatchObject({ code: 'WRITE_FAILED', step: 'read', errno: 'EIO' });
  });
});
