import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundle } from '../../scripts/bundle.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that the bundles of this test run are in, as `dist/` would be. */
    readonly dist: string;
  }
}

/** Bundles once a test run, into a folder of its own without `node_modules`, so that tests spawn what users run. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'statefix-dist-'));
  const dist = join(folder, 'dist');
  project.provide('dist', dist);
  // As beside the real dist/: it says that .js is ESM.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  try {
    await bundle({ outDir: dist, hasDeclarations: false });
  } catch (error) {
    // Tests that need no bundle can still run; the others find no cli.js. Whoever broke the build reads why here.
    process.stderr.write(`The bundle cannot be built: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  return () => rmSync(folder, { recursive: true, force: true });
}
