import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import type { Value } from '../../src/model/value.ts';
import { gridLayout0, gridLayout1, history0, history1, preferences0, preferences1 } from '../kinds/samples.ts';
import { aContext, aProject, expectMode, only, options, textOf } from '../support/project.ts';
import { isWindows } from '../support/system.ts';

// A desktop application's data directory: envelopes `{ version, timestamp, data }`, indented by two, mode 0600.

const KINDS: readonly (readonly [kind: string, path: string, before: Value, after: Value])[] = [
  ['grid-layout', 'layouts/default.json', gridLayout0, gridLayout1],
  ['preferences', 'settings/preferences.json', preferences0, preferences1],
  ['conversation-history', 'history/conversations/2026.json', history0, history1],
];

/** As the application writes: indented by two; integers beyond 2^53 as their digits. */
function written(value: Value): string {
  const text = JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `#${each}#` : each), 2);
  return `${text.replaceAll(/"#(-?\d+)#"/g, '$1')}\n`;
}

describe.each(KINDS)('%s', (kind, path, before, after) => {
  const given = { ...options(path), kind };

  test('a state of the current version is healthy', async () => {
    const root = aProject({ [`${path}:0600`]: written(after) });
    expect((await only(check(given, aContext(root)))).report.findings).toEqual([]);
  });

  test('an older one is outdated, and brought to the current version with every value', async () => {
    const root = aProject({ [`${path}:0600`]: written(before) });
    const found = await only(check(given, aContext(root)));
    expect(found.report.findings.map(({ code }) => code)).toEqual(['VERSION_OUTDATED']);
    await only(migrate(given, aContext(root)));
    expect(JSON.parse(textOf(root, path))).toEqual(JSON.parse(written(after)));
    expectMode(root, path, '0600');
    expect(textOf(root, path)).toMatch(/^\{\n {2}"version": "1\.0\.0",\n {2}"timestamp"/);
  });

  test('the version inside data moves with that of the envelope', async () => {
    const root = aProject({ [`${path}:0600`]: written(before) });
    await only(migrate(given, aContext(root)));
    const { version, data } = JSON.parse(textOf(root, path));
    expect([version, data.version]).toEqual(['1.0.0', '1.0.0']);
  });

  test('and down again to the same bytes', async () => {
    const root = aProject({ [`${path}:0600`]: written(before) });
    await only(migrate(given, aContext(root)));
    const down = await only(migrate({ ...given, to: '0.9.0' }, aContext(root)));
    expect(down.report.outcome.kind).toBe('applied');
    expect(JSON.parse(textOf(root, path))).toEqual(JSON.parse(written(before)));
  });

  // Windows tells no such bits.
  test.skipIf(isWindows)('a file that others can read is too open', async () => {
    const root = aProject({ [`${path}:0644`]: written(after) });
    expect((await only(check(given, aContext(root)))).report.findings.map(({ code }) => code)).toEqual([
      'MODE_TOO_OPEN',
    ]);
  });
});
