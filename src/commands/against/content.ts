import { formatNameFor, loadFormat } from '../../formats/index.ts';
import { parseState } from '../../formats/parse.ts';
import type { RawFile, StateFile, UnreadFile } from '../../model/state-file.ts';
import type { Base } from '../../store/base/base.ts';
import type { FsOps } from '../../store/fs-ops.ts';
import type { Registry } from '../../store/load-registry.ts';
import { readRaw } from '../../store/read.ts';

/** No schema and no migration is larger. */
export const MAX_BYTES = 16 * 1024 * 1024;

/** What comparing a registry takes. */
export interface RegistrySight {
  readonly fs: FsOps;
  readonly cwd: string;
  readonly registry: Registry;
  readonly base: Base;
  /** The commit as files. */
  readonly tree: FsOps;
  /** What was edited of the files of a registry that are of no version: looked for once, for all kinds. */
  readonly editedShared: Map<string, Promise<ReadonlyMap<string, EditedFile>>>;
}

/** A file as the base has it, and as it stands. */
export interface EditedFile {
  readonly before: StateFile;
  readonly found: StateFile;
}

/** A file of the registry as it stands. No link is followed, and nothing outside of the work tree is read: lines of it are shown. */
export function contentAt(fs: FsOps, path: string, base: Base): RawFile | UnreadFile {
  const origin = { kind: 'file', path } as const;
  if (base.isInside(path)) return readRaw(fs, origin, MAX_BYTES, 'refused');
  const fault = { code: 'UNREADABLE', pointer: '', args: { reason: 'it lies outside of the work tree' } } as const;
  return { kind: 'unread', origin, fault, isIoError: false, errno: undefined };
}

/** It as a document, by the format that its name says. */
export async function parsed(raw: RawFile | UnreadFile, name: string): Promise<StateFile> {
  return raw.kind === 'raw' ? parseState(raw, await loadFormat(formatNameFor(name, raw.text?.slice(0, 1024)))) : raw;
}
