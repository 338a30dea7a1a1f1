import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseChecksumFile, renderChecksumFile } from '../../src/formats/checksum-file.ts';
import { digestOf } from '../../src/formats/digest.ts';

// sha256sum is a program of GNU coreutils; what macOS has of that name spells odd file names in its own way.
test
  .runIf(process.platform === 'linux')
  .each(['state.json', 'with blank.json', 'with\nbreak.json', 'with\\backslash.json'])(
  'sha256sum -c accepts what is rendered for %o',
  (name) => {
    const directory = mkdtempSync(join(tmpdir(), 'statefix-'));
    writeFileSync(join(directory, name), 'content');
    writeFileSync(join(directory, 'sums'), renderChecksumFile(digestOf('content'), name));
    expect(execFileSync('sha256sum', ['-c', 'sums'], { cwd: directory, encoding: 'utf8' })).toContain(': OK');
    writeFileSync(join(directory, name), 'other content');
    expect(() => execFileSync('sha256sum', ['-c', 'sums'], { cwd: directory, stdio: 'ignore' })).toThrow();
  },
);

test.each(['state.json', 'with\nbreak', 'with\\backslash'])('what is rendered for %o is read back', (name) => {
  const text = new TextDecoder().decode(renderChecksumFile(digestOf('x'), name));
  expect(parseChecksumFile(text)).toBe(digestOf('x'));
});

test('binary mode and upper case are read', () => {
  expect(parseChecksumFile(`${'A'.repeat(64)} *state.json\n`)).toBe(`sha256:${'a'.repeat(64)}`);
});

test.each(['', 'abc  state.json', `${'a'.repeat(64)}`, `${'g'.repeat(64)}  x`])('%o records nothing', (text) => {
  expect(parseChecksumFile(text)).toBeUndefined();
});
