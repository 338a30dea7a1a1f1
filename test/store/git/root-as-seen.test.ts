import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFs } from '../../../src/store/fs-ops.ts';
import { rootAsSeen } from '../../../src/store/git/root-as-seen.ts';
import { newDirectory } from '../../support/project.ts';
import { isWindows } from '../../support/system.ts';

test.skipIf(isWindows)('a working directory that is a link to a deeper one leads to the root itself', () => {
  const root = newDirectory();
  mkdirSync(join(root, 'deep/er/app'), { recursive: true });
  symlinkSync('deep/er/app', join(root, 'app'));
  expect(rootAsSeen(nodeFs, join(root, 'app'), root)).toBe(root);
});

test.skipIf(isWindows)('a root that is reached through a link keeps the name of the link', () => {
  const root = newDirectory();
  mkdirSync(join(root, 'real/app'), { recursive: true });
  symlinkSync('real', join(root, 'link'));
  expect(rootAsSeen(nodeFs, join(root, 'link/app'), join(root, 'real'))).toBe(join(root, 'link'));
});
