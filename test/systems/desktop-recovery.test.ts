import { describe, expect, test } from 'vitest';
import { repair } from '../../src/commands/repair.ts';
import type { PlanStep } from '../../src/model/plan.ts';
import { gridLayout1, history1, preferences1 } from '../kinds/samples.ts';
import { aContext, aProject, expectMode, type Files, only, options, textOf } from '../support/project.ts';

// Automatic repair in the data directory of a desktop application: `.bak`, then its own `backups/auto` and `backups/manual`.

const KINDS = [
  { kind: 'grid-layout', path: 'layouts/default.json', key: 'layout.default', state: plain(gridLayout1) },
  { kind: 'preferences', path: 'settings/preferences.json', key: 'settings.preferences', state: plain(preferences1) },
  {
    kind: 'conversation-history',
    path: 'history/conversations/2026.json',
    key: 'history.2026',
    state: plain(history1),
  },
] as const;

interface Envelope {
  readonly version: string;
  readonly timestamp: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** As a program reads it: large integers are of no matter here. */
function plain(value: unknown): Envelope {
  return JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? Number(each) % 1000 : each)));
}

function textIn(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** What the application writes to `backups/manual/<id>.json`: everything, by its keys. */
function everything(timestamp: number, data: Readonly<Record<string, unknown>>): string {
  return textIn({ version: '1.0.0', timestamp, type: 'full', data });
}

describe.each(KINDS)('$kind', ({ kind, path, key, state }) => {
  const broken = textIn(state).slice(0, 60);

  async function repaired(files: Files) {
    const root = aProject({ [`${path}:0600`]: broken, ...files });
    const { report } = await only(repair({ ...options(path), kind }, aContext(root)));
    const steps: readonly PlanStep[] = report.outcome.kind === 'unchanged' ? [] : report.outcome.steps;
    const restore = steps.find((step) => step.kind === 'restore');
    return { root, report, taken: restore?.kind === 'restore' ? restore.candidate : undefined };
  }

  test('is repaired from an automatic backup of its data, which gets its envelope again', async () => {
    const { root, report, taken } = await repaired({
      [`backups/auto/${key}_1764000001000.json:0600`]: textIn(state.data),
    });
    expect(taken).toMatch(new RegExp(`^file:(?:\\.\\./)+backups/auto/${key}_1764000001000\\.json$`));
    expect(report.remaining).toEqual([]);
    expect(JSON.parse(textOf(root, path))).toEqual({ ...state, timestamp: 1_764_000_001_000 });
    expectMode(root, path, '0600');
  });

  test('takes the newest automatic backup that is healthy', async () => {
    const { taken } = await repaired({
      [`backups/auto/${key}_1764000001000.json:0600`]: textIn(state.data),
      [`backups/auto/${key}_1764000002000.json:0600`]: textIn(state.data),
      [`backups/auto/${key}_1764000003000.json:0600`]: textIn(state.data).slice(0, 30),
    });
    expect(taken).toContain('1764000002000');
  });

  test('is repaired from a manual backup of everything, by its own key', async () => {
    const { root, taken } = await repaired({
      'backups/manual/b-1.json:0600': everything(1_764_000_000_000, { other: {}, [key]: state.data }),
    });
    expect(taken).toContain('backups/manual/b-1.json');
    expect(JSON.parse(textOf(root, path)).data).toEqual(state.data);
  });

  test('is not repaired from a backup of another key', async () => {
    const { report } = await repaired({
      [`backups/auto/${key}-2_1764000001000.json:0600`]: textIn(state.data),
      'backups/manual/b-1.json:0600': everything(1_764_000_000_000, { [`${key}-2`]: state.data }),
    });
    expect(report.outcome).toMatchObject({ kind: 'failed', error: { code: 'STATE_CORRUPTED' } });
    expect(report.outcome).not.toHaveProperty('steps.0');
  });

  test('takes its .bak before them', async () => {
    const { root, taken } = await repaired({
      [`${path}.bak:0600`]: textIn(state),
      [`backups/auto/${key}_1764000009000.json:0600`]: textIn(state.data),
    });
    expect(taken).toBe('bak');
    expect(textOf(root, path)).toBe(textIn(state));
  });
});
