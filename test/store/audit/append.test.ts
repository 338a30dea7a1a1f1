import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appendAudit } from '../../../src/store/audit/append.ts';
import { readAudit } from '../../../src/store/audit/read.ts';
import { verifyAudit } from '../../../src/store/audit/verify.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { withHook } from '../../support/faults.ts';
import { sessionOf } from '../../support/plans.ts';
import { namesIn } from '../../support/project.ts';
import { aChange, append, aStore, aStoreWith, bytesOf } from './audits.ts';

test('what was appended is read back, oldest first', () => {
  const store = aStore();
  const ids = append(store, 3);
  const { lines, faults } = readAudit(nodeFs, store);
  expect(faults).toEqual([]);
  expect(lines.map(({ id, sequence }) => [sequence, id])).toEqual(ids.map((id, index) => [index + 1, id]));
  expect(verifyAudit(nodeFs, store)).toEqual({ kind: 'intact', changes: 3, remarks: [] });
  expect(namesIn(store.directory)).toEqual(['.gitignore', 'audit.head', 'audit.jsonl']);
});

test('an append takes one sync, one write of a whole line, and reads nothing of the audit', () => {
  const store = aStoreWith(2);
  const done: string[] = [];
  const fs = withHook(nodeFs, (operation, args, act) => {
    const path = args.find((arg) => typeof arg === 'string');
    done.push(path === undefined ? operation : `${operation} ${path.slice(store.directory.length + 1)}`);
    return act();
  });
  const session = sessionOf(fs);
  done.length = 0;
  appendAudit(session, store, aChange());
  expect(done).toEqual([
    'open audit.head',
    'fstat',
    'read',
    'close',
    'lstat audit.jsonl',
    'open audit.jsonl',
    'write',
    'fsync',
    'close',
    'open audit.head',
    'write',
    'close',
  ]);
});

test('a line is one line, whatever the names in it', () => {
  const store = aStore();
  const name = 'a\nb\u2028\ud800"\\ud83d\u0000\u{1f600}.json';
  appendAudit(sessionOf(), store, aChange({ tool: name }));
  expect(bytesOf(store).filter((byte) => byte === 0x0a)).toHaveLength(1);
  expect(readAudit(nodeFs, store).lines[0]?.tool).toBe(name.replace('\ud800', '\ufffd'));
  expect(verifyAudit(nodeFs, store).kind).toBe('intact');
});

test('the head has one length', () => {
  const store = aStoreWith(1);
  const length = () => readFileSync(`${store.directory}/audit.head`).length;
  expect(length()).toBe(256);
  append(store, 12);
  expect(length()).toBe(256);
});
