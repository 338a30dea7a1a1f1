import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/checks/diagnose.ts';
import { type Facts, NO_SIBLINGS, type Siblings } from '../../src/checks/facts.ts';
import { loadFormat } from '../../src/formats/index.ts';
import type { DiagnosedFinding } from '../../src/model/finding.ts';
import { aFile, aKind, aStat, aVersionSchema, someFacts } from '../support/facts.ts';

async function findingsOf(changes: Partial<Facts> = {}): Promise<readonly DiagnosedFinding[]> {
  return diagnose(await someFacts(changes), new Map(), await loadFormat('json')).findings;
}

async function codesOf(changes: Partial<Facts> = {}): Promise<readonly string[]> {
  return (await findingsOf(changes)).map(({ code }) => code);
}

function besides(changes: Partial<Siblings>): { readonly siblings: Siblings } {
  return { siblings: { ...NO_SIBLINGS, ...changes } };
}

test('a healthy file gives no finding', async () => {
  expect(await findingsOf()).toEqual([]);
});

describe('version', () => {
  test('an older version is a warning that names the pending steps, at the version', async () => {
    expect(await findingsOf({ file: await aFile('{\n  "version": 1\n}\n') })).toEqual([
      {
        code: 'VERSION_OUTDATED',
        severity: 'warning',
        pointer: '/version',
        args: { found: '1', current: '2', steps: ['2_add-stats'] },
        range: { start: { line: 2, column: 14 }, end: { line: 2, column: 15 } },
      },
    ]);
  });

  test('the second place of the version serves where the first has none', async () => {
    expect(await codesOf({ file: await aFile('{"schemaVersion": "2"}') })).toEqual([]);
  });

  test.each([
    ['{"a": 1}', 'VERSION_MISSING'],
    ['{"version": 3}', 'VERSION_NEWER'],
    ['{"version": 0}', 'VERSION_UNKNOWN'],
    ['{"version": "1.0.0"}', 'VERSION_UNKNOWN'],
    ['{"version": null}', 'VERSION_UNKNOWN'],
    ['{"version": {}}', 'VERSION_UNKNOWN'],
    ['[]', 'VERSION_MISSING'],
    ['7', 'VERSION_MISSING'],
  ])('%s is %s', async (text, code) => {
    expect(await codesOf({ file: await aFile(text) })).toEqual([code]);
  });

  test('a file without a version has the one that the kind gives it', async () => {
    expect(await codesOf({ file: await aFile('{}'), kind: aKind({ unversioned: '2' }) })).toEqual([]);
    expect(await codesOf({ file: await aFile('{}'), kind: aKind({ unversioned: '7' }) })).toEqual(['VERSION_UNKNOWN']);
  });

  test('a kind without versions in its files asks for none', async () => {
    expect(await codesOf({ file: await aFile('[]'), kind: aKind({ version: false }) })).toEqual([]);
  });
});

describe('schema', () => {
  const problem = {
    pointer: '/a',
    atKey: true,
    args: { keyword: 'additionalProperties', expected: 'no such member', found: '"a"', key: 'a', schema: 's.json#' },
  };
  const versions = new Map([
    ['1', aVersionSchema('1', {}, { validate: () => [problem] })],
    ['2', aVersionSchema('2')],
  ]);

  test('a document is judged by the schema of its own version', async () => {
    expect(await codesOf({ versions })).toEqual([]);
    expect(await codesOf({ versions, file: await aFile('{"version": 1, "a": 2}') })).toEqual([
      'VERSION_OUTDATED',
      'SCHEMA_MISMATCH',
    ]);
  });

  test('a problem with a key is shown at the key', async () => {
    const found = await findingsOf({ versions, file: await aFile('{"version": 1, "a": 2}') });
    expect(found[1]?.range).toEqual({ start: { line: 1, column: 16 }, end: { line: 1, column: 19 } });
  });
});

describe('checksum in the document', () => {
  const kind = aKind({ checksum: '/checksum' });
  const versions = new Map([['2', aVersionSchema('2', { properties: { checksum: {} } })]]);
  // RFC 8785 of the document without its checksum: {"a":18446744073709551615,"version":2}
  const digest = createHash('sha256').update('{"a":18446744073709551615,"version":2}').digest('hex');

  test('the right one is no finding, whatever key order and formatting', async () => {
    const text = `{"version":2, "checksum": "sha256:${digest}",\n "a":18446744073709551615}`;
    expect(await codesOf({ kind, versions, file: await aFile(text) })).toEqual([]);
  });

  test('a changed digit beyond 2^53 is seen', async () => {
    const text = `{"version":2, "checksum": "sha256:${digest}", "a":18446744073709551614}`;
    expect(await codesOf({ kind, versions, file: await aFile(text) })).toEqual(['CHECKSUM_MISMATCH']);
  });

  test('one is asked of the versions whose schema knows it, and of no other', async () => {
    expect(await codesOf({ kind, versions })).toEqual(['CHECKSUM_MISSING']);
    expect(await codesOf({ kind })).toEqual([]);
  });

  test('what a newer version records must still be true', async () => {
    const file = await aFile('{"version": 3, "checksum": "sha256:0"}');
    expect(await codesOf({ kind, versions, file })).toEqual(['VERSION_NEWER', 'CHECKSUM_MISMATCH']);
  });

  test('a checksum that is no text is a mismatch', async () => {
    expect(await codesOf({ kind, versions, file: await aFile('{"version": 2, "checksum": 5}') })).toEqual([
      'CHECKSUM_MISMATCH',
    ]);
  });
});

describe('checksum beside the file', () => {
  const kind = aKind({ checksum: 'sidecar' });
  const text = '{"version": 2}\n';
  const digestOf = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const recording = (recorded: string | undefined) => besides({ sidecar: { path: '/state.sha256', recorded } });

  test('the right one is no finding', async () => {
    expect(await codesOf({ kind, ...recording(digestOf(text)) })).toEqual([]);
  });

  test('none is CHECKSUM_MISSING', async () => {
    expect(await codesOf({ kind, ...recording(undefined) })).toEqual(['CHECKSUM_MISSING']);
  });

  test.each([
    ['other line endings', '{"version": 2}\r\n', true],
    ['no final newline', '{"version": 2}', true],
    ['a byte order mark', `\uFEFF${text}`, true],
    ['another value', '{"version": 3}\n', false],
  ])('%s: said whether only formatting differs', async (_what, recorded, onlyFormatting) => {
    const [finding] = await findingsOf({ kind, ...recording(digestOf(recorded)) });
    expect(finding?.code).toBe('CHECKSUM_MISMATCH');
    expect(finding?.args).toMatchObject({ onlyFormatting });
  });

  test('one that a dead writer staged is pending', async () => {
    const siblings = {
      ...NO_SIBLINGS,
      sidecar: { path: '/state.sha256', recorded: digestOf('old') },
      stagedSidecar: { path: '/.tmp-1/state.sha256', recorded: digestOf(text) as `sha256:${string}` },
    };
    expect(await codesOf({ kind, siblings })).toEqual(['CHECKSUM_PENDING']);
  });

  test('a broken text is held against it too', async () => {
    expect(await codesOf({ kind, file: await aFile('{'), ...recording(digestOf(text)) })).toEqual([
      'SYNTAX_INVALID',
      'CHECKSUM_MISMATCH',
    ]);
  });
});

describe('permissions', () => {
  const kind = aKind({ mode: 0o600 });
  const withMode = (mode: number) => aFile('{"version": 2}', 'json', { ...aStat, mode });

  test.each([
    [0o600, false, []],
    [0o400, false, []],
    [0o644, false, ['MODE_TOO_OPEN']],
    [0o644, true, ['MODE_NOT_TRACKED']],
    [0o700, true, ['MODE_TOO_OPEN']],
    [0o4600, false, ['MODE_TOO_OPEN']],
  ])('%o, tracked by git: %o', async (mode, isTracked, codes) => {
    expect(await codesOf({ kind, isTracked, file: await withMode(mode) })).toEqual(codes);
  });

  test('a kind without a mode judges none', async () => {
    expect(await codesOf({ file: await withMode(0o777) })).toEqual([]);
  });
});

describe('what stands beside the file', () => {
  test('a leftover of an interrupted writer', async () => {
    expect(await codesOf(besides({ leftovers: [{ path: '/state.tmp', owner: 'foreign' }] }))).toEqual([
      'LEFTOVER_TEMP',
    ]);
  });

  test('the lock of a dead holder, not of a living one', async () => {
    const lock = { path: '/state.lock', pid: 1, hostname: 'here', since: '2026-01-01T00:00:00Z' };
    expect(await codesOf(besides({ lock: { ...lock, isDead: true } }))).toEqual(['LOCK_STALE']);
    expect(await codesOf(besides({ lock: { ...lock, isDead: false } }))).toEqual([]);
  });

  test('a change that was interrupted, once for each', async () => {
    const pending = {
      path: '/journal/1.json',
      command: 'migrate',
      since: '2026-01-01T00:00:00Z',
      files: ['state.json'],
    };
    expect(await codesOf(besides({ pending: [pending, pending] }))).toEqual(['JOURNAL_PENDING', 'JOURNAL_PENDING']);
  });

  test('a backup that could not serve', async () => {
    const file = await aFile('{');
    expect(await codesOf(besides({ backups: [{ path: '/state.bak', file, unhealthy: 'it is truncated' }] }))).toEqual([
      'BACKUP_UNHEALTHY',
    ]);
    expect(await codesOf(besides({ backups: [{ path: '/state.bak', file, unhealthy: undefined }] }))).toEqual([]);
  });
});

describe('severity', () => {
  test('the config wins over the default, and off silences', async () => {
    const facts = await someFacts({ file: await aFile('{"version": 1}') });
    const strict = diagnose(facts, new Map([['VERSION_OUTDATED', 'error' as const]]), undefined);
    expect(strict.isHealthy).toBe(false);
    expect(diagnose(facts, new Map([['VERSION_OUTDATED', 'off' as const]]), undefined).findings).toEqual([]);
  });

  test('warnings leave a file healthy', async () => {
    const facts = await someFacts({ file: await aFile('{"version": 1}') });
    expect(diagnose(facts, new Map(), undefined).isHealthy).toBe(true);
  });
});
