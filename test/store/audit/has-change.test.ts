import { expect, test } from 'vitest';
import { hasChange } from '../../../src/store/audit/read.ts';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { auditPath } from '../../../src/store/project-store.ts';
import { failAlways } from '../../support/faults.ts';
import { append, aStore } from './audits.ts';

test('a change is known by the line that records it', () => {
  const store = aStore();
  const [id = ''] = append(store, 2);
  expect(hasChange(nodeFs, store, id)).toBe(true);
  expect(hasChange(nodeFs, store, '11111111-0000-4000-8000-000000000000')).toBe(false);
});

test('whether a change is recorded cannot be told of an audit that cannot be read, and is not taken for no', () => {
  const store = aStore();
  const [id = ''] = append(store, 1);
  const fs = failAlways('EIO', (operation, [at]) => operation === 'open' && at === auditPath(store));
  expect(() => hasChange(fs, store, id)).toThrow(
    expect.objectContaining({
      code: 'WRITE_FAILED',
      step: 'read',
      message: expect.stringMatching(/audit\.jsonl: it cannot be read: .*EIO/),
      hint: 'Mend what keeps it from being read, then run again.',
    }),
  );
});
