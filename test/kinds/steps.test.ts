import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { traceOrigins } from '../../src/formats/origins.ts';
import { valueAt } from '../../src/model/pointer.ts';
import type { Value, ValueObject } from '../../src/model/value.ts';
import { withoutValueAt, withValueAt } from '../../src/model/with-value.ts';
import { undeclaredLosses } from '../../src/plan/ledger.ts';
import { judgeBy, kindNames, loadStep, stepsOf, versionsOf } from './builtin.ts';
import { samples } from './samples.ts';

interface Known {
  readonly kind: string;
  readonly older: string;
  readonly newer: string;
  /** Where the kind carries its version. */
  readonly version: string;
}

const KNOWN: readonly Known[] = [
  { kind: 'daemon', older: '0', newer: '1', version: '/version' },
  { kind: 'grid-layout', older: '0.9.0', newer: '1.0.0', version: '/version' },
  { kind: 'preferences', older: '0.9.0', newer: '1.0.0', version: '/version' },
  { kind: 'conversation-history', older: '0.9.0', newer: '1.0.0', version: '/version' },
  { kind: 'checklist', older: '0.9.0', newer: '1.0.0', version: '/schemaVersion' },
];

const CHECKSUM = `sha256:${'0'.repeat(64)}`;

function sample(kind: string, version: string): ValueObject {
  const value = samples.get(`${kind} ${version}`);
  if (value === undefined) throw new TypeError(`there is no sample of ${kind} ${version}`);
  return value as ValueObject;
}

/** What the engine does to the result of a step: it owns version and checksum. */
function finished(value: Value, { kind, newer, version }: Known, target: string): Value {
  const spelled = /^\d+$/.test(target) ? Number(target) : target;
  const versioned = withValueAt(value, version, spelled, 'first');
  if (kind !== 'checklist') return versioned;
  return target === newer ? withValueAt(versioned, '/checksum', CHECKSUM) : withoutValueAt(versioned, '/checksum');
}

async function stepOf(kind: string) {
  const [path = ''] = stepsOf(kind);
  return loadStep(path);
}

test('the kinds with a history are those that this test knows', () => {
  const withHistory = kindNames.filter((kind) => versionsOf(kind).length > 1);
  expect(withHistory).toEqual(KNOWN.map(({ kind }) => kind).sort());
  expect(kindNames.filter((kind) => stepsOf(kind).length > 0)).toEqual(withHistory);
});

describe.each(KNOWN)('the step of $kind', (known) => {
  const { kind, older, newer } = known;

  test('is named after the version that it leads to', () => {
    expect(stepsOf(kind).map((path) => basename(path).split('_')[0])).toEqual([newer]);
  });

  test('imports nothing and asks neither clock nor chance', () => {
    for (const path of stepsOf(kind)) {
      const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code).not.toMatch(/\bimport\b|\brequire\b|\bDate\b|\bMath\.random\b|\bprocess\b|\bawait\b|\basync\b/);
    }
  });

  test('leads a healthy old state to a healthy new one', async () => {
    const { up } = await stepOf(kind);
    const judge = await judgeBy(kind, newer);
    expect(judge(finished(up(sample(kind, older)), known, newer))).toEqual([]);
  });

  test('leads a healthy new state back to a healthy old one', async () => {
    const { down } = await stepOf(kind);
    const judge = await judgeBy(kind, older);
    expect(judge(finished(down(sample(kind, newer)), known, older))).toEqual([]);
  });

  test('up and down again is the state as it was', async () => {
    const { up, down } = await stepOf(kind);
    const before = withValueAt(sample(kind, older), known.version, /^\d+$/.test(older) ? Number(older) : older);
    const there = finished(up(before), known, newer);
    expect(finished(down(there), known, older)).toEqual(before);
  });

  test('down and up again is the state as it was', async () => {
    const { up, down } = await stepOf(kind);
    const before = sample(kind, newer);
    expect(finished(up(finished(down(before), known, older)), known, newer)).toEqual(before);
  });

  test('leaves its input as it was', async () => {
    const { up, down } = await stepOf(kind);
    const [old, young] = [sample(kind, older), sample(kind, newer)];
    const copies = structuredClone([old, young]);
    up(old);
    down(young);
    expect([old, young]).toEqual(copies);
  });

  test('loses nothing that it does not declare', async () => {
    const { up, down, drops = [], dropsDown = [] } = await stepOf(kind);
    const engine = [known.version, '/checksum'];
    const losses = (before: Value, after: Value, declared: readonly string[]) =>
      undeclaredLosses(before, after, traceOrigins(before, after), declared, engine);
    const [old, young] = [sample(kind, older), sample(kind, newer)];
    expect(losses(old, up(old), drops)).toEqual([]);
    expect(losses(young, down(young), dropsDown)).toEqual([]);
  });

  test('the ledger of this test sees a loss', () => {
    const old = sample(kind, older);
    const [key = ''] = Object.keys(old).filter((each) => `/${each}` !== known.version);
    const after = withoutValueAt(old, `/${key}`);
    expect(undeclaredLosses(old, after, traceOrigins(old, after), [], []).length).toBeGreaterThan(0);
  });
});

describe('daemon', () => {
  test('a complete state without version gets nothing but its version', async () => {
    const { up } = await stepOf('daemon');
    const before = sample('daemon', '0');
    expect(up(before)).toEqual(before);
  });

  test('what the first daemons left out gets its default', async () => {
    const { up } = await stepOf('daemon');
    expect(up({ daemon_state: 'stopped' })).toEqual({
      daemon_state: 'stopped',
      current_session: null,
      stats: { saves_count: 0, total_resumes: 0 },
    });
  });
});

describe('grid-layout', () => {
  test('two items of one id are no migration, but an error that says so', async () => {
    const { up } = await stepOf('grid-layout');
    const twice = withValueAt(sample('grid-layout', '0.9.0'), '/data/layout/1/id', 'clock-1');
    expect(() => up(twice)).toThrow('two items of data.layout have the same id');
  });

  test('an item named __proto__ is one like any other', async () => {
    const { up, down } = await stepOf('grid-layout');
    const before = withValueAt(sample('grid-layout', '0.9.0'), '/data/layout/1/id', '__proto__');
    const after = up(before);
    expect(Object.keys(valueAt(after, '/data/layout') as ValueObject)).toEqual(['clock-1', '__proto__']);
    expect(valueAt(down(after), '/data/layout/1/id')).toBe('__proto__');
  });
});

describe('conversation-history', () => {
  test('tokens that were not totalled are, beyond 2^53 too', async () => {
    const { up } = await stepOf('conversation-history');
    const before = withoutValueAt(sample('conversation-history', '0.9.0'), '/data/totalTokens');
    expect(valueAt(up(before), '/data/metadata/totalTokens')).toBe(9_007_199_254_741_000n);
  });

  test('a small total is a number', async () => {
    const { up } = await stepOf('conversation-history');
    const untotalled = withoutValueAt(sample('conversation-history', '0.9.0'), '/data/totalTokens');
    const before = withValueAt(untotalled, '/data/entries/0/tokens', 5);
    expect(valueAt(up(before), '/data/metadata/totalTokens')).toBe(12);
  });
});

describe('checklist', () => {
  test('a renamed member stays where it was among its siblings', async () => {
    const { up } = await stepOf('checklist');
    const after = up(sample('checklist', '0.9.0'));
    expect(Object.keys(valueAt(after, '/activeInstance') as ValueObject).at(-1)).toBe('lastModifiedAt');
    expect(Object.keys(valueAt(after, '/completedSteps/0') as ValueObject)[2]).toBe('executionTime');
  });

  test('a runner without a checklist at work migrates too', async () => {
    const { up, down } = await stepOf('checklist');
    const idle = { schemaVersion: '0.9.0', activeInstance: null, completedSteps: [] };
    expect(down(up(idle))).toEqual(idle);
  });
});
