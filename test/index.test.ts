import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createContext, createOptions, migrate, StatefixError, writeAtomic } from '../src/index.ts';
import { APP_REGISTRY, aProject, newDirectory, textOf } from './support/project.ts';
import { isWindows } from './support/system.ts';

describe('the library', () => {
  test('runs a command with the usual choices', async () => {
    const root = aProject({ ...APP_REGISTRY, 'state.json': '{"version": 1, "name": "x"}' });
    const context = createContext({ cwd: root, builtinRoot: join(import.meta.dirname, '..') });
    for await (const { report } of migrate(createOptions({ paths: ['state.json'] }), context)) {
      expect(report.outcome.kind).toBe('applied');
    }
    expect(JSON.parse(textOf(root, 'state.json'))).toMatchObject({ version: 3, title: 'x' });
  });

  // Windows has no permission bits.
  test.skipIf(isWindows)(
    'writeAtomic keeps the mode that a file has, and gives the one that is asked for',
    async () => {
      const path = join(newDirectory(), 'state.json');
      writeFileSync(path, 'old');
      chmodSync(path, 0o600);
      await writeAtomic(path, 'new');
      expect(statSync(path).mode & 0o777).toBe(0o600);
      await writeAtomic(path, 'newer', 0o640);
      expect(statSync(path).mode & 0o777).toBe(0o640);
      const fresh = join(newDirectory(), 'fresh.json');
      await writeAtomic(fresh, 'x');
      expect(statSync(fresh).mode & 0o777).toBe(0o644);
    },
  );

  test('writeAtomic names the step that failed', async () => {
    const folder = newDirectory();
    const failure = await writeAtomic(folder, 'x').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StatefixError);
    expect(failure).toMatchObject({ code: 'WRITE_FAILED', step: 'rename' });
  });
});
