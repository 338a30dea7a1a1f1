import { chmodSync, existsSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { type FsOps, nodeFs } from '../../src/store/fs-ops.ts';
import { withHook } from '../support/faults.ts';
import { aContext, all, aProject, options, textOf } from '../support/project.ts';
import { isWindows } from '../support/system.ts';
import { auditOf, faultsOf, projectFiles, SET, V1, V2 } from './project.ts';

// A program that asks nobody, and writes the file between plan and apply, again and again.

/** Lets a foreign program come right after the lock of that file is there, before it is read again. */
function whenLocked(path: string, write: (time: number) => void): FsOps {
  let time = 0;
  return withHook(nodeFs, (operation, args, act) => {
    const result = act();
    if (operation === 'link' && args[1] === `${path}.lock`) {
      time += 1;
      write(time);
    }
    return result;
  });
}

/** Right before the last look, which comes before the rename: once the content has been read under the lock and staged. */
function whenStaged(path: string, write: (time: number) => void): FsOps {
  let time = 0;
  return withHook(nodeFs, (operation, args, act) => {
    const result = act();
    if (operation === 'rename' && args[1] === `${path}.bak`) {
      time += 1;
      write(time);
    }
    return result;
  });
}

const foreign = (time: number) => V1.replace('x', `foreign ${time}`);
const project = () => aProject({ ...projectFiles(), ...Object.fromEntries(SET.map((name) => [name, V1])) });

describe.each([
  ['before it is read under the lock', whenLocked, 'its content is another'],
  ['right before the commit', whenStaged, 'another program has written it'],
])('%s', (_when, hook, how) => {
  describe.each([
    ['in place', (path: string, text: string) => writeFileSync(path, text)],
    [
      'by a rename',
      (path: string, text: string) => {
        writeFileSync(`${path}.theirs`, text);
        renameSync(`${path}.theirs`, path);
      },
    ],
  ])('%s', (_style, put) => {
    test('three times: exit 3, its last content stands, nothing is left', async () => {
      const root = project();
      const path = join(root, 'a.json');
      let times = 0;
      const fs = hook(path, (time) => {
        times = time;
        put(path, foreign(time));
      });
      const [file] = await all(migrate(options('a.json'), aContext(root, { fs })));
      expect(file?.report.outcome).toMatchObject({
        kind: 'failed',
        error: {
          code: 'STATE_CHANGED',
          message: `${path} has changed since it was read: ${how}`,
          hint: 'Nothing was written. Run again.',
        },
      });
      expect(times).toBe(3);
      expect(textOf(root, 'a.json')).toBe(foreign(3));
      expect(existsSync(`${path}.bak`)).toBe(false);
      expect([auditOf(root), faultsOf(root)]).toEqual([[], []]);
    });

    test('twice: the third plan is of its content, which is the backup', async () => {
      const root = project();
      const path = join(root, 'a.json');
      const fs = hook(path, (time) => {
        if (time < 3) put(path, foreign(time));
      });
      const [file] = await all(migrate(options('a.json'), aContext(root, { fs })));
      expect(file?.report.outcome.kind).toBe('applied');
      expect(textOf(root, 'a.json')).toBe(V2.replace('x', 'foreign 2'));
      expect(textOf(root, 'a.json.bak')).toBe(foreign(2));
      expect(faultsOf(root)).toEqual([]);
    });

    test('in a set: all are as the others left them, and nothing of ours is there', async () => {
      const root = project();
      const path = join(root, 'b.json');
      const fs = hook(path, (time) => put(path, foreign(time)));
      const files = await all(migrate({ ...options(...SET), isAtomic: true }, aContext(root, { fs })));
      const errors = files.map(({ report: { outcome } }) => (outcome.kind === 'failed' ? outcome.error.code : outcome));
      expect(errors).toEqual(['TRANSACTION_ABORTED', 'STATE_CHANGED', 'TRANSACTION_ABORTED']);
      expect(SET.map((name) => textOf(root, name))).toEqual([V1, foreign(3), V1]);
      expect(SET.map((name) => existsSync(join(root, `${name}.bak`)))).toEqual([false, false, false]);
      expect([auditOf(root), faultsOf(root)]).toEqual([[], []]);
    });
  });
});

test('a file that is gone by then stays gone', async () => {
  const root = project();
  const path = join(root, 'a.json');
  const fs = whenStaged(path, () => unlinkSync(path));
  await expect(all(migrate(options('a.json'), aContext(root, { fs })))).rejects.toMatchObject({
    code: 'NO_FILE_MATCHED',
    message: 'a.json does not exist, and no backup of it either',
  });
  expect(existsSync(path)).toBe(false);
  expect(faultsOf(root)).toEqual([]);
});

test.skipIf(isWindows)('bits that were changed by then are seen, too', async () => {
  const root = project();
  const path = join(root, 'a.json');
  const fs = whenStaged(path, (time) => chmodSync(path, 0o600 + time));
  const [file] = await all(migrate(options('a.json'), aContext(root, { fs })));
  expect(file?.report.outcome).toMatchObject({ kind: 'failed', error: { code: 'STATE_CHANGED' } });
  expect(textOf(root, 'a.json')).toBe(V1);
});
