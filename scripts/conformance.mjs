// Runs the JSON Schema Test Suite through the engine and prints one line a draft: node scripts/conformance.mjs [FOLDER]
// Node 20 cannot run TypeScript, so vitest does; the exit code is its own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(process.argv[2] ?? join(root, '../shared/suites/json-schema'));
if (existsSync(join(folder, 'tests'))) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/conformance', '--disable-console-intercept'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, STATEFIX_SUITE: folder },
  });
  process.exitCode = status ?? 1;
} else {
  console.error(`No JSON Schema Test Suite at ${folder}: it has a folder "tests".`);
  process.exitCode = 2;
}
