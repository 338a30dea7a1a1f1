import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { repair } from '../../src/commands/repair.ts';
import { aContext, aProject, expectMode, namesIn, only, options, textOf } from '../support/project.ts';

// An apply tool's resources: a root array that carries no version, mode 0644, the previous content as `.bak`.

const GOOD = '[\n  { "id": "i-1", "type": "machine", "serial": 12345678901234567890 }\n]\n';
const BROKEN = GOOD.slice(0, 30);
const deployment = { ...options('resources.json'), kind: 'deployment' };

describe('the resources of a deployment', () => {
  test('a root array without a version is healthy', async () => {
    const root = aProject({ 'resources.json:0644': GOOD });
    const { report } = await only(check(deployment, aContext(root)));
    expect(report.findings).toEqual([]);
    expect(report.stateVersion).toEqual({ found: null, current: null, after: null });
  });

  test('a parse error takes a valid .bak', async () => {
    const root = aProject({ 'resources.json:0644': BROKEN, 'resources.json.bak:0644': GOOD });
    const { report } = await only(repair(deployment, aContext(root)));
    expect(report.outcome.kind).toBe('applied');
    expect(textOf(root, 'resources.json')).toBe(GOOD);
    expect(namesIn(root)).toEqual(['resources.json', 'resources.json.bak', 'resources.json.corrupt-20261121T102030Z']);
  });

  test('a restored .bak is told with what is lost by it', async () => {
    const lost = GOOD.replace('\n]', ',\n  { "id": "i-2", "type": "volume" }\n]');
    const root = aProject({ 'resources.json:0644': `${lost}]`, 'resources.json.bak:0644': GOOD });
    const { report } = await only(repair(deployment, aContext(root)));
    expect(report.outcome).toMatchObject({
      steps: [{ kind: 'restore', source: 'resources.json.bak', candidate: 'bak', dataLoss: { kind: 'known' } }],
    });
  });

  test('a file that was deleted is restored from its .bak', async () => {
    const root = aProject({ 'resources.json.bak:0644': GOOD });
    await only(repair(deployment, aContext(root)));
    expect(textOf(root, 'resources.json')).toBe(GOOD);
    expectMode(root, 'resources.json', '0644');
  });

  test('where there is no .bak, the error says so', async () => {
    const root = aProject({ 'resources.json:0644': BROKEN });
    const { report } = await only(repair(deployment, aContext(root)));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'STATE_CORRUPTED' } });
    expect(namesIn(root)).toEqual(['resources.json']);
  });

  test('where both are bad, the error says so, with path and cause, and nothing is changed', async () => {
    const root = aProject({ 'resources.json:0644': BROKEN, 'resources.json.bak:0644': '[' });
    const { report } = await only(repair(deployment, aContext(root)));
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'STATE_CORRUPTED' } });
    const message = report.outcome.kind === 'failed' ? report.outcome.error.message : '';
    expect(message).toMatch(
      /^resources\.json is corrupted and no healthy candidate was found: resources\.json\.bak: The text is truncated/,
    );
    expect(report.path).toBe('resources.json');
    expect(textOf(root, 'resources.json')).toBe(BROKEN);
    expect(textOf(root, 'resources.json.bak')).toBe('[');
  });

  test('a lock held by another is waited for as long as 30 s', async () => {
    const root = aProject({ 'resources.json:0644': GOOD });
    const context = aContext(root);
    const { openWorkbench } = await import('../../src/commands/workbench.ts');
    const { kind } = await (await openWorkbench(deployment, context)).kind('deployment');
    expect(kind.lock).toEqual({ timeout: 30_000, stale: 300_000 });
  });
});
