import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clearTraces } from '../../src/store/apply.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { withHook } from '../support/faults.ts';
import { LIMITS, sessionOf } from '../support/plans.ts';
import { makeTree } from '../support/tree.ts';

test.skipIf(process.platform === 'win32')(
  'a checksum that is put in its place is on the disk before the trace of it goes',
  async () => {
    const checksum = `${createHash('sha256').update('{}').digest('hex')}  state.json\n`;
    const staging = '.tmp-fffffc00';
    const root = makeTree({ 'state.json': '{}', [`${staging}/state.json.sha256`]: checksum });
    const calls: string[] = [];
    const directories = new Set<unknown>();
    const fs = withHook(nodeFs, (operation, args, act) => {
      const result: unknown = act();
      if (operation === 'open' && args[0] === root) directories.add(result);
      if (operation === 'rename' && args[1] === join(root, 'state.json.sha256')) calls.push('rename');
      if (operation === 'fsync' && directories.has(args[0])) calls.push('sync directory');
      if (operation === 'rmdir' && args[0] === join(root, staging)) calls.push('remove trace');
      return result;
    });
    const session = sessionOf(fs);
    await clearTraces(join(root, 'state.json'), session, LIMITS);
    session.close();
    expect(calls).toEqual(['rename', 'sync directory', 'remove trace']);
  },
);
