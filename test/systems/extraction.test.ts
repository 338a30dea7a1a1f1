import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { writeAtomic } from '../../src/store/atomic-write.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { aContext, aProject, namesIn, only, options } from '../support/project.ts';
import { isWindows } from '../support/system.ts';

// A data extractor's `state.json`: flat, no version, 0644 in a directory of 0755, written by one reusable call.

const STATE = {
  oracle_name: 'coingecko',
  last_updated: 1_795_256_430,
  last_updated_iso: '2026-11-21T10:20:30Z',
  last_protocol_count: 12,
  last_tvs: 1234567.89,
};
const extraction = { ...options('state.json'), kind: 'extraction' };

describe('the state of an extractor', () => {
  test('is healthy without a version', async () => {
    const root = aProject({ 'state.json:0644': JSON.stringify(STATE) });
    expect((await only(check(extraction, aContext(root)))).report.findings).toEqual([]);
  });

  test.each(Object.keys(STATE))('without %s it is not', async (key) => {
    const { [key as keyof typeof STATE]: _, ...rest } = STATE;
    const root = aProject({ 'state.json:0644': JSON.stringify(rest) });
    const { report } = await only(check(extraction, aContext(root)));
    expect(report.findings.map(({ code, args }) => [code, args['key']])).toEqual([['SCHEMA_MISMATCH', key]]);
  });

  test('writeAtomic makes the directory 0755 and the file with its mode, and leaves nothing else', async () => {
    const root = mkdtempSync(join(tmpdir(), 'statefix-'));
    const path = join(root, 'out', 'state.json');
    const log = () => {};
    await writeAtomic(path, JSON.stringify(STATE), { fs: nodeFs, log, mode: 0o644 });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(STATE);
    if (isWindows) return;
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(statSync(join(root, 'out')).mode & 0o777).toBe(0o755 & ~process.umask());
    expect(namesIn(join(root, 'out'))).toEqual(['state.json']);
  });
});
