import { basename, join } from 'node:path';
import { bakPath, sidecarPath } from './names.ts';
import type { Staging } from './session.ts';

/** Names in a staging directory: each carries the name of its state file, so that a trace tells what it is about. */

export function contentStage(path: string, { path: staging }: Staging): string {
  return join(staging, basename(path));
}

export function sidecarStage(path: string, { path: staging }: Staging): string {
  return join(staging, basename(sidecarPath(path)));
}

/** Behind the name of the `.bak` that a change replaces. */
export const PREVIOUS = '.previous';

/** The old content on its way to `.bak`, and the `.bak` that it replaces. */
export function bakStages(
  path: string,
  { path: staging }: Staging,
): { readonly staged: string; readonly previous: string } {
  return { staged: join(staging, basename(bakPath(path))), previous: join(staging, `${basename(path)}${PREVIOUS}`) };
}

export function corruptStage(path: string, { path: staging }: Staging): string {
  return join(staging, `${basename(path)}.corrupt`);
}

/** Content on its way back to its place, or on its way out of it. */
export function restoreStage(path: string, { path: staging }: Staging): string {
  return join(staging, `${basename(path)}.restore`);
}

/** The same for a name instead of a path: what a staging directory holds of that file. */
export function stagedNames(name: string): readonly string[] {
  return ['', '.sha256', '.restore', '.bak', PREVIOUS, '.corrupt'].map((suffix) => `${name}${suffix}`);
}

/** Everything that the change of one file may stage. */
export function stagedPaths(path: string, staging: Staging): readonly string[] {
  const { staged, previous } = bakStages(path, staging);
  const own = [contentStage(path, staging), sidecarStage(path, staging), restoreStage(path, staging)];
  return [...own, staged, previous, corruptStage(path, staging)];
}
