import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalText } from '../../../src/formats/canonical.ts';
import { digestOf } from '../../../src/formats/digest.ts';
import { renderHead } from '../../../src/store/audit/head.ts';
import { readAudit } from '../../../src/store/audit/read.ts';
import { verifyAudit } from '../../../src/store/audit/verify.ts';
import { type FsOps, nodeFs } from '../../../src/store/fs-ops.ts';
import { auditHeadPath, auditPath, type ProjectStore } from '../../../src/store/project-store.ts';
import { failAlways, onPlatform, withHook } from '../../support/faults.ts';
import { append, aStore, aStoreWith, bytesOf, tamper } from './audits.ts';

const LINES = 5;

function headOf(store: ProjectStore): Buffer {
  return readFileSync(auditHeadPath(store));
}

function putHead(store: ProjectStore, changes: Record<string, unknown>): void {
  const head = JSON.parse(headOf(store).toString());
  writeFileSync(auditHeadPath(store), renderHead({ ...head, ...changes }));
}

/** The lines, each with its line feed. */
function linesOf(bytes: Buffer): readonly string[] {
  return bytes.toString().match(/[^\n]*\n/g) ?? [];
}

function faultOf(store: ProjectStore, fs: FsOps = nodeFs): string {
  const verdict = verifyAudit(fs, store);
  if (verdict.kind === 'intact') return `intact ${verdict.changes} ${verdict.remarks.join(' ')}`.trim();
  const { file, line, reason } = verdict.fault;
  return `${file.slice(store.directory.length + 1)}:${line}: ${reason}`;
}

describe('a line that was changed', () => {
  test('is named, whichever of its bytes it was, and whatever stands there now', () => {
    const store = aStoreWith(LINES);
    const whole = bytesOf(store);
    const runs = { seen: 0 };
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (position, shift) => {
        const bytes = Buffer.from(whole);
        bytes[position] = ((whole[position] ?? 0) + shift) % 256;
        writeFileSync(auditPath(store), bytes);
        const verdict = verifyAudit(nodeFs, store);
        const line = whole.subarray(0, position).filter((byte) => byte === 0x0a).length + 1;
        expect(verdict).toMatchObject({ kind: 'broken', fault: { file: auditPath(store), line } });
        runs.seen += 1;
      }),
      { numRuns: 1500 },
    );
    expect(runs.seen).toBe(1500);
    // The same harness must say nothing of what was not changed.
    writeFileSync(auditPath(store), whole);
    expect(faultOf(store)).toBe('intact 5');
  });

  test('is named for every byte of one line', () => {
    const store = aStoreWith(3);
    const whole = bytesOf(store);
    const start = whole.indexOf(0x0a) + 1;
    const end = whole.indexOf(0x0a, start);
    for (let position = start; position <= end; position += 1) {
      const bytes = Buffer.from(whole);
      bytes[position] = whole[position] === 0x20 ? 0 : 0x20;
      writeFileSync(auditPath(store), bytes);
      expect(verifyAudit(nodeFs, store), `byte ${position}`).toMatchObject({ kind: 'broken', fault: { line: 2 } });
    }
  });

  test.each<[string, (lines: readonly string[]) => readonly string[], string]>([
    ['an empty line in between', ([one = '', ...rest]) => [one, '\n', ...rest], 'audit.jsonl:2: it is empty'],
    ['an empty line at the end', (lines) => [...lines, '\n'], 'audit.jsonl:6: it is empty'],
    [
      'a line feed of two bytes',
      ([one = '', ...rest]) => [one.replace('\n', '\r\n'), ...rest],
      'audit.jsonl:1: it is not spelled as statefix writes it',
    ],
    ['a line gone', ([one = '', , ...rest]) => [one, ...rest], 'audit.jsonl:2: change 2 is missing before it'],
    ['lines gone', ([one = '', , , ...rest]) => [one, ...rest], 'audit.jsonl:2: changes 2 to 3 are missing before it'],
    ['the first line gone', ([, ...rest]) => rest, 'audit.jsonl:1: change 1 is missing before it'],
    [
      'a line twice',
      ([one = '', ...rest]) => [one, one, ...rest],
      'audit.jsonl:2: it is change 1, where change 2 belongs',
    ],
    [
      'two lines swapped',
      ([one = '', two = '', ...rest]) => [two, one, ...rest],
      'audit.jsonl:1: change 1 is missing before it',
    ],
    ['a list', ([, ...rest]) => ['[]\n', ...rest], 'audit.jsonl:1: it is not a JSON object'],
    [
      'half a surrogate pair',
      ([one = '', ...rest]) => [one.replace('ada', '\\ud800'), ...rest],
      'audit.jsonl:1: it is not spelled as statefix writes it',
    ],
    [
      'another spelling',
      ([one = '', ...rest]) => [one.replace('ada', '\\u0061da'), ...rest],
      'audit.jsonl:1: it is not spelled as statefix writes it',
    ],
    ['a byte order mark', ([one = '', ...rest]) => [`\ufeff${one}`, ...rest], 'audit.jsonl:1: it is not a JSON object'],
    [
      'a member twice',
      ([one = '', ...rest]) => [one.replace('{', '{"at":"x",'), ...rest],
      'audit.jsonl:1: it is not spelled as statefix writes it',
    ],
  ])('%s', (_, change, expected) => {
    const store = aStoreWith(LINES);
    tamper(store, (bytes) => Buffer.from(change(linesOf(bytes)).join('')));
    expect(faultOf(store)).toBe(expected);
  });

  const forged = (line: string, change: (value: Record<string, unknown>) => Record<string, unknown>): string => {
    const { hash: _, ...body } = change(JSON.parse(line));
    return `${canonicalText({ ...body, hash: digestOf(canonicalText(body as never)) } as never)}\n`;
  };

  test('and given a hash of its own is named by the line after it', () => {
    const store = aStoreWith(LINES);
    tamper(store, (bytes) => {
      const [one = '', ...rest] = linesOf(bytes);
      return Buffer.from([forged(one, (value) => ({ ...value, command: 'repair' })), ...rest].join(''));
    });
    expect(faultOf(store)).toBe('audit.jsonl:2: it does not follow the line before it');
  });

  test('and is the last one, with a hash of its own, is named by the head', () => {
    const store = aStoreWith(1);
    tamper(store, (bytes) => Buffer.from(forged(bytes.toString(), (value) => ({ ...value, command: 'repair' }))));
    expect(faultOf(store)).toBe('audit.jsonl:1: it is not the line that audit.head knows as change 1');
  });

  test.each([
    ['a list of files', { files: {} }],
    ['a later version', { version: 2 }],
    ['a place', { sequence: 0 }],
    ['a step of no kind', { files: [{ steps: [{}] }] }],
  ])('and is no change any more, but for its hash: %s', (_, members) => {
    const store = aStoreWith(1);
    tamper(store, (bytes) => Buffer.from(forged(bytes.toString(), (value) => ({ ...value, ...members }))));
    expect(faultOf(store)).toBe('audit.jsonl:1: it is not a change as this version of statefix records it');
    expect(readAudit(nodeFs, store)).toMatchObject({ lines: [], faults: [{ line: 1 }] });
  });
});

describe('a cut at the end', () => {
  test('is seen, wherever it is', () => {
    const store = aStoreWith(LINES);
    const whole = bytesOf(store);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(auditPath(store), whole.subarray(0, length));
      const line = whole.subarray(0, length).filter((byte) => byte === 0x0a).length + 1;
      expect(verifyAudit(nodeFs, store), `${length} bytes`).toMatchObject({
        kind: 'broken',
        fault: { file: auditPath(store), line },
      });
    }
  });

  test('stays to be seen after the next change', () => {
    const store = aStoreWith(LINES);
    tamper(store, (bytes) => Buffer.from(linesOf(bytes).slice(0, 3).join('')));
    expect(faultOf(store)).toBe('audit.jsonl:4: lines are missing here: audit.head counts 5 changes, and 3 stand');
    append(store, 2);
    expect(faultOf(store)).toBe('audit.jsonl:4: changes 4 to 5 are missing before it');
  });

  test('of the whole file, too', () => {
    const store = aStoreWith(2);
    rmSync(auditPath(store));
    expect(faultOf(store)).toBe('audit.jsonl:1: lines are missing here: audit.head counts 2 changes, and 0 stand');
    append(store, 1);
    expect(faultOf(store)).toBe('audit.jsonl:1: changes 1 to 2 are missing before it');
  });
});

describe('the head', () => {
  test('one line behind is that of an interrupted append, and the next one mends it', () => {
    const store = aStoreWith(2);
    const before = headOf(store);
    append(store, 1);
    writeFileSync(auditHeadPath(store), before);
    expect(faultOf(store)).toBe('intact 3 ahead');
    append(store, 1);
    expect(faultOf(store)).toBe('intact 4');
  });

  test('further behind, in the same boot, is that of nobody', () => {
    const store = aStoreWith(2);
    const before = headOf(store);
    append(store, 2);
    writeFileSync(auditHeadPath(store), before);
    // A system that does not tell its boots cannot tell this, either.
    const isTold = JSON.parse(before.toString()).boot !== null;
    expect(faultOf(store)).toBe(
      isTold
        ? 'audit.head:null: audit.head counts 2 changes, and 4 stand: others than statefix wrote some'
        : 'intact 4 behind',
    );
    expect(faultOf(store, onPlatform('darwin'))).toBe('intact 4 behind');
  });

  test('further behind, of another boot, is what a power cut leaves', () => {
    const store = aStoreWith(2);
    putHead(store, { boot: 'another' });
    const before = headOf(store);
    append(store, 2);
    writeFileSync(auditHeadPath(store), before);
    expect(faultOf(store)).toBe('intact 4 behind');
    append(store, 1);
    expect(faultOf(store)).toBe('intact 5');
  });

  test.each<[string, string, (path: string) => void]>([
    ['gone', 'is missing', (path) => rmSync(path)],
    ['torn', 'cannot be read', (path) => writeFileSync(path, readFileSync(path).subarray(0, 100))],
    ['too long', 'cannot be read', (path) => writeFileSync(path, ' ', { flag: 'a' })],
    ['nothing but NUL', 'cannot be read', (path) => writeFileSync(path, Buffer.alloc(256))],
    [
      'altered',
      'cannot be read',
      (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('"version":1', '"version":7')),
    ],
  ])('%s: nobody can tell of the end, until the next append mends it', (_, state, change) => {
    const store = aStoreWith(2);
    change(auditHeadPath(store));
    expect(faultOf(store)).toBe(
      `audit.head:null: audit.head ${state}: whether lines are missing at the end cannot be told`,
    );
    append(store, 1);
    expect(faultOf(store)).toBe('intact 3');
  });

  test('that knows a hash of no change', () => {
    const store = aStoreWith(1);
    putHead(store, { count: 0 });
    expect(faultOf(store)).toBe('audit.head:null: it knows no change, and yet a hash');
  });
});

test('a torn line after the last whole one is of an interrupted append', () => {
  const store = aStoreWith(2);
  writeFileSync(auditPath(store), '{"at":"20', { flag: 'a' });
  expect(faultOf(store)).toBe('intact 2 torn');
  expect(readAudit(nodeFs, store).faults).toEqual([
    { file: auditPath(store), line: 3, reason: 'it is torn: an append was interrupted' },
  ]);
});

test('a torn line that the head counts is none of an interrupted append', () => {
  const store = aStoreWith(2);
  tamper(store, (bytes) => bytes.subarray(0, -1));
  expect(faultOf(store)).toBe('audit.jsonl:2: it has no line feed at its end, and audit.head counts 2 changes');
});

test('a torn first line without a head is no audit of nothing', () => {
  const store = aStoreWith(1);
  tamper(store, (bytes) => bytes.subarray(0, -1));
  rmSync(auditHeadPath(store));
  expect(faultOf(store)).toMatch(/^audit.head:null: audit.head is missing/);
});

test('where nothing was recorded, nothing is wrong', () => {
  expect(faultOf(aStore())).toBe('intact 0');
});

describe('what cannot be read is a fault', () => {
  test('a file', () => {
    const store = aStoreWith(1);
    const fs = failAlways('EACCES', (operation, args) => operation === 'open' && args[0] === auditPath(store));
    expect(faultOf(store, fs)).toBe('audit.jsonl:null: it cannot be read: you have no permission (EACCES)');
    expect(readAudit(fs, store).faults).toHaveLength(1);
  });

  test('a file that is too large', () => {
    const store = aStoreWith(1);
    const fs = withHook(nodeFs, (operation, _, act) => {
      const stats = act();
      return operation === 'fstat' ? Object.assign(Object.create(stats as object), { size: 2n ** 40n }) : stats;
    });
    expect(faultOf(store, fs)).toBe('audit.jsonl:null: it is too large to be read');
  });

  test('the directory', () => {
    const store = aStoreWith(1);
    expect(
      faultOf(
        store,
        failAlways('EACCES', (operation) => operation === 'readdir'),
      ),
    ).toBe(':null: it cannot be listed: EACCES');
  });

  test('a rotated file with a torn end', () => {
    const store = aStoreWith(2);
    renameSync(auditPath(store), join(store.directory, 'audit-1-2.jsonl'));
    const path = join(store.directory, 'audit-1-2.jsonl');
    writeFileSync(path, readFileSync(path).subarray(0, -1));
    expect(faultOf(store)).toBe('audit-1-2.jsonl:2: it has no line feed at its end');
  });
});

test('an append while the audit is read makes it read again', () => {
  const store = aStoreWith(2);
  let isDone = false;
  const fs = withHook(nodeFs, (operation, args, act) => {
    if (!isDone && operation === 'open' && args[0] === auditPath(store)) {
      isDone = true;
      append(store, 3);
    }
    return act();
  });
  expect(faultOf(store, fs)).toBe('intact 5');
});

test('an audit that never stands still is taken as it is at last', () => {
  const store = aStoreWith(1);
  let appended = 0;
  const fs = withHook(nodeFs, (operation, args, act) => {
    if (operation === 'open' && args[0] === auditPath(store)) appended += append(store, 1).length;
    return act();
  });
  expect(readAudit(fs, store).lines.length).toBe(appended + 1);
  expect(appended).toBe(10);
});

test('a rotated file that cannot be read, or is too large, is a fault like the current one', () => {
  const store = aStoreWith(1);
  const path = join(store.directory, 'audit-1-1.jsonl');
  renameSync(auditPath(store), path);
  truncateSync(path, 2 ** 30 + 1);
  expect(faultOf(store)).toBe('audit-1-1.jsonl:null: it is too large to be read');
});

test('a directory that cannot be listed has one fault, and no lines', () => {
  const view = readAudit(
    failAlways('EACCES', (operation) => operation === 'readdir'),
    aStoreWith(1),
  );
  expect(view).toMatchObject({ lines: [], faults: [{ line: null, reason: 'it cannot be listed: EACCES' }] });
});
