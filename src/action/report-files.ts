import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { StatefixError } from '../model/errors.ts';
import { writeAtomic } from '../store/atomic-write.ts';
import { nodeFs } from '../store/fs-ops.ts';
import type { StoreLog } from '../store/log.ts';
import { isInside } from '../store/shown-path.ts';
import { resolveTarget } from '../store/target.ts';
import type { Workplace } from './runner.ts';

/**
 * The real path of a file that an input names, from the working directory. Throws `StatefixError` where it lies outside of the workspace and of the temporary
 * folder of the runner, through links too: a pull request may bring links.
 */
export function outputPath(named: string, { cwd, workspace, temp }: Workplace): string {
  const path = resolve(cwd, named);
  const root = [workspace, temp].find((each) => isInside(path, each));
  if (root !== undefined) return resolveTarget(nodeFs, path, root);
  throw new StatefixError('OUTSIDE_ROOT', `${path} lies outside of the workspace ${workspace}`, {
    hint: 'Name a file in the checkout, or in the temporary folder of the runner.',
    path,
  });
}

/** A new name in the temporary folder of the runner. */
export function temporaryPath(name: string, extension: string, { temp }: Workplace): string {
  return join(temp, `${name}-${randomUUID().slice(0, 8)}.${extension}`);
}

/** Writes a file whole or not at all, readable for all steps of the job. Throws `StatefixError` `WRITE_FAILED`. */
export function writeOutput(path: string, content: string | Uint8Array, log: StoreLog): Promise<void> {
  return writeAtomic(path, content, { fs: nodeFs, log, mode: 0o644 });
}
