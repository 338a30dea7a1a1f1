import { type BackupFacts, NO_SIBLINGS, type Siblings } from '../checks/facts.ts';
import type { Format } from '../formats/format.ts';
import { parseState } from '../formats/parse.ts';
import type { RawFile, UnreadFile } from '../model/state-file.ts';
import type { RegisteredKind } from '../store/load-registry.ts';
import { readRaw } from '../store/read.ts';
import type { SelectedFile } from '../store/select-files.ts';
import { displayPath } from '../store/shown-path.ts';
import type { UnseenNeighbour } from '../store/siblings.ts';
import { whyUnhealthy } from './why-unhealthy.ts';
import type { Workbench } from './workbench.ts';

/** What stands beside a file, and what of it could not be seen: a verdict that is not "healthy" may then be wrong. */
export interface Surroundings {
  readonly siblings: Siblings;
  readonly unseen: UnseenNeighbour | undefined;
}

/** What stands beside a file, each backup read and judged; paths as reports show them. */
export async function gatherSiblings(
  target: SelectedFile,
  raw: RawFile | UnreadFile,
  loaded: RegisteredKind,
  format: Format,
  bench: Workbench,
): Promise<Surroundings> {
  // Against one schema a file is judged alone: what stands beside it may be of another.
  if (target.path === '-' || loaded.kind.origin === 'ad hoc') return { siblings: NO_SIBLINGS, unseen: undefined };
  const { cwd } = bench.context;
  // Only a checksum file beside the file is held against its digest.
  const digest = raw.kind === 'raw' && loaded.kind.checksum === 'sidecar' ? raw.digest : undefined;
  const { path, bak, leftovers, lock, sidecar, stagedSidecar, unseen } = bench.neighbourhood.lookAround(
    target.path,
    loaded.kind,
    digest,
  );
  const siblings = {
    backups: [
      ...(bak === undefined ? [] : [await judgeBackup(bak, loaded, format, bench)]),
      ...(await otherBackups(path, raw, loaded, format, bench)),
    ],
    leftovers: leftovers.map(({ path, owner }) => ({ path: displayPath(path, cwd), owner })),
    lock: lock && { ...lock, path: displayPath(lock.path, cwd) },
    pending: bench.pendingOf(path),
    sidecar: sidecar && { ...sidecar, path: displayPath(sidecar.path, cwd) },
    stagedSidecar: stagedSidecar && { ...stagedSidecar, path: displayPath(stagedSidecar.path, cwd) },
  };
  return { siblings, unseen: unseen && { ...unseen, path: displayPath(unseen.path, cwd) } };
}

/** Who changes a healthy file has no need of them. Of a file that is gone they are what is left. */
async function otherBackups(
  path: string,
  raw: RawFile | UnreadFile,
  loaded: RegisteredKind,
  format: Format,
  { purpose, otherBackups }: Workbench,
): Promise<readonly BackupFacts[]> {
  const isGone = raw.kind === 'unread' && raw.fault.code === 'FILE_MISSING';
  if (purpose !== 'look' && !isGone) return [];
  const foreign = await otherBackups.foreign(path, loaded, format);
  return [...(await otherBackups.damaged(path, loaded)), ...foreign];
}

/** A backup is just another state file: same parser, same checks, by the schema and checksum of its own version. */
export async function judgeBackup(
  path: string,
  loaded: RegisteredKind,
  format: Format,
  bench: Workbench,
): Promise<BackupFacts> {
  const { fs, cwd } = bench.context;
  const raw = readRaw(fs, { kind: 'bak', path }, loaded.kind.maxSize, 'refused');
  const file = raw.kind === 'raw' ? parseState(raw, format) : raw;
  const shown = displayPath(path, cwd);
  return { path: shown, file, unhealthy: await whyUnhealthy(file, shown, loaded, bench.severities) };
}
