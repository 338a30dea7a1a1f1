import { expect, test } from 'vitest';
import { statusTable } from '../../src/reporters/status-table.ts';
import { aFinding, aReport, aSummary } from '../support/reports.ts';

const LOOK = { command: 'status', colour: false, volume: 'normal', isPlanned: false } as const;

test('every file is a row with its version, target and what is pending', () => {
  const table = statusTable(LOOK);
  const steps = ['2_add', '3_move'];
  const outdated = aFinding({ code: 'VERSION_OUTDATED', severity: 'warning', args: { steps } });
  table.file(
    aReport({ path: 'old.json', stateVersion: { found: '1', current: '3', after: '1' }, findings: [outdated] }),
    undefined,
  );
  table.file(
    aReport({ path: 'good.json', kind: 'extraction', stateVersion: { found: null, current: null, after: null } }),
    undefined,
  );
  table.file(aReport({ path: 'bad\u001b.json', findings: [aFinding()] }), undefined);
  expect(table.end({ summary: aSummary(), error: undefined })).toBe(
    [
      'PATH          KIND        VERSION  TARGET  STATE',
      'old.json      daemon      1        3       pending: 2_add, 3_move',
      'good.json     extraction  -        -       current',
      'bad\\x1b.json  daemon      1        1       SCHEMA_MISMATCH: see statefix check',
      '',
    ].join('\n'),
  );
});

test('a file that could not be read is told below', () => {
  const table = statusTable({ ...LOOK, volume: 'quiet' });
  const error = { code: 'WRITE_FAILED', message: 'EIO', hint: 'Look at the disk.' } as const;
  table.file(aReport({ outcome: { kind: 'failed', steps: [], error } }), undefined);
  const text = table.end({ summary: aSummary(), error: undefined });
  expect(text).toContain('state.json: error WRITE_FAILED EIO\n  hint: Look at the disk.\n');
  expect(text).not.toContain('PATH');
});
