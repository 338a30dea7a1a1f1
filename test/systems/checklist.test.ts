import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { seal } from '../../src/commands/seal.ts';
import { aContext, aProject, expectMode, namesIn, only, options, textOf } from '../support/project.ts';

// A workflow runner's `.checklist/state.yaml`: YAML, schemaVersion semver, checksum inside the document, mode 0644.

const OLD = `# The release checklist. Do not edit while the runner is at work.
schemaVersion: "0.9.0"

activeInstance: # what is being worked on
  id: 7c9e6679-7425-40de-944b-e07fc1f90ae7
  templateId: release
  templateVersion: 1.2.0
  projectPath: /srv/app
  status: active
  currentStepId: build
  startedAt: '2026-11-01T08:00:00Z'
  updatedAt: '2026-11-01T09:00:00Z' # by the runner

completedSteps:
  - stepId: lint # quick
    completedAt: '2026-11-01T08:30:00Z'
    durationMs: 1e3
    result: success
    commandResults: []
`;
const path = '.checklist/state.yaml';
const checklist = { ...options(path), kind: 'checklist' };

async function migrated(text = OLD) {
  const root = aProject({ [`${path}:0644`]: text });
  const { report } = await only(migrate(checklist, aContext(root)));
  return { root, report };
}

describe('the state of a checklist', () => {
  test('of version 0.9.0 carries no checksum and is outdated', async () => {
    const root = aProject({ [`${path}:0644`]: OLD });
    const { report } = await only(check(checklist, aContext(root)));
    expect(report.findings.map(({ code, severity }) => [code, severity])).toEqual([['VERSION_OUTDATED', 'warning']]);
  });

  test('is migrated with every comment, blank line and spelling, and sealed', async () => {
    const { root, report } = await migrated();
    expect(report.outcome.kind).toBe('applied');
    const text = textOf(root, path);
    const checksum = /checksum: (sha256:[0-9a-f]{64})\n/.exec(text)?.[1];
    expect(checksum).toBeDefined();
    const expected = OLD.replace('"0.9.0"', '"1.0.0"')
      .replace("updatedAt: '2026-11-01T09:00:00Z'", "lastModifiedAt: '2026-11-21T10:20:30Z'")
      .replace('durationMs: 1e3', 'executionTime: 1e3');
    expect(text.replace(/checksum: .*\n/, '')).toBe(expected);
    expect((await only(check(checklist, aContext(root)))).report.findings).toEqual([]);
  });

  test('keeps its mode, and its old content as .bak', async () => {
    const { root } = await migrated();
    expectMode(root, path, '0644');
    expect(textOf(root, `${path}.bak`)).toBe(OLD);
    expect(namesIn(`${root}/.checklist`)).toEqual(['state.yaml', 'state.yaml.bak']);
  });

  test('edited by hand is a mismatch, and sealing accepts it', async () => {
    const { root } = await migrated();
    const edited = textOf(root, path).replace('status: active', 'status: paused');
    const other = aProject({ [`${path}:0644`]: edited });
    const found = await only(check(checklist, aContext(other)));
    expect(found.report.findings.map(({ code }) => code)).toEqual(['CHECKSUM_MISMATCH']);
    await only(seal(checklist, aContext(other)));
    expect((await only(check(checklist, aContext(other)))).report.findings).toEqual([]);
    expect(textOf(other, path)).toContain('status: paused');
  });

  test('reformatted by hand is no mismatch', async () => {
    const { root } = await migrated();
    const reformatted = textOf(root, path).replaceAll('\n', '\r\n').replace('# quick', '# very quick');
    const other = aProject({ [`${path}:0644`]: reformatted });
    expect((await only(check(checklist, aContext(other)))).report.findings).toEqual([]);
  });

  test.each([
    ['another status', 'status: active', 'status: asleep'],
    ['an id that is no uuid', '7c9e6679-7425-40de-944b-e07fc1f90ae7', 'seven'],
    ['a relative project path', '/srv/app', 'srv/app'],
    ['another result', 'result: success', 'result: perhaps'],
  ])('with %s is refused', async (_what, from, to) => {
    const root = aProject({ [`${path}:0644`]: OLD.replace(from, to) });
    const { report } = await only(check(checklist, aContext(root)));
    expect(report.findings.map(({ code }) => code)).toContain('SCHEMA_MISMATCH');
  });
});
