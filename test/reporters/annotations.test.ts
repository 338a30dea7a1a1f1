import { expect, test } from 'vitest';
import { createAnnotator } from '../../src/reporters/annotations.ts';
import { aFinding, aReport } from '../support/reports.ts';

test('nine annotations a level are told, and a tenth counts the rest', () => {
  const annotator = createAnnotator();
  const many = (severity: 'error' | 'warning') => Array.from({ length: 12 }, () => aFinding({ severity }));
  const told = annotator.of(aReport({ findings: [...many('error'), ...many('warning')] }));
  expect(told.filter(({ level }) => level === 'error')).toHaveLength(9);
  expect(told.filter(({ level }) => level === 'warning')).toHaveLength(9);
  expect(annotator.rest().map(({ level, message }) => [level, message])).toEqual([
    ['error', '3 more errors: see the log and the report'],
    ['warning', '3 more warnings: see the log and the report'],
  ]);
});

test('nine are told without a tenth', () => {
  const annotator = createAnnotator();
  annotator.of(aReport({ findings: Array.from({ length: 9 }, () => aFinding()) }));
  expect(annotator.rest()).toEqual([]);
});

test('a file that failed is an error of its own', () => {
  const error = { code: 'STATE_LOCKED', message: 'held' } as const;
  const [annotation] = createAnnotator().of(aReport({ outcome: { kind: 'failed', steps: [], error } }));
  expect(annotation).toMatchObject({ level: 'error', title: 'STATE_LOCKED', message: 'held', path: 'state.json' });
});
