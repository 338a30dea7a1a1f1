import { describe, expect, test } from 'vitest';
import { DEFAULT_SEVERITIES, type DiagnosedFinding, type FindingCode } from '../../src/model/finding.ts';
import { isHandEdit, remedyFor } from '../../src/plan/repair.ts';

function found(...codes: readonly FindingCode[]): readonly DiagnosedFinding[] {
  const args = { onlyFormatting: false };
  return codes.map((code) => ({ code, severity: DEFAULT_SEVERITIES[code], pointer: '', args }) as DiagnosedFinding);
}

describe('the gentlest remedy', () => {
  test.each<[readonly FindingCode[], string]>([
    [[], 'none'],
    [['VERSION_OUTDATED'], 'none'],
    [['BACKUP_UNHEALTHY', 'LEFTOVER_TEMP', 'BOM_FOUND'], 'none'],
    [['MODE_TOO_OPEN'], 'mode'],
    [['MODE_TOO_OPEN', 'VERSION_OUTDATED'], 'mode'],
    [['MODE_NOT_TRACKED'], 'none'],
    [['CHECKSUM_PENDING'], 'complete-sidecar'],
    [['CHECKSUM_PENDING', 'MODE_TOO_OPEN'], 'complete-sidecar'],
    [['SYNTAX_INVALID'], 'restore'],
    [['FILE_MISSING'], 'restore'],
    [['SYNTAX_INVALID', 'MODE_TOO_OPEN'], 'restore'],
    [['CHECKSUM_MISMATCH'], 'restore'],
    [['VERSION_NEWER'], 'none'],
    [['VERSION_NEWER', 'CHECKSUM_MISMATCH'], 'restore'],
    [['SIZE_EXCEEDED'], 'none'],
  ])('%j: %s', (codes, kind) => {
    expect(remedyFor(found(...codes))).toEqual({ kind });
  });

  test('a checksum that differs by formatting alone is written anew', () => {
    const finding = {
      ...found('CHECKSUM_MISMATCH')[0],
      args: { recorded: 'x', actual: 'sha256:y', onlyFormatting: true },
    } as DiagnosedFinding;
    expect(remedyFor([finding])).toEqual({ kind: 'reseal' });
    expect(remedyFor([finding, ...found('SCHEMA_MISMATCH')])).toEqual({ kind: 'restore' });
  });
});

describe('a hand edit', () => {
  test.each<[readonly FindingCode[], boolean]>([
    [['CHECKSUM_MISMATCH'], true],
    [['CHECKSUM_MISSING', 'MODE_TOO_OPEN', 'VERSION_OUTDATED'], true],
    [['CHECKSUM_MISMATCH', 'SCHEMA_MISMATCH'], false],
    [[], false],
  ])('%j: %s', (codes, expected) => {
    expect(isHandEdit(found(...codes))).toBe(expected);
  });
});
