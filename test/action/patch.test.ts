import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gitPatch, type PatchedFile } from '../../src/action/git-patch.ts';
import { newDirectory } from '../support/project.ts';
import { isWindows } from '../support/system.ts';

/** Whole numbers of lines, with ends of both sorts, and bytes that mean nothing as text. */
const line = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('a', 'b', '', '--- a/x', '+++ b/x', '@@ -1 +1 @@', '\\ No newline at end of file', '-- ', ' \t'),
      fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map((parts) => parts.join(''));
const content = fc
  .tuple(fc.array(line, { minLength: 0, maxLength: 14 }), fc.constantFrom('', 'last line without an end'))
  .map(([lines, last]) => Buffer.from(lines.join('') + last, 'latin1'))
  .filter((bytes) => bytes.length > 0);
/** A later content: some lines of the earlier one replaced. */
const edit = fc.tuple(content, content, fc.boolean()).map(([before, other, isEdit]) => {
  const cut = before.indexOf(0x0a) + 1;
  return { before, after: isEdit ? Buffer.concat([before.subarray(0, cut), other, before.subarray(cut)]) : other };
});
const mode = fc.constantFrom('100644' as const, '100755' as const);
const file = fc.record({ edit, isNew: fc.boolean(), modes: fc.tuple(mode, mode) });

const NAMES = [
  'plain.json',
  'with space.json',
  'ünï.json',
  'a\tb.json',
  'quo"te.json',
  'back\\slash.json',
  'new\nline.json',
  'sub/dir/x.json',
];

function put(root: string, { path }: PatchedFile, bytes: Uint8Array, gitMode: string): void {
  const at = join(root, path);
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, bytes);
  chmodSync(at, gitMode === '100755' ? 0o755 : 0o644);
}

function apply(root: string, patch: Buffer, ...options: readonly string[]): string {
  const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', ...options, '-'], {
    cwd: root,
    input: patch,
  });
  return status === 0 ? '' : stderr.toString() || `exit ${status}`;
}

function aRepository(): string {
  const root = newDirectory();
  spawnSync('git', ['init', '--quiet'], { cwd: root });
  spawnSync('git', ['config', 'core.autocrlf', 'false'], { cwd: root });
  return root;
}

describe('a patch', () => {
  test.skipIf(isWindows)('brings git to the very bytes and modes that were planned, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 20 }), (drawn) => {
        const files = drawn.map(({ edit: { before, after }, isNew, modes: [from, to] }, index): PatchedFile => {
          const name = NAMES[index % NAMES.length] ?? 'x';
          const path = name.includes('/') ? name.replace('x.', `x${index}.`) : `${index}${name}`;
          return { path, before: isNew ? undefined : { bytes: before, mode: from }, after: { bytes: after, mode: to } };
        });
        const root = aRepository();
        for (const each of files) if (each.before) put(root, each, each.before.bytes, each.before.mode);
        const patch = Buffer.concat(files.map(gitPatch));
        if (patch.length === 0) return;
        expect(apply(root, patch, '--check')).toBe('');
        expect(apply(root, patch)).toBe('');
        for (const { path, after } of files) {
          expect(readFileSync(join(root, path)).equals(after.bytes)).toBe(true);
          expect((statSync(join(root, path)).mode & 0o100) !== 0).toBe(after.mode === '100755');
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of an unlike text, too large to be compared in time, replaces all of it', () => {
    const before = Buffer.from(Array.from({ length: 30_000 }, (_, index) => `${(index * 7919) % 30_011}\n`).join(''));
    const after = Buffer.from(Array.from({ length: 30_000 }, (_, index) => `${(index * 104_729) % 30_013}\n`).join(''));
    const planned: PatchedFile = {
      path: 'x',
      before: { bytes: before, mode: '100644' },
      after: { bytes: after, mode: '100644' },
    };
    const root = aRepository();
    put(root, planned, before, '100644');
    const patch = gitPatch(planned);
    expect(patch.toString().match(/^@@/gm)).toHaveLength(1);
    expect(apply(root, patch)).toBe('');
    expect(readFileSync(join(root, 'x')).equals(after)).toBe(true);
  });

  test('is refused by git where the file is another one by now', () => {
    const planned: PatchedFile = {
      path: 'x',
      before: { bytes: Buffer.from('old\n'), mode: '100644' },
      after: { bytes: Buffer.from('new\n'), mode: '100644' },
    };
    const root = aRepository();
    put(root, planned, Buffer.from('other\n'), '100644');
    expect(apply(root, gitPatch(planned), '--check')).toContain('does not apply');
  });

  test('is empty where git would see no difference', () => {
    const same = { bytes: Buffer.from('x'), mode: '100644' } as const;
    expect(gitPatch({ path: 'x', before: same, after: same })).toHaveLength(0);
  });
});
