import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll } from 'vitest';

/**
 * Bundles one TypeScript module and what it imports into a single `.mjs`, and gives its path: Node 20 cannot run TypeScript, and tests of locks and kills
 * need real processes. `entry` is absolute. Call it in `beforeAll`: the bundle is removed after the tests of the file.
 */
export async function bundleScript(entry: string): Promise<string> {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-script-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const build = await rolldown({ input: entry, platform: 'node', logLevel: 'silent' });
  const file = join(folder, basename(entry).replace(/\.ts$/, '.mjs'));
  await build.write({ file, format: 'esm', codeSplitting: false });
  await build.close();
  return file;
}
