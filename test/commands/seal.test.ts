import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { seal } from '../../src/commands/seal.ts';
import { APP_REGISTRY, aContext, aProject, type Files, namesIn, only, options, textOf } from '../support/project.ts';

const EDITED =
  '{"version": 3, "title": "edited", "stats": {}, "serial": 7, "at": "2020-01-01T00:00:00Z", "checksum": "sha256:0"}\n';
const FACTS = '{"checksum": "/checksum", "serial": "/serial", "touched": "/at"}';

async function sealed(files: Files, facts = FACTS) {
  const root = aProject({ ...APP_REGISTRY, 'schemas/app/kind.yaml': facts, ...files });
  const { report } = await only(seal(options('state.json'), aContext(root)));
  return { root, report };
}

describe('seal', () => {
  test('writes checksum, serial and time of a hand edit', async () => {
    const { root, report } = await sealed({ 'state.json': EDITED });
    expect(report.outcome).toEqual({
      kind: 'applied',
      steps: [{ kind: 'seal', what: ['checksum', 'serial', 'touched'] }],
    });
    expect(textOf(root, 'state.json')).toMatch(
      /^\{"version": 3, "title": "edited", "stats": \{\}, "serial": 8, "at": "2026-11-21T10:20:30Z", "checksum": "sha256:[0-9a-f]{64}"\}\n$/,
    );
    expect((await only(check(options('state.json'), aContext(root)))).report.findings).toEqual([]);
  });

  test('what is sealed already is left as it is', async () => {
    const { root } = await sealed({ 'state.json': EDITED });
    const before = textOf(root, 'state.json');
    const { report } = await only(seal(options('state.json'), aContext(root)));
    expect(report.outcome).toEqual({ kind: 'unchanged' });
    expect(textOf(root, 'state.json')).toBe(before);
  });

  test('anything else that is wrong is not sealed', async () => {
    const { root, report } = await sealed({ 'state.json': EDITED.replace('"title": "edited", ', '') });
    expect(report.outcome).toEqual({ kind: 'unchanged' });
    expect(report.remaining.map(({ code }) => code)).toEqual(['SCHEMA_MISMATCH', 'CHECKSUM_MISMATCH']);
    expect(namesIn(root)).toEqual(['migrations', 'schemas', 'state.json']);
  });

  test('the unsealed edit becomes no backup', async () => {
    const backup = '{"version": 1, "name": "x"}';
    const { root } = await sealed({ 'state.json': EDITED, 'state.json.bak': backup });
    expect(textOf(root, 'state.json.bak')).toBe(backup);
  });

  test('a checksum beside the file is written as sha256sum writes it', async () => {
    const text = '{"version": 2, "title": "x"}\n';
    const { root, report } = await sealed({ 'state.json': text }, '{"checksum": "sidecar"}');
    expect(report.findings.map(({ code }) => code)).toContain('CHECKSUM_MISSING');
    const digest = createHash('sha256').update(text).digest('hex');
    expect(textOf(root, 'state.json.sha256')).toBe(`${digest}  state.json\n`);
    expect(textOf(root, 'state.json')).toBe(text);
    expect(namesIn(root)).not.toContain('state.json.bak');
  });
});
