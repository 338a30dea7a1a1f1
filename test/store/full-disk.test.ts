import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StatefixError } from '../../src/model/errors.ts';
import { applyPlan } from '../../src/store/apply.ts';
import { LIMITS, planFor, sessionOf, withSidecar } from '../support/plans.ts';

const PAGE = 4096;

/** A file system of 128 KiB, where this process may mount one. */
function mountSmall(): string | undefined {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return undefined;
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-full-')));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', root], { stdio: 'ignore' });
    return root;
  } catch {
    // A container without the right to mount.
    rmSync(root, { recursive: true });
    return undefined;
  }
}

test('on a full disk the file is the old or the new one, whatever room is left', async ({ skip }) => {
  const root = mountSmall();
  if (root === undefined) return skip('mounting a small tmpfs takes root on Linux');
  const seen = { applied: 0, failed: 0 };
  try {
    const path = join(root, 'state.json');
    const old = 'o'.repeat(20_000);
    const next = 'n'.repeat(30_000);
    for (let free = 0; free <= 64 * 1024; free += PAGE) {
      for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
      writeFileSync(path, old);
      const { bavail, bsize } = statfsSync(root);
      writeFileSync(join(root, 'filler'), new Uint8Array(Math.max(0, Number(bavail) * bsize - free)));
      const session = sessionOf();
      const plan = withSidecar(planFor(path, next));
      const error: unknown = await applyPlan(plan, session, LIMITS).then(
        () => undefined,
        (thrown) => thrown,
      );
      session.close();
      if (error === undefined) {
        seen.applied += 1;
        expect(readFileSync(path, 'utf8')).toBe(next);
        expect(readdirSync(root).sort()).toEqual(['filler', 'state.json', 'state.json.bak', 'state.json.sha256']);
      } else {
        seen.failed += 1;
        expect(error).toBeInstanceOf(StatefixError);
        expect(error).toMatchObject({
          code: 'WRITE_FAILED',
          errno: 'ENOSPC',
          hint: expect.stringContaining('disk is full'),
        });
        expect(readFileSync(path, 'utf8')).toBe(old);
        expect(readdirSync(root).sort()).toEqual(['filler', 'state.json']);
      }
    }
  } finally {
    execFileSync('umount', [root]);
    rmSync(root, { recursive: true });
  }
  expect(seen.failed).toBeGreaterThan(5);
  expect(seen.applied).toBeGreaterThan(2);
});
