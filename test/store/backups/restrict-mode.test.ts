import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restrictMode } from '../../../src/store/backups/keep-old.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { isWindows } from '../../support/system.ts';
import { makeTree } from '../../support/tree.ts';

const modeAt = (path: string) => statSync(path).mode & 0o7777;

function aFile(mode: number): string {
  const path = join(makeTree({ 'a.json': 'old a' }), 'a.json');
  chmodSync(path, mode);
  return path;
}

describe.skipIf(isWindows)('restricting the mode of a copy', () => {
  test('takes the bits that it may not have', () => {
    const path = aFile(0o666);
    restrictMode(nodeFs, path, 0o644);
    expect(modeAt(path)).toBe(0o644);
  });

  test('gives it none that it does not have', () => {
    const path = aFile(0o600);
    restrictMode(nodeFs, path, 0o644);
    expect(modeAt(path)).toBe(0o600);
  });

  test('takes some and gives none at once', () => {
    const path = aFile(0o606);
    restrictMode(nodeFs, path, 0o640);
    expect(modeAt(path)).toBe(0o600);
  });

  test('follows no link', () => {
    const path = aFile(0o666);
    symlinkSync(path, `${path}.link`);
    expect(() => restrictMode(nodeFs, `${path}.link`, 0o600)).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    expect(modeAt(path)).toBe(0o666);
  });

  test('leaves a directory alone', () => {
    const path = `${aFile(0o600)}.d`;
    mkdirSync(path);
    chmodSync(path, 0o755);
    restrictMode(nodeFs, path, 0o600);
    expect(modeAt(path)).toBe(0o755);
  });
});
