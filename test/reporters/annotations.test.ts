import { expect, test } from 'vitest';
import { createAnnotator } from '../../src/reporters/annotations.ts';
import { aFinding, aReport } from '../support/reports.ts';

test('nine annotations a level are told, and a tenth counts the rest', () => {
  const annotator = createAnnotator();
  const many = (severity: 'error' | 'warning') => Array.from({ length: 12 }, () => aFinding({ severity }));
  annotator.add(aReport({ findings: [...many('warning'), ...many('error')] }));
  const told = annotator.told().map(({ level, title, message }) => [level, title === 'statefix' ? message : title]);
  expect(told).toEqual([
    ...Array.from({ length: 9 }, () => ['error', 'SCHEMA_MISMATCH']),
    ['error', '3 more errors: see the log and the report'],
    ...Array.from({ length: 9 }, () => ['warning', 'SCHEMA_MISMATCH']),
    ['warning', '3 more warnings: see the log and the report'],
  ]);
});

test('nine are told without a tenth', () => {
  const annotator = createAnnotator();
  annotator.add(aReport({ findings: Array.from({ length: 9 }, () => aFinding()) }));
  expect(annotator.told()).toHaveLength(9);
});

test('how many are told can be said', () => {
  const annotator = createAnnotator(1);
  annotator.add(aReport({ findings: [aFinding(), aFinding()] }));
  expect(annotator.told().map(({ message }) => message)).toContain('1 more error: see the log and the report');
});

test('a file that failed is an error of its own', () => {
  const error = { code: 'STATE_LOCKED', message: 'held' } as const;
  const annotator = createAnnotator();
  annotator.add(aReport({ outcome: { kind: 'failed', steps: [], error } }));
  expect(annotator.told()).toEqual([
    { level: 'error', title: 'STATE_LOCKED', message: 'held', path: 'state.json', range: undefined },
  ]);
});

test('what could not be acted on comes first, then what a change brought in, whatever came before', () => {
  const annotator = createAnnotator(3);
  annotator.add(aReport({ path: 'old.json', findings: [aFinding(), aFinding(), aFinding()] }));
  annotator.add(aReport({ path: 'new.json', findings: [aFinding({ code: 'BUMP_MISSED', args: { base: 'main' } })] }));
  const error = { code: 'STATE_LOCKED', message: 'held' } as const;
  annotator.add(aReport({ path: 'held.json', outcome: { kind: 'failed', steps: [], error } }));
  const told = annotator.told().map(({ path, title }) => path ?? title);
  expect(told).toEqual(['held.json', 'new.json', 'old.json', 'statefix']);
});
