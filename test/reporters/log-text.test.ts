import { describe, expect, test } from 'vitest';
import { type AuditLine, FIRST_PREVIOUS } from '../../src/model/audit.ts';
import type { PlanStep } from '../../src/model/plan.ts';
import { logText } from '../../src/reporters/log-text.ts';
import { aChange, aRecordedFile } from '../store/audit/audits.ts';

function printed(dataLoss: unknown): string {
  const step = { kind: 'restore', source: 'two.json.bak', version: '1', candidate: 'bak', dataLoss };
  const file = aRecordedFile({ path: 'two.json', recovery: 'two.json.bak', steps: [step as PlanStep] });
  const line: AuditLine = {
    ...aChange({ command: 'repair', files: [file] }),
    version: 1,
    sequence: 1,
    previous: FIRST_PREVIOUS,
    hash: FIRST_PREVIOUS,
  };
  const report = { version: 1, command: 'log', changes: [line], faults: [] } as const;
  return logText(report, { colour: false, volume: 'normal' }).split('\n')[1] ?? '';
}

const DIFFERENCE = { added: [], changed: ['/secret'], gone: ['/a', '/b'], counts: { added: 0, changed: 1, gone: 2 } };
const START = '    two.json: version 0 → 1, from two.json.bak';

describe('a repair in the log', () => {
  test.each([
    [{ kind: 'known', isPartial: false, difference: DIFFERENCE }, ' (lost: 1 changed, 2 gone)'],
    [{ kind: 'none', isPartial: false }, ' (lost: nothing)'],
    [{ kind: 'none', isPartial: true }, ' (lost: nothing (partly read))'],
    [{ kind: 'unknown' }, ' (lost: unknown)'],
  ])('that lost %j says so beside its source', (dataLoss, told) => {
    expect(printed(dataLoss)).toBe(`${START}${told}, backup b-1`);
  });

  // As lines of before, or of a later version, or of somebody else hold it.
  test.each([
    undefined,
    null,
    'much',
    {},
    { kind: 'none' },
    { kind: 'total', isPartial: false },
    { kind: 'known', isPartial: false },
    { kind: 'known', isPartial: false, difference: { ...DIFFERENCE, counts: { changed: '\u001b' } } },
    { kind: 'known', isPartial: false, difference: { ...DIFFERENCE, gone: 2 } },
  ])('that says %j of its loss is shown without it', (dataLoss) => {
    expect(printed(dataLoss)).toBe(`${START}, backup b-1`);
  });
});
